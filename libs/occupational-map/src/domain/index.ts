export * from './differences';
export * from './map';
export * from './occupation';
export * from './problems';
export * from './published-map';
export * from './search';
export { childrenOf, type MapNode, type MapTree, rootHashOf, treeOf } from './tree';
export { stateOf } from './tree-reading';
export { fieldNames, listed, named, placeInWords, valueInWords } from './words';
