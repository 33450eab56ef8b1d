export * from './map';
export * from './occupation';
export * from './problems';
export * from './tree';
