export * from './map';
export * from './occupation';
export * from './problems';
export * from './published-map';
export * from './search';
export * from './tree';
