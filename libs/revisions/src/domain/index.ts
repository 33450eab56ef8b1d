export * from './apply';
export * from './describe';
export * from './operations';
export * from './touches';
