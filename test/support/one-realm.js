/**
 * Where the tests run: in the realm of their worker, and not in one of their own for each file. So an Error is an Error,
 * and globals are looked up as fast as in the product: in Jest's own realms each `Object` and `Map` goes through a proxy.
 */
const { ModuleMocker } = require('jest-mock');

const mocker = new ModuleMocker(globalThis);
const { console: ownConsole } = globalThis;
const { exit } = process;

module.exports = class OneRealm {
  global = globalThis;
  moduleMocker = mocker;
  /** Nobody plays with timers: the product's clock is the database's. */
  fakeTimers = null;
  fakeTimersModern = null;

  exportConditions() {
    return ['node', 'node-addons'];
  }

  /** Jest asks for it; modules are compiled without (see `one-runtime`). */
  getVmContext() {
    return {};
  }

  async setup() {}

  /** What Jest has put in place for this file: its console, and an exit that complains. */
  async teardown() {
    globalThis.console = ownConsole;
    process.exit = exit;
  }
};
