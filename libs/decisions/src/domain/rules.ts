import { addWorkingDays, endOfLondonDay, formatLondon, londonDate, type Reason } from '@app/kernel';
import { type Outcome } from '@app/panels';
import { kindsOfRequest, type RequestKind, requirements } from '@app/proposals';
import { type ConditionState } from './lifecycle';

/** The published grounds of a procedural review (Procedural Review, decisions after 21 July 2019). */
export const grounds = [
  { key: 'process-not-followed', text: 'The published process was not followed' },
  { key: 'information-overlooked', text: 'Relevant information was overlooked or misunderstood' },
  { key: 'irrelevant-information', text: 'Irrelevant information was considered' },
  { key: 'no-power', text: 'There was no power to decide this' },
] as const;
export type Ground = (typeof grounds)[number]['key'];
export const groundKeys = grounds.map(({ key }) => key) as [Ground, ...Ground[]];

/** Within how many working days a review is asked for; it is to be considered, and decided, within as many as our own promise says. */
export const reviewDays = { ask: 20, consider: 10, decide: 20 } as const;

/** The end of the last day, in London, on which a review of a decision can be asked for. */
export function lastDayToAsk(decidedAt: Date): Date {
  return lastDay(decidedAt, reviewDays.ask);
}

/** When a review is to be considered and decided, by our own promise. */
export function reviewDue(askedAt: Date): { considered: Date; decided: Date } {
  return { considered: lastDay(askedAt, reviewDays.consider), decided: lastDay(askedAt, reviewDays.decide) };
}

function lastDay(from: Date, days: number): Date {
  return endOfLondonDay(londonDate(addWorkingDays(from, days)));
}

/** As much of a recommendation or decision as says whether it ended the case. */
export type Ending = { stage: 'panel' | 'committee'; outcome: Outcome; panelsAgree: boolean };

/** Whether a recommendation or decision ended the case: only then can a review be asked for. */
export function isFinal({ stage, outcome, panelsAgree }: Ending): boolean {
  return stage === 'committee' ? outcome !== 'revise' : outcome === 'reject' && panelsAgree;
}

/** A condition that is not discharged after its last day: it waits for a person to extend or to close it. */
export function isOverdue({ state, dueOn }: { state: ConditionState; dueOn: Date | null }, now: Date): boolean {
  return state === 'agreed' && dueOn !== null && dueOn < now;
}

/** How a condition stands, in words. */
export function conditionWords(condition: { state: ConditionState; dueOn: Date | null }, now: Date): string {
  const by = condition.dueOn === null ? '' : formatLondon(condition.dueOn);
  if (isOverdue(condition, now)) return `Not met by ${by}`;
  return {
    proposed: 'Proposed by the panel',
    agreed: `To be met by ${by}`,
    met: 'Evidence given, to be checked',
    discharged: 'Discharged',
    lapsed: `Lapsed: not met by ${by}`,
  }[condition.state];
}

/** A condition as it is written down when the reasons are given; a panel proposes it without a day. */
export type ConditionOrder = { text: string; dueOn: Date | null };

/** What is missing when the reasons for an outcome are given, each beside its field. */
export function conclusionProblems(given: {
  kind: RequestKind;
  outcome: Outcome;
  stage: 'panel' | 'committee';
  requirementReasons: Readonly<Record<string, string>>;
  conditions: readonly ConditionOrder[];
  now: Date;
}): Reason[] {
  const { kind, outcome, stage, requirementReasons, conditions, now } = given;
  const problems: Reason[] = [];
  if (kindsOfRequest[kind].judgedByRequirements && (outcome === 'revise' || outcome === 'reject')) {
    for (const { key, text } of requirements) {
      if ((requirementReasons[key] ?? '') !== '') continue;
      problems.push({ field: `requirement-${key}`, text: `Enter a reason for the requirement "${text}"` });
    }
  }
  if (outcome !== 'approve-with-conditions') {
    return conditions.length === 0 ? problems : [...problems, { text: 'This outcome has no conditions' }];
  }
  if (conditions.length === 0) problems.push({ field: 'condition-1', text: 'Enter at least one condition' });
  conditions.forEach(({ dueOn }, index) => {
    const field = `day-${index + 1}`;
    if (stage === 'panel') return;
    if (dueOn === null) problems.push({ field, text: `Enter by when condition ${index + 1} is to be met` });
    else if (dueOn <= now) problems.push({ field, text: `The day of condition ${index + 1} must be in the future` });
  });
  return problems;
}
