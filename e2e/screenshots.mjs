// Pictures of every screen, in both themes and two sizes: `node screenshots.mjs FOLDER`.

import fs from 'node:fs/promises';
import path from 'node:path';
import { screens } from './lib/screens.mjs';
import { withWorld } from './lib/world.mjs';

const SIZES = [[1280, 800], [1440, 900]];

const folder = process.argv[2] ?? process.env.MILLRACE_SHOTS;
if (!folder) {
  console.error('Say where the pictures go: node screenshots.mjs FOLDER');
  process.exit(2);
}
await fs.mkdir(folder, { recursive: true });
for (const theme of ['light', 'dark']) {
  for (const [width, height] of SIZES) {
    const options = { width, height, dark: theme === 'dark', limit: 600_000 };
    await withWorld(`pictures, ${theme}, ${width}`, options, async ({ page, world }) => {
      await screens(page, world, (name) => page.shot(path.join(folder, `${name}-${theme}-${width}.png`)));
    });
  }
}
