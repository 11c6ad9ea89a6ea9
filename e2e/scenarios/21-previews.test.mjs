// Files of items are looked at: a picture, a PDF, texts, and what cannot be shown.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';
import { create } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

/** A picture of one colour. */
function png(width, height) {
  const part = (kind, data) => {
    const whole = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(whole));
    return Buffer.concat([length, whole, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2], 8);
  const rows = Buffer.alloc(height * (1 + width * 3), 0x60);
  for (let row = 0; row < height; row += 1) rows[row * (1 + width * 3)] = 0;
  const start = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([start, part('IHDR', head), part('IDAT', zlib.deflateSync(rows)), part('IEND', Buffer.alloc(0))]);
}

function crc(bytes) {
  let sum = 0xFFFFFFFF;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xEDB88320 : 0);
  }
  return (sum ^ 0xFFFFFFFF) >>> 0;
}

/** A PDF of one page with a line of text. */
function pdf(text) {
  const drawing = `BT /F1 24 Tf 20 100 Td (${text}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let whole = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = whole.length;
    whole += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const table = whole.length;
  whole += `xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(whole, 'latin1');
}

const FILES = {
  'map.png': png(64, 48),
  'drawing.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><script>parent.e2eRan = 1</script><rect width="30" height="20" fill="teal"/></svg>',
  'letter.pdf': pdf('Dear Ada'),
  'prices.csv': 'what,price\nDesk,310\nChair <script>window.e2eRan = 1</script>,120\n',
  'page.html': '<h1>Title</h1><script>window.e2eRan = 1</script><img src=x onerror="window.e2eRan = 1">',
  'long.txt': `${'A line of a long text.\n'.repeat(8_000)}The end`,
  'broken.png': 'this is no picture',
  'data.bin': Buffer.from([0, 1, 2, 255]),
};

scenario('files that were read are looked at', async ({ page, home }) => {
  const folder = path.join(home, 'files');
  await fs.mkdir(folder);
  for (const [name, bytes] of Object.entries(FILES)) await fs.writeFile(path.join(folder, name), bytes);
  const { canvas } = await create(page, {
    name: 'Files',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Read', 'file.disk', 288, { fileSelector: `${folder}/*`, options: {} }, 1.1)],
    edges: [wire('a', 'b')],
  });
  await page.click('run');
  await page.says('grants', folder);
  await page.click('allow');
  await page.says('run-sentence', '8 items came out of “Read”');
  await canvas.click('Read');
  await page.click('step-output-tab');
  await page.says('data-table', 'map.png');

  /** Opens a file of the table. */
  const open = async (name) => {
    await page.click({ css: 'td:last-child .cell', has: name, within: 'data-table' });
    await page.says('file-view', name);
  };
  /** Waits until the picture is there; how wide and high it is. */
  const picture = () => page.until(() => {
    const image = document.querySelector('[data-testid=file-view] img');
    return image?.complete && image.naturalWidth > 0 && [image.naturalWidth, image.naturalHeight];
  });
  await open('map.png');
  assert.deepEqual(await picture(), [64, 48]);
  await open('drawing.svg');
  await picture();
  await page.see({ css: 'img', within: 'file-view' });
  await open('prices.csv');
  await page.says({ css: 'pre', within: 'file-view' }, FILES['prices.csv'].trim());
  await open('page.html');
  await page.says({ css: 'pre', within: 'file-view' }, FILES['page.html']);
  await open('long.txt');
  await page.says({ css: 'pre', within: 'file-view' }, 'A line of a long text.');
  await page.says('file-view', 'This is the beginning of');
  await open('data.bin');
  await page.says('file-view', 'This kind of file cannot be shown here.');
  await open('broken.png');
  await page.says('file-view', 'This file holds no picture that can be shown.');
  // A PDF is drawn page by page by Millrace.
  await open('letter.pdf');
  assert.deepEqual(await picture(), [1000, 666]);
  await open('map.png');
  const { name } = await page.saves(() => page.click({ css: 'a.link, button.link', has: 'Save the file', within: 'file-view' }));
  assert.equal(name, 'map.png');
  const harm = await page.evaluate(() => [window.e2eRan ?? null, document.querySelectorAll('[onerror]').length]);
  assert.deepEqual(harm, [null, 0], 'nothing of a file ran');
});
