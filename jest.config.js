/** One Jest for all tests: pure specs, database specs on a real PostgreSQL, journeys and the browser. */
module.exports = {
  rootDir: '.',
  testMatch: ['<rootDir>/{apps,libs,migrations,test}/**/*.spec.ts'],
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          target: 'es2023',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // Nest 12 and a few of its friends are native ES modules: Jest has to be let at them.
  transformIgnorePatterns: [
    '/node_modules/(?!(@nestjs|file-type|strtok3|token-types|uint8array-extras|@tokenizer|load-esm|@borewit|canonicalize|temporal-polyfill|temporal-utils|temporal-spec)/)',
  ],
  moduleNameMapper: {
    '^@app/([^/]+)/testing$': '<rootDir>/libs/$1/src/testing.ts',
    '^@test/support$': '<rootDir>/test/support/index.ts',
    '^@app/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    // What is loaded later is named as Node wants it; here it is the source.
    '^((?:\\.\\./)+apps/.*)\\.js$': '$1',
  },
  testEnvironment: '<rootDir>/test/support/one-realm.js',
  runtime: '<rootDir>/test/support/one-runtime.js',
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  testSequencer: '<rootDir>/test/support/longest-first.js',
  testTimeout: 60_000,
  maxWorkers: 2,
  // A worker that has grown is replaced after its file, and loads the product once more.
  workerIdleMemoryLimit: '1GB',
};
