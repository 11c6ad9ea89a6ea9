// Programs a scenario starts: each in its own process group, so that ending one ends what it started, too.

import { spawn } from 'node:child_process';

const running = new Set();

/** Whatever happens to the tests, nothing stays behind. */
process.on('exit', () => running.forEach((program) => program.end('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => process.exit(1));
}

/** A program that runs. */
export class Program {
  /** Everything it has written so far. */
  output = '';
  /** Whether it is there. */
  alive = true;

  constructor(command, args, { env = {}, cwd, stdio = ['ignore', 'pipe', 'pipe'] } = {}) {
    this.name = command;
    this.child = spawn(command, args, { env: { ...process.env, ...env }, cwd, stdio, detached: true });
    running.add(this);
    for (const stream of this.child.stdio.slice(1)) {
      stream?.on('data', (bytes) => { this.output += bytes; });
    }
    this.ended = new Promise((ended) => {
      const over = () => { this.alive = false; ended(); };
      this.child.once('exit', over);
      this.child.once('error', (error) => { this.output += error.message; over(); });
    });
  }

  /** Waits for what it writes; the match of the pattern. */
  async writes(pattern, milliseconds = 60_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = this.output.match(pattern);
      if (found) return found;
      if (!this.alive) throw new Error(`${this.name} ended before it wrote ${pattern}: ${this.output}`);
      if (Date.now() > end) throw new Error(`${this.name} did not write ${pattern}: ${this.output}`);
      await pause(20);
    }
  }

  /** Ends it and what it started. */
  end(signal = 'SIGTERM') {
    running.delete(this);
    if (!this.child.pid) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // It is gone.
    }
  }

  /** Ends it and waits until it is gone; what does not listen is killed. */
  async close(milliseconds = 3_000) {
    this.end();
    const timer = setTimeout(() => this.end('SIGKILL'), milliseconds);
    await this.ended;
    clearTimeout(timer);
    this.end('SIGKILL');
  }

  /** Ends it as a power cut does. */
  async kill() {
    this.end('SIGKILL');
    await this.ended;
  }
}

/** Between two looks at something that is waited for. */
export const pause = (milliseconds) => new Promise((over) => { setTimeout(over, milliseconds); });
