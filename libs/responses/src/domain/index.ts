export * from './draft';
export * from './events';
export * from './moderation';
export * from './policy';
export * from './reference';
