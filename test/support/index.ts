export { Agent, multipart, type Values } from './agent';
export { clockChanges } from './clock-changes';
export { testContext, type TestContext, testConfig } from './context';
export { testDatabase, type TestDatabase } from './database';
export { type Site, sitePassword, startSite } from './site';
export { aFile, aZip, contentTypes } from './files';
export { type Failing, type S3Server, startS3 } from './s3-server';
export { type DatabaseBefore, databaseBefore } from './migrating';
