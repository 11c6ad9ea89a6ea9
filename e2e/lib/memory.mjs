// What stands in the memory of the pages' processes: Chromium's renderers, WebKit's web processes. Linux alone shows it.

import fs from 'node:fs/promises';

const PIECE = 4 << 20;

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

/** Those of them that hold a page. */
export async function pageProcesses() {
  const held = [];
  for (const pid of await below(process.pid)) {
    const command = await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (/--type=renderer|WebKitWebProcess/.test(command)) held.push(pid);
  }
  return held;
}

/** How often a text stands in the memory of a process, as UTF-8 and as UTF-16. */
export async function inMemory(pid, text) {
  const shapes = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  const maps = await fs.readFile(`/proc/${pid}/maps`, 'utf8');
  const memory = await fs.open(`/proc/${pid}/mem`);
  let count = 0;
  const piece = Buffer.alloc(PIECE + 1024);
  try {
    for (const line of maps.split('\n')) {
      const area = /^([0-9a-f]+)-([0-9a-f]+) r/.exec(line);
      if (!area || /\[v(var|syscall|dso)/.test(line)) continue;
      const end = parseInt(area[2], 16);
      for (let at = parseInt(area[1], 16); at < end; at += PIECE) {
        const length = Math.min(PIECE + 1024, end - at);
        // An area may be gone by now, or be one that the system keeps for itself.
        const read = await memory.read(piece, 0, length, at).catch(() => ({ bytesRead: 0 }));
        const bytes = piece.subarray(0, read.bytesRead);
        for (const shape of shapes) {
          for (let hit = bytes.indexOf(shape); hit >= 0 && hit < PIECE; hit = bytes.indexOf(shape, hit + 1)) count += 1;
        }
      }
    }
  } finally {
    await memory.close();
  }
  return count;
}
