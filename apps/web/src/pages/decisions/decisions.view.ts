import {
  conditionWords,
  type DecisionRow,
  grounds,
  isFinal,
  type MarkedCase,
  type PublicCondition,
} from '@app/decisions';
import { deciderWords } from '@app/deciders';
import { formatLondon, paths } from '@app/kernel';
import type { Outcome } from '@app/panels';
import { kindsOfRequest, requirements } from '@app/proposals';
import { groundInWords } from '@app/trailblazers';

const outcomeWords: Readonly<Record<Outcome, string>> = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  revise: 'Revise and resubmit',
  reject: 'Reject',
};

/** The names of routes by their slug. */
export type RouteNames = readonly { slug: string; name: string }[];

/** What followed from a decision, in sentences: conditions, its review, what took its place. */
export function followed(row: DecisionRow): string[] {
  const said: string[] = [];
  if (row.reversesAt !== null) said.push(`Takes the place of the decision of ${formatLondon(row.reversesAt)}`);
  if (row.conditionsOpen > 0) said.push(`${row.conditionsOpen} of ${row.conditions} conditions open`);
  if (row.reviewReference !== null) said.push(reviewSentence(row));
  if (row.replacedAt !== null && row.replacedWith !== null) {
    const verb = row.replacedWith === row.outcome ? 'Confirmed' : 'Replaced';
    said.push(
      `${verb} by the decision of ${formatLondon(row.replacedAt)}: ${outcomeWords[row.replacedWith].toLowerCase()}`,
    );
  } else if (row.reopenedAt !== null) {
    said.push(`Reopened on ${formatLondon(row.reopenedAt)}: ${whoDecides(row)} decides afresh`);
  }
  return said;
}

/** Who takes it afresh: the committee, or the office of who decided. */
const whoDecides = ({ body, decidesNext }: DecisionRow): string =>
  body === 'named' && decidesNext !== null ? deciderWords(decidesNext) : 'the committee';

function reviewSentence({ reviewReference, reviewState, reviewDecidedAt, reviewAskedAt }: DecisionRow): string {
  if (reviewDecidedAt !== null) {
    const outcome = reviewState === 'upheld' ? 'upheld' : 'not upheld';
    return `Procedural review ${reviewReference} ${outcome} on ${formatLondon(reviewDecidedAt)}`;
  }
  return `Under procedural review ${reviewReference}${reviewAskedAt === null ? '' : ` since ${formatLondon(reviewAskedAt)}`}`;
}

/** What a decision is, in words, as every page of it begins. */
export function headOf(row: DecisionRow, routes: RouteNames) {
  const kind = row.lastStage || isFinal(row) ? 'Decision' : 'Recommendation';
  return {
    id: row.id,
    href: paths.decision(row.id),
    kind,
    on: formatLondon(row.decidedAt),
    by: row.panelName,
    recommended: row.recommendations.map(({ id, panelName, outcome, reasons }) => ({
      href: paths.decision(id),
      text: `${panelName}: ${outcomeWords[outcome].toLowerCase()}`,
      reasons,
    })),
    reference: row.reference,
    what: row.title,
    ground: groundInWords(row),
    kindOf: row.proposalKind === 'occupation' ? '' : kindsOfRequest[row.proposalKind].inWords,
    versionNo: row.versionNo,
    route: [row.leavesRoute, row.route].flatMap((slug) => nameOf(slug, routes)).join(' to '),
    outcome: outcomeWords[row.outcome],
    reasons: row.reasons,
    followed: followed(row),
  };
}

const nameOf = (slug: string | null, routes: RouteNames): string[] =>
  slug === null ? [] : [routes.find((one) => one.slug === slug)?.name ?? slug];

/** One decision as its public page prints it. */
export function decisionView(row: DecisionRow, conditions: readonly PublicCondition[], routes: RouteNames, now: Date) {
  const head = headOf(row, routes);
  return {
    title: `${head.kind} on ${row.reference}, ${row.title}`,
    section: 'decisions',
    head,
    requirementReasons: requirements
      .map(({ key, text }) => ({ text, reason: row.requirementReasons[key] ?? '' }))
      .filter(({ reason }) => reason !== ''),
    conditions: conditions.map((one) => ({ no: one.no, text: one.text, standing: conditionWords(one, now) })),
    reverses: row.reverses && paths.decision(row.reverses),
    replacedBy: row.replacedBy && paths.decision(row.replacedBy),
    reopenedBecause: row.reopenedBecause,
    review: row.reviewReference && {
      reference: row.reviewReference,
      grounds: grounds.filter(({ key }) => row.reviewGrounds?.includes(key)).map(({ text }) => text),
      reasons: row.reviewReasons,
    },
  };
}

const twoStages = 'Somebody acted in two stages of this request: it was before one person, one stage was a rule';

/** The decisions on a proposal as its case lists them, with what this person may do about each. */
export function caseRows(cases: readonly MarkedCase[]) {
  return cases.map(({ decision, askUntil, may, inTwoStages, againstReopening }) => ({
    id: decision.id,
    text: `${decision.panelName}: ${outcomeWords[decision.outcome].toLowerCase()}, on ${formatLondon(decision.decidedAt)}`,
    followed: [...(inTwoStages ? [twoStages] : []), ...followed(decision)],
    conditions: decision.conditions,
    reviewId: decision.reviewId,
    reviewReference: decision.reviewReference,
    askUntil: askUntil && formatLondon(askUntil),
    may,
    againstReopening,
  }));
}
