// Calls of the host that code does not wait for: each has a promise, settled when the reply comes.

const { Promise } = require("core");
const { unwrap } = require("errors");

const waiting = new Map();

/** Sends a request; a promise of its answer. */
function send(request) {
  const id = native.begin(request);
  return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
}

/** The worker has the reply to request `id`. */
function answer(id, reply) {
  const call = waiting.get(id);
  if (call === undefined) return;
  waiting.delete(id);
  try {
    call.resolve(unwrap(reply));
  } catch (error) {
    call.reject(error);
  }
}

module.exports = { send, answer };
