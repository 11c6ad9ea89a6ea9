// What stands in the memory of Millrace, of the page and of the browser around it. Linux alone shows it.

import fs from 'node:fs/promises';

const PAGE = 4096;
/** What is read at once. */
const PIECE = 1 << 20;
/** How many of them are asked for at once whether they are there. */
const PIECES = 64;
/** No text is longer, in bytes. */
const MOST = 1024;

/** The processes below one. */
async function below(root) {
  const parents = new Map();
  for (const name of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await fs.readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const found = new Set([root]);
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return [...found];
}

/** The processes of Millrace and of its page, with what they are; not the one that tests, which knows every secret. */
export async function processes() {
  const found = [];
  for (const pid of await below(process.pid)) {
    const command = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const kind = /--type=([a-z-]+)|WebKit\w+Process|chrom\w*|millrace[\w-]*/.exec(command.replaceAll('\0', ' '));
    if (kind && !/^node/.test(command)) found.push({ pid, kind: kind[1] ?? kind[0] });
  }
  return found;
}

/** Which pieces of a process's areas are in memory at all: engines reserve a thousand times what they use. */
async function* present(pid) {
  const areas = (await fs.readFile(`/proc/${pid}/maps`, 'utf8')).split('\n');
  const pages = await fs.open(`/proc/${pid}/pagemap`);
  try {
    for (const line of areas) {
      const area = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
      if (!area || /\[v(var|syscall|dso)/.test(line)) continue;
      const [begin, end] = [parseInt(area[1], 16), parseInt(area[2], 16)];
      const entries = Buffer.alloc((PIECES * PIECE / PAGE) * 8);
      for (let at = begin; at < end; at += PIECES * PIECE) {
        const length = Math.min(PIECES * PIECE, end - at);
        const { bytesRead } = await pages.read(entries, 0, (length / PAGE) * 8, (at / PAGE) * 8);
        for (let piece = 0; piece * PIECE < length; piece += 1) {
          const from = (piece * PIECE / PAGE) * 8;
          const here = entries.subarray(from, Math.min(from + (PIECE / PAGE) * 8, bytesRead));
          // The highest bits of an entry say that its page is there, or in the swap.
          for (let entry = 7; entry < here.length; entry += 8) {
            if (here[entry] & 0xc0) {
              yield [at + piece * PIECE, Math.min(PIECE + MOST, end - at - piece * PIECE)];
              break;
            }
          }
        }
      }
    }
  } finally {
    await pages.close();
  }
}

/** How often texts stand in the memory of a process, as UTF-8 and as UTF-16: a number for each. */
export async function inMemory(pid, texts) {
  const shapes = texts.map((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  const counts = texts.map(() => 0);
  const memory = await fs.open(`/proc/${pid}/mem`);
  const piece = Buffer.alloc(PIECE + MOST);
  try {
    for await (const [at, length] of present(pid)) {
      // An area may be gone by now, or be one that the system keeps for itself.
      const read = await memory.read(piece, 0, length, at).catch(() => ({ bytesRead: 0 }));
      const bytes = piece.subarray(0, read.bytesRead);
      shapes.forEach((both, index) => {
        for (const shape of both) {
          for (let hit = bytes.indexOf(shape); hit >= 0 && hit < PIECE; hit = bytes.indexOf(shape, hit + 1)) counts[index] += 1;
        }
      });
    }
  } finally {
    await memory.close();
  }
  return counts;
}
