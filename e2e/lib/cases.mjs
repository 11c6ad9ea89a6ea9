// Shared cases of hostile input, where they are there: lists that are not part of this repository.

import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const BESIDE = fileURLToPath(new URL('../../../shared/cases', import.meta.url));

/** The lines of a list as fields, without its title; none where the list is not there. */
export async function lines(name) {
  const folder = process.env.MILLRACE_CASES || BESIDE;
  const file = path.join(folder, 'corpus', name);
  const text = await fs.readFile(file, 'utf8').catch(() => null);
  if (text === null) return null;
  return text.split('\n').slice(1).filter(Boolean).map((line) => line.split('\t'));
}

/** A text that is written with escapes such as `\u202e`. */
export function unescaped(text) {
  const simple = { n: '\n', r: '\r', t: '\t', '\\': '\\' };
  return text.replace(/\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|x([0-9a-f]{2})|([nrt\\]))/gi, (_, four, eight, two, letter) => {
    if (letter) return simple[letter];
    return String.fromCodePoint(Number.parseInt(four ?? eight ?? two, 16));
  });
}
