export * from './draft';
export * from './events';
export * from './grounds';
export * from './moderation';
export * from './policy';
export * from './redaction';
export * from './reference';
export * from './signs';
