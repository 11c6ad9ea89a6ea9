// `setTimeout` and its like. The worker calls `wake` when nothing else is left to do.
//
// Waiting takes real time, within the deadline of the code. A frozen clock does not stop it.

const started = Date.now();

/** Time that passes even where the clock is frozen, if the engine has such a clock. */
const monotonic = typeof performance === "object" ? () => performance.now() : () => Date.now() - started;

const timers = new Map();
let last = 0;

function start(callback, delay, args, repeat) {
  if (typeof callback !== "function") throw new TypeError("The callback has to be a function");
  const wait = Math.min(Math.max(Number(delay) || 0, repeat ? 1 : 0), 2 ** 31 - 1);
  last += 1;
  timers.set(last, { at: monotonic() + wait, order: last, callback, args, repeat: repeat ? wait : undefined });
  return last;
}

const stop = (id) => void timers.delete(Number(id));

/** Runs the timers that are due; milliseconds until the next, negative if there is none. */
function wake() {
  const now = monotonic();
  const due = [...timers.entries()]
    .filter(([, timer]) => timer.at <= now)
    .sort(([, a], [, b]) => a.at - b.at || a.order - b.order);
  for (const [id, timer] of due) {
    if (!timers.has(id)) continue;
    if (timer.repeat === undefined) timers.delete(id);
    else timer.at = now + timer.repeat;
    timer.callback(...timer.args);
  }
  let next = Infinity;
  for (const timer of timers.values()) next = Math.min(next, timer.at);
  return next === Infinity ? -1 : Math.max(Math.ceil(next - monotonic()), 0);
}

module.exports = {
  wake,
  setTimeout: (callback, delay, ...args) => start(callback, delay, args, false),
  setInterval: (callback, delay, ...args) => start(callback, delay, args, true),
  setImmediate: (callback, ...args) => start(callback, 0, args, false),
  clearTimeout: stop,
  clearInterval: stop,
  clearImmediate: stop,
};
