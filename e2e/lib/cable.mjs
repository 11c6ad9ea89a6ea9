// A cable between page and server that can be pulled out and plugged in again.

import net from 'node:net';

/** Hands everything on to a port of this machine, while it is plugged in. */
export class Cable {
  constructor(port) {
    this.port = port;
    this.sockets = new Set();
    this.server = net.createServer((near) => this.join(near));
  }

  join(near) {
    const far = net.connect(this.port, '127.0.0.1');
    for (const [one, other] of [[near, far], [far, near]]) {
      this.sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => { this.sockets.delete(one); other.destroy(); });
    }
  }

  /** Plugs it in, at the same port as before. */
  async plug() {
    await new Promise((done) => { this.server.listen(this.own ?? 0, '127.0.0.1', done); });
    this.own = this.server.address().port;
    return this.own;
  }

  /** Pulls it out: what was open breaks off, and nothing new gets through. */
  async pull() {
    const closed = new Promise((done) => { this.server.close(done); });
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }
}
