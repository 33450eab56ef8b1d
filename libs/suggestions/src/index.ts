export { SuggestionCarrying } from './carrying.service';
export { suggestionFulfilled, suggestionReceived, suggestionSorted } from './domain/events';
export { suggestionPolicy } from './domain/policy';
export {
  isTakenUp,
  type Part,
  parts,
  type Requester,
  requesters,
  type Sorting,
  sortings,
  standingWords,
  type Work,
} from './domain/suggestion';
export { type After, type SuggestionDetail, SuggestionQueries, type SuggestionRow } from './suggestions.queries';
export { type SuggestionOrder, Suggestions } from './suggestions.service';
export { SuggestionsModule } from './suggestions.module';
