import { type Actor, addWorkingDays, allowed, may, paths } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import {
  approvalGaps,
  authorityGaps,
  authorityInWords,
  type AuthorityRows,
  contentGaps,
  describe,
  describeChange,
  emergencyGaps,
  type HeldRow,
  type RevisionDetail,
  revisionLifecycle,
  revisionPolicy,
  type RevisionState,
  type StandingOperation,
  summary,
  proposalBehind,
} from '@app/revisions';
import { underReview } from '@app/proposals';
import { hrefOf } from './authority-links';

const tags: Record<RevisionState, { text: string; classes: string }> = {
  draft: { text: 'Draft', classes: 'govuk-tag--grey' },
  'awaiting-approval': { text: 'Awaiting approval', classes: 'govuk-tag--yellow' },
  approved: { text: 'Approved', classes: 'govuk-tag--turquoise' },
  scheduled: { text: 'Scheduled', classes: 'govuk-tag--blue' },
  published: { text: 'Published', classes: 'govuk-tag--green' },
  stopped: { text: 'Stopped', classes: 'govuk-tag--red' },
  discarded: { text: 'Discarded', classes: 'govuk-tag--grey' },
};

/** A state as a tag. */
export const stateTag = (state: RevisionState): { text: string; classes: string } => tags[state];

/** The kinds of revision. What is begun now is day-to-day; one of before can be of a route review. */
const kinds: Record<RevisionDetail['revision']['kind'], string> = {
  'day-to-day': 'Day-to-day',
  'route-review': 'Route review',
};

/** How many operations one page shows. */
export const operationsPerPage = 100;

/** What the page of a revision prints. */
export function revisionView(detail: RevisionDetail, actor: Actor, names: ReadonlyMap<string, string>, from: number) {
  const { revision, operations, drafters, heldRows, rehearsal, reviews } = detail;
  const openRows = heldRows.filter(({ settledAt }) => settledAt === null);
  const closed = revision.state === 'published' || revision.state === 'discarded';
  const nameOf = (id: string | null) => (id === null ? 'Waymark' : (names.get(id) ?? 'Somebody'));
  const shown = operations.slice(from, from + operationsPerPage);
  const allowedNow = allowed(revisionLifecycle, revision.state);
  const buttons = allowedNow.filter((action) => may(revisionPolicy, actor, action, { drafters }));
  return {
    title: `Map revision ${revision.no}: ${revision.title}`,
    revision,
    tag: stateTag(revision.state),
    kind: kinds[revision.kind],
    summary: summary(operations.map(({ operation }) => operation)),
    operations: shown.map((one) => operationView(one, rehearsal.after, detail.authorities)),
    pages: pagesOf(revision.id, operations.length, from),
    openRows: openRows.map((row) => heldLine(revision.id, row)),
    settledRows: heldRows.length - openRows.length,
    gaps: closed
      ? []
      : approvalGaps(revision, operations.length, openRows.length, [
          ...authorityGaps(operations, detail.live, detail.authorities),
          ...contentGaps(operations, detail.live),
          ...rehearsal.problems,
        ]),
    reviews: reviews.map(underReview),
    drafters: drafters.map(nameOf),
    createdBy: nameOf(revision.createdBy),
    approvedBy: revision.approvedAt === null ? null : nameOf(revision.approvedBy),
    can: Object.fromEntries(buttons.map((action) => [action, true])),
    undoHref:
      revision.editionNo !== null && revision.editionNo > 1 && may(revisionPolicy, actor, 'undo', { drafters })
        ? paths.revisionPart(revision.id, 'undo')
        : null,
    ownDraft: allowedNow.includes('approve') && actor.id !== null && drafters.includes(actor.id),
  };
}

/** What the page says of an emergency correction: of one that is published, or that this draft could become; else null. */
export function emergencyView(
  { revision, operations, drafters }: RevisionDetail,
  actor: Actor,
  approval: { by: string; at: Date } | null,
  names: ReadonlyMap<string, string>,
) {
  const { state, emergencyWhy, publishedAt } = revision;
  const canRush =
    state === 'draft' &&
    operations.length > 0 &&
    emergencyGaps(operations).length === 0 &&
    may(revisionPolicy, actor, 'rush', { drafters });
  if (emergencyWhy === null) return canRush ? { canRush } : null;
  const open = publishedAt !== null && approval === null;
  return {
    canRush: false,
    why: emergencyWhy,
    approveBy: open ? addWorkingDays(publishedAt, 5) : null,
    approvedBy: approval && { name: names.get(approval.by) ?? 'Somebody', at: approval.at },
    canApprove: open && may(revisionPolicy, actor, 'confirm', { drafters }),
  };
}

function operationView({ id, operation, authority }: StandingOperation, state: MapState, rows: AuthorityRows) {
  const proposalId = proposalBehind(authority);
  return {
    id,
    text: describe(operation, state),
    changes: operation.op === 'amend-occupation' ? operation.changes.map(describeChange) : [],
    authority: authorityInWords(authority, rows).map(({ text, link }) => ({
      text,
      href: proposalId === null ? hrefOf(link) : paths.proposal(proposalId),
    })),
  };
}

function heldLine(revisionId: string, row: HeldRow) {
  return {
    href: paths.revisionPart(revisionId, `rows/${row.id}`),
    line: row.line,
    name: [row.reference, row.title].filter(Boolean).join(' '),
    reasons: row.faults.map(({ text }) => text).join('; '),
  };
}

function pagesOf(id: string, total: number, from: number) {
  const href = (at: number) => `${paths.revision(id)}?from=${at}`;
  return {
    total,
    first: total === 0 ? 0 : from + 1,
    last: Math.min(total, from + operationsPerPage),
    previous: from > 0 ? href(Math.max(0, from - operationsPerPage)) : null,
    next: from + operationsPerPage < total ? href(from + operationsPerPage) : null,
  };
}
