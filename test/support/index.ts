export { Agent, type Values } from './agent';
export { testContext, type TestContext, testConfig } from './context';
export { testDatabase, type TestDatabase } from './database';
export { type Site, sitePassword, startSite } from './site';
