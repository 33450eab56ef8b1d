import { formatLondon, parseLondon, type Reason, zoned } from '@app/kernel';
import { kindsOfRequest, type RequestKind, type Way } from '@app/proposals';

/** Who decides at a stage: the route panel, or both of a move; the approvals committee; one person, named by their office. */
export const bodies = ['panel', 'committee', 'named'] as const;
export type Body = (typeof bodies)[number];

/** The stages of which somebody else than the officer is asked: what they say is a recommendation, or the decision. */
export const deciderStages = ['recommendation', 'decision'] as const;
export type DeciderStage = (typeof deciderStages)[number];

/** Of which requests a rule speaks: their kind, and of a change which. A correction is the officer's, and has none. */
export const decidedKinds = [
  'occupation',
  'standard',
  'adjustment',
  'revision',
  'option',
  'retirement',
  'dispensation',
] as const;
export type DecidedKind = (typeof decidedKinds)[number];

/**
 * Who can be set to decide, for each kind and stage; an empty list: the kind has no such stage. Each map is owned by its
 * route panel, so a recommendation is always the panel's, and it agrees an adjustment alone. The database holds the same
 * (`decider_possible_check`).
 */
export const possibleBodies: Readonly<Record<DecidedKind, Readonly<Record<DeciderStage, readonly Body[]>>>> = {
  occupation: { recommendation: ['panel'], decision: ['committee', 'named'] },
  standard: { recommendation: ['panel'], decision: ['committee', 'named'] },
  adjustment: { recommendation: [], decision: ['panel'] },
  revision: { recommendation: ['panel'], decision: ['committee', 'named'] },
  option: { recommendation: ['panel'], decision: ['committee', 'named'] },
  retirement: { recommendation: ['panel'], decision: ['committee', 'named'] },
  dispensation: { recommendation: ['panel'], decision: ['committee', 'named'] },
};

/** The kinds of which a stage can be set at all: more than one body is possible. */
export const settableKinds = decidedKinds.filter((kind) => possibleBodies[kind].decision.length > 1);

/** What each kind of request is called on the pages about who decides. */
export const decidedKindWords: Readonly<Record<DecidedKind, string>> = {
  occupation: kindsOfRequest.occupation.name,
  standard: kindsOfRequest.standard.name,
  adjustment: `${kindsOfRequest.change.name}: an adjustment`,
  revision: `${kindsOfRequest.change.name}: a revision`,
  option: kindsOfRequest.option.name,
  retirement: kindsOfRequest.retirement.name,
  dispensation: kindsOfRequest.dispensation.name,
};

/** The request kind and kind of change as the rows name them. */
export function wayOf(kind: DecidedKind): Way {
  return kind === 'adjustment' || kind === 'revision'
    ? { kind: 'change', changeKind: kind }
    : { kind, changeKind: null };
}

/** Of which kind a request is; null for a correction. What kind of change it is shows when it is submitted: until then a revision. */
export function decidedKindOf({ kind, changeKind }: Way): DecidedKind | null {
  if (kind !== 'change') return kind satisfies Exclude<RequestKind, 'change'>;
  return changeKind === 'correction' ? null : (changeKind ?? 'revision');
}

/** Who decides, as pages and letters name them: never the person, always the office. */
export type Named = { body: Body; title: string | null };

/** Who decides, in a sentence: "the approvals committee". The one place for these words. */
export function deciderWords({ body, title }: Named): string {
  return { panel: 'the route panel', committee: 'the approvals committee', named: `the ${title ?? ''}` }[body];
}

/** The same at the beginning of a sentence. */
export function deciderName(named: Named): string {
  const words = deciderWords(named);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A rule as far as its days go; days like 2027-03-31, `until` the first on which it no longer holds. */
export type Days = { from: string | null; until: string | null };

/** Whether a rule is in force on a day. */
export function isInForce({ from, until }: Days, day: string): boolean {
  return (from === null || from <= day) && (until === null || day < until);
}

/** A rule cannot be set for longer ahead than this: until it begins, no other can be set. */
export const furthestDays = 366;

/** What is set: from when, who and by what rule. */
export type DeciderOrder = {
  kind: DecidedKind;
  body: Body;
  personId: string | null;
  title: string;
  from: string;
  source: string;
};

/** What keeps a rule from being set after the last one, in words. */
export function settingProblems(order: DeciderOrder, last: Days, today: string): Reason[] {
  const problems: Reason[] = [];
  const say = (field: string, text: string): void => void problems.push({ field, text });
  const { kind, body, personId, title, from } = order;
  if (!possibleBodies[kind].decision.includes(body)) say('body', 'This body does not decide on this kind of request');
  if (body === 'named' && personId === null) say('person', 'Choose who decides: somebody with the role decision-maker');
  if (body === 'named' && title === '') say('title', 'Enter the office of who decides, such as Chief executive');
  if (from < today) say('from', 'The first day must be today or later');
  if (from > daysAfter(today, furthestDays)) say('from', `The first day must be within ${furthestDays} days`);
  if (last.from !== null && from <= last.from) {
    say('from', `A rule that begins on ${dayWords(last.from)} is set: another one begins after that`);
  }
  return problems;
}

/** A day like 2027-03-31 in words. */
export function dayWords(day: string): string {
  return formatLondon(parseLondon(day, '12:00'));
}

function daysAfter(day: string, days: number): string {
  return zoned(parseLondon(day, '12:00')).toPlainDate().add({ days }).toString();
}
