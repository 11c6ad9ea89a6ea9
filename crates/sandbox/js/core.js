// The built-ins that the prelude itself uses after user code, or our own rules, may have changed the globals.
//
// Loaded first. Not here: anything that does something.

module.exports = {
  G: globalThis,
  Object,
  Reflect: { ownKeys: Reflect.ownKeys, construct: Reflect.construct, get: Reflect.get, has: Reflect.has },
  Proxy,
  Promise,
  define: Object.defineProperty,
  descriptor: Object.getOwnPropertyDescriptor,
  prototypeOf: Object.getPrototypeOf,
  setPrototype: Object.setPrototypeOf,
};
