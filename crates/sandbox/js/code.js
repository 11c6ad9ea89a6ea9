// Runs the code of a Code node in one of its modes.
//
// Not here: what results are allowed and how they become items (code/results.js), the names that code sees (globals.js).

const { CODE_FILE, ResultError } = require("errors");
const { state, inputItem, inputItems } = require("scope");
const results = require("code/results");

/** Starts the code; a promise of `{ result, context? }`. */
function run({ code, mode, continueOnFail }) {
  const modes = { allItems, eachItem, function: oldFunction, functionItem: oldFunctionItem, plain };
  return modes[mode](code, continueOnFail);
}

/** Names that are the code's own: a module's, as Node has them. They are no globals. */
const MODULE = { require: () => require("modules").userRequire, module: () => ({ exports: {} }), exports: () => ({}) };

/** The code as an async function. It begins on the first line, so that lines in stacks are those of the code. */
function compile(code, names = Object.keys(MODULE)) {
  try {
    const outer = native.compile(`(function(${names.join()}){return async function(){${code}\n}})`, CODE_FILE);
    return outer(...names.map((name) => MODULE[name]()));
  } catch (error) {
    error.kind = "syntax";
    throw error;
  }
}

/** The next item; what code did to the names of items is undone. */
function begin(index) {
  state.index = index;
  require("globals").restore();
}

const contextBefore = () => JSON.stringify(state.header.context ?? {});

/** The reply, with what the code kept for later. */
function finish(result, before) {
  require("static").save();
  const after = contextBefore();
  return after === before ? { result } : { result, context: state.header.context };
}

async function allItems(code, continueOnFail) {
  require("globals").forCode({ items: inputItems, item: () => inputItem(0) });
  const before = contextBefore();
  const body = compile(code);
  let result;
  try {
    result = results.list(await body.call(thisOf()));
  } catch (error) {
    if (!continueOnFail) throw error;
    result = [results.failed(error)];
  }
  return finish(result, before);
}

async function eachItem(code, continueOnFail) {
  require("globals").forCode({ item: () => inputItem(state.index), items: inputItems });
  const before = contextBefore();
  const body = compile(code);
  const result = [];
  for (let index = 0; index < state.header.inputCount; index++) {
    begin(index);
    try {
      const item = results.single(await body.call(thisOf()), index);
      if (item !== undefined) result.push(item);
    } catch (error) {
      if (!continueOnFail) throw withItem(error, index);
      result.push(results.failed(error, index));
    }
  }
  return finish(result, before);
}

async function oldFunction(code, continueOnFail) {
  require("globals").forCode({ items: inputItems, ...legacyNames() });
  const before = contextBefore();
  const body = compile(code);
  let result;
  try {
    result = results.oldList(await body.call(thisOf()));
  } catch (error) {
    if (!continueOnFail) throw error;
    result = [results.failed(error)];
  }
  return finish(result, before);
}

async function oldFunctionItem(code, continueOnFail) {
  const record = () => inputItem(state.index)?.json;
  const names = { item: record, items: inputItems, index: () => state.index, ...legacyNames(), ...binaryNames() };
  require("globals").forCode(names);
  const before = contextBefore();
  const body = compile(code);
  const result = [];
  for (let index = 0; index < state.header.inputCount; index++) {
    begin(index);
    try {
      const item = inputItem(index);
      result.push(results.oldSingle(await body.call(thisOf()), item, index));
    } catch (error) {
      if (!continueOnFail) throw withItem(error, index);
      result.push(results.failed(error, index));
    }
  }
  return finish(result, before);
}

async function plain(code) {
  require("globals").forPlain();
  return { result: await compile(code, []).call({}) };
}

const thisOf = () => require("code/this").make();

/** Names that only the old nodes have. */
function legacyNames() {
  const owner = thisOf();
  const names = ["getNodeParameter", "getWorkflowStaticData"];
  return Object.fromEntries(names.map((name) => [name, () => owner[name]]));
}

function binaryNames() {
  return {
    getBinaryData: () => () => inputItem(state.index)?.binary,
    setBinaryData: () => (data) => {
      inputItem(state.index).binary = data;
    },
    setBinaryDataAsync: () => async (data) => {
      inputItem(state.index).binary = data;
    },
    getBinaryDataAsync: () => async () => inputItem(state.index)?.binary,
  };
}

/** The error itself, knowing its item, whatever was thrown. */
function withItem(error, index) {
  if (typeof error === "object" && error !== null && Object.isExtensible(error)) {
    error.item ??= index;
    return error;
  }
  return new ResultError(String(error), { item: index });
}

module.exports = { run };
