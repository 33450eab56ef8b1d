export { readQuestion } from './domain/question';
export { type Answer, type Hit, search } from './domain/search';
export { type FoundBy, foundBys, type Searchable, type SearchText, Segment } from './domain/segment';
