export * from './actor';
export * from './canonical';
export * from './errors';
export * from './ids';
export * from './lifecycle';
export * from './london';
export * from './paths';
export * from './policy';
