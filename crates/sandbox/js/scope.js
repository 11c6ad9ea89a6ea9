// What is known about this call: the scope from the host, the input items, and which item is looked at now.
//
// Not here: how code sees any of it (data.js, globals.js).

const { unwrap } = require("errors");

const state = {
  /** The scope without the items, as `begin` got it. */
  header: undefined,
  /** Index of the input item that expressions are evaluated for. */
  index: 0,
};

/** All input items, once somebody asked for all of them. */
let all;
/** The one item that was parsed alone. */
let single;
let singleIndex = -1;

/** Input item `index`; undefined past the end. */
function inputItem(index) {
  if (all !== undefined) return all[index];
  if (singleIndex !== index) {
    const item = native.item(index);
    single = item === undefined ? undefined : dress(item, index);
    singleIndex = index;
  }
  return single;
}

/** All input items; the same objects at every call. */
function inputItems() {
  if (all === undefined) {
    const items = native.items();
    for (let i = 0; i < items.length; i++) dress(items[i], i);
    if (singleIndex >= 0 && singleIndex < items.length) items[singleIndex] = single;
    all = items;
  }
  return all;
}

/** Completes the binaries of an input item. */
function dress(item, index) {
  if (item.binary !== undefined) require("binary").dress(item.binary, index);
  return item;
}

/** Asks the host and waits. */
function ask(request) {
  return unwrap(native.call(request));
}

/** Replies to calls that give the same answer throughout one execution. */
const replies = new Map();

/** Asks the host once for the same thing; a failure is remembered too. */
function askOnce(key, request) {
  let reply = replies.get(key);
  if (reply === undefined) {
    reply = native.call(request);
    replies.set(key, reply);
  }
  return unwrap(reply);
}

module.exports = { state, inputItem, inputItems, ask, askOnce };
