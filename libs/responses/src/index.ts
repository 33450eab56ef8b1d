export { Answering } from './answering.service';
export { askedBy, changedIn, type DraftRow as ResponseDraft } from './draft.rows';
export { type Linked, linkWeeks, ResponseLinks } from './links.service';
export { Moderating } from './moderating.service';
export { ModerationQueries, perPage } from './moderation.queries';
export {
  type AfterComment,
  type PublishedComment,
  type Receipt,
  ResponseQueries,
  type Tally,
  type Turnout,
} from './response.queries';
export { daysAfterClose, ResponseDrafts } from './responses.jobs';
export { ResponsesModule } from './responses.module';
export { SendingResponses, type SendingOrder, Unfinished } from './sending.service';
export type { RuledText, TextKey } from './text.rows';
export * from './domain';
