export * from './earlier';
export * from './events';
export * from './moderation';
export * from './order';
export * from './policy';
export * from './proposed';
export * from './response';
export * from './standing';
