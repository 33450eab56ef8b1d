import { randomInt } from 'node:crypto';
import { addWeeks, type Reason } from '@app/kernel';

/** The parts of an occupation that somebody may want changed. */
export const parts = [
  { key: 'title', text: 'Its title' },
  { key: 'level', text: 'Its level' },
  { key: 'place', text: 'Its route, pathway or cluster' },
  { key: 'profile', text: 'Its profile' },
  { key: 'job-titles', text: 'Its typical job titles' },
  { key: 'duties', text: 'Its duties' },
  { key: 'ksbs', text: 'Its knowledge, skills or behaviours' },
  { key: 'soc', text: 'Its SOC code' },
  { key: 'progression', text: 'Its progression' },
  { key: 'products', text: 'The apprenticeship, T Level or other ways into it' },
  { key: 'other', text: 'Something else' },
] as const;
export type Part = (typeof parts)[number]['key'];

/** Who may ask for a change (revisions, adjustments and dispensations: the requesters). */
export const requesters = [
  { key: 'apprentice', text: 'An apprentice' },
  { key: 'employer', text: 'An employer' },
  { key: 'trailblazer-group', text: 'A trailblazer group' },
  { key: 'provider', text: 'A training provider, college or university' },
  { key: 'assessment-organisation', text: 'An assessment organisation' },
  { key: 'professional-body', text: 'A professional, trade or sector body' },
  { key: 'regulator', text: 'A regulator or government department' },
  { key: 'other', text: 'Somebody else' },
] as const;
export type Requester = (typeof requesters)[number]['key'];

/** How the officer sorts a suggestion; the kinds of change are those of the field. */
export const sortings = [
  { key: 'correction', text: 'Correction', hint: 'A slip or unclear wording: nothing else changes' },
  { key: 'adjustment', text: 'Adjustment', hint: 'No effect on the map or on what competence means' },
  { key: 'revision', text: 'Revision', hint: 'Changes the map, the level, duties or statements' },
  { key: 'duplicate', text: 'Duplicate', hint: 'Somebody suggested the same before' },
  { key: 'declined', text: 'Declined', hint: 'It is not taken up, for a reason that is published' },
] as const;
export type Sorting = (typeof sortings)[number]['key'];

/** What somebody suggests; published is never this text but the officer's summary. */
export type SuggestionText = { part: Part; requester: Requester; change: string; why: string; evidence: string };

/** The officer's answer: `summary` is what everybody reads of it, `reason` goes to everybody, too. */
export type SortingOrder = { sorting: Sorting; summary: string; reason: string; duplicateOf: string | null };

/** What became of a suggestion that is taken up: where it is carried on. */
export type Work = { kind: 'revision' | 'proposal'; id: string };

/** Where a suggestion stands; computed from what was decided and from where it is carried on. */
export type Standing = 'received' | 'to-do' | 'in-hand' | 'done' | 'duplicate' | 'declined';

/** The standings in words. */
export const standingWords: Readonly<Record<Standing, string>> = {
  received: 'Received',
  'to-do': 'Taken up, not begun',
  'in-hand': 'In hand',
  done: 'On the map',
  duplicate: 'Duplicate',
  declined: 'Declined',
};

/** The answer is promised within four weeks (revisions, adjustments and dispensations). */
export const answerWeeks = 4;

/** When an answer is due. */
export function answerDue(receivedAt: Date): Date {
  return addWeeks(receivedAt, answerWeeks);
}

/** What keeps an answer from being given, each beside its field. */
export function sortingGaps(order: SortingOrder): Reason[] {
  const gaps: Reason[] = [];
  if (order.summary.trim() === '') gaps.push({ field: 'summary', text: 'Say in a sentence what is suggested' });
  if (order.sorting === 'declined' && order.reason.trim() === '') {
    gaps.push({ field: 'reason', text: 'Give the reason: the sender and the public read it' });
  }
  if (order.sorting === 'duplicate' && order.duplicateOf === null) {
    gaps.push({ field: 'duplicateOf', text: 'Enter the reference of the earlier suggestion, like S-7K3M-PQ2X' });
  }
  return gaps;
}

/** Whether a suggestion sorted so is carried on in a map revision or a proposal. */
export function isTakenUp(sorting: Sorting): boolean {
  return sorting !== 'duplicate' && sorting !== 'declined';
}

/** Where a suggestion stands: `sorting` null was not answered, `work` null is carried on nowhere. */
export function standingOf(sorting: Sorting | null, work: Work | null, published: boolean): Standing {
  if (sorting === null) return 'received';
  if (sorting === 'duplicate' || sorting === 'declined') return sorting;
  if (work === null) return 'to-do';
  return published ? 'done' : 'in-hand';
}

/** Nothing that is misread on paper or the telephone. */
const letters = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new reference, like S-7K3M-PQ2X, that tells nothing of how many there are. */
export function newReference(pick: (below: number) => number = randomInt): string {
  const four = (): string => Array.from({ length: 4 }, () => letters[pick(letters.length)]).join('');
  return `S-${four()}-${four()}`;
}
