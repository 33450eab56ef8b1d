/**
 * Each worker loads the product once. Jest loads all modules anew for each test file, which took 4 seconds of the
 * processor each time, and the code was cold again; here all modules stay but the test files themselves.
 *
 * So what a module keeps in its top-level variables is seen by later files, and a module cannot be mocked: `jest.spyOn`
 * an object, and it is itself again after the file. It reaches into Jest's own parts, whose version is pinned.
 */
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

class OneRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    // As Node itself compiles a module, with its own `import()`.
    this.executor.compile = (source, filename) =>
      compileFunction(source, this.executor.injectedModuleParameters, {
        filename,
        importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      });
  }

  /** The end of one file: all that is left of it is what it did to shared objects. */
  teardown() {
    this.restoreAllMocks();
    const { moduleRegistry, internalModuleRegistry } = this.registries;
    for (const path of moduleRegistry.keys()) if (path.endsWith('.spec.ts')) moduleRegistry.delete(path);
    // Circus is loaded anew, and nothing else of Jest's: its state is that of the file, and it holds all tests.
    for (const path of internalModuleRegistry.keys())
      if (path.includes('/jest-circus/')) internalModuleRegistry.delete(path);
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (['JEST_STATE_SYMBOL', 'EVENT_HANDLERS'].includes(key.description)) delete globalThis[key];
    this.fileCache.clear();
    this.transformCache.clear();
    this.testMainModule.reset();
    this.testState.state = 'loading';
  }

  setMock() {
    throw new Error('Modules are shared between test files: none can be mocked (see test/support/one-runtime.js)');
  }
}

let kept;

/** @returns the worker's one runtime, whatever is asked for */
module.exports = function runtimeOf(...given) {
  const { watch, watchAll } = given.at(-1);
  if (watch || watchAll) throw new Error('Modules are shared between test files: a watch would not see their changes');
  kept ??= new OneRuntime(...given);
  return kept;
};
