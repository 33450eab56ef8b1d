export { testContext, type TestContext, testConfig } from './context';
export { testDatabase, type TestDatabase } from './database';
