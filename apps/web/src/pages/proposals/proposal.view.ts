import { type Actor, canonicalJson, formatLondon, may, paths } from '@app/kernel';
import {
  agreedDispensation,
  type ChangeRequestRow,
  dispensationStanding,
  dispensationWords,
  type Gap,
  partNamed,
  partOf,
  type Proposal,
  type ProposalContent,
  proposalFields,
  proposalPolicy,
  type ProposalRow,
  type ProposalState,
  type RequestKind,
  stagesOf,
  type VersionRow,
} from '@app/proposals';
import { type ThreadLine, threadLines } from './thread.view';

const colours: Record<ProposalState, string> = {
  draft: 'grey',
  submitted: 'blue',
  'peer-review': 'blue',
  returned: 'yellow',
  'with-panel': 'purple',
  'with-committee': 'purple',
  conditions: 'teal',
  agreed: 'green',
  'in-revision': 'teal',
  'on-map': 'green',
  refused: 'red',
  withdrawn: 'grey',
  lapsed: 'grey',
};

/** A state in words. What is retired is on no map. */
export function stateWords(kind: RequestKind, state: ProposalState): string {
  if (state === 'peer-review') return 'in peer review';
  if (state === 'conditions') return 'approved with conditions';
  return kind === 'retirement' && state === 'on-map' ? 'off the map' : state.replaceAll('-', ' ');
}

/** A state as a tag: the field's words and a colour that repeats them. Of a dispensation the clock says whether it holds. */
function stateTag(row: ProposalRow, now: Date): { text: string; classes: string } {
  const agreed = agreedDispensation({ ...row, content: row });
  const over = agreed !== null && dispensationStanding(agreed, now) === 'ended';
  const words = agreed === null ? stateWords(row.kind, row.state) : dispensationWords(agreed, now);
  const classes = `govuk-tag--${over ? 'grey' : colours[row.state]}`;
  return { text: words.charAt(0).toUpperCase() + words.slice(1), classes };
}

/** The rows of the list of proposals, as the clock has them now. */
export function proposalRows(
  rows: readonly ProposalRow[],
  now: Date,
): (ProposalRow & { tag: { text: string; classes: string }; kindText: string })[] {
  return rows.map((row) => ({
    ...row,
    kindText: row.changeKind ?? (row.kind === 'occupation' ? 'new occupation' : row.kind),
    tag: stateTag(row, now),
  }));
}

/** Whether the actor may change this proposal as it stands. */
export function isEditable(actor: Actor, proposal: Proposal & { standing: ProposalState }): boolean {
  return may(proposalPolicy, actor, 'amend', proposal) && ['draft', 'returned'].includes(proposal.standing);
}

/** The page on which each field of a proposal is changed. */
export function pageOf({ id, groupId }: Proposal, field: string): string {
  if (field === 'employers') return paths.trailblazer(groupId);
  return paths.proposalPart(id, partNamed(field)?.page ?? field);
}

/** What is missing, each as a link to its field. */
export function gapLinks(proposal: Proposal, gaps: readonly Gap[]): { text: string; href: string }[] {
  return gaps.map(({ field, at, text }) => ({ text, href: `${pageOf(proposal, field)}#${at ?? field}` }));
}

/** A change that was asked for, as it stands beside its field, with what was said about it. */
export type Asked = { text: string; kind: string; by: string; href: string; answered: boolean; lines: ThreadLine[] };

/** The open change requests by the field that they are about. */
export function askedByField(id: string, requests: readonly ChangeRequestRow[]): Record<string, Asked[]> {
  const asked: Record<string, Asked[]> = {};
  for (const { field, text, kind, dueOn, standing, entries, ...request } of requests) {
    (asked[field] ??= []).push({
      text,
      kind,
      by: formatLondon(dueOn),
      href: paths.changeRequest(id, request.id),
      answered: standing === 'answered',
      lines: threadLines(entries),
    });
  }
  return asked;
}

/** The parts in which two versions differ, in words. */
export function changedParts(before: ProposalContent, after: ProposalContent): string[] {
  return proposalFields.filter(({ field }) => differs(before, after, field)).map(({ text }) => text);
}

function differs(before: ProposalContent, after: ProposalContent, field: string): boolean {
  return canonicalJson(partOf(before, field)) !== canonicalJson(partOf(after, field));
}

/** The change requests of a case: about which part, by when, and whether a later version changed it. */
export function requestRows(requests: readonly ChangeRequestRow[], versions: readonly VersionRow[]) {
  const latest = versions[0];
  return requests.map((request) => {
    const about = versions.find(({ no }) => no === request.versionNo);
    const later = latest !== undefined && about !== undefined && latest.no > about.no;
    const changed = later && differs(about.content, latest.content, request.field);
    const part = partNamed(request.field)?.text ?? request.field;
    const answer = request.open ? 'Not submitted again yet' : changed ? 'Changed since' : 'Not changed since';
    const lines = threadLines(request.entries);
    return { ...request, part, lines, answer: later || request.open ? answer : '' };
  });
}

/** Everything that the officer or the group needs to know about what the panel, or who decides, said last. */
export function outcomeOf({
  outcome,
  outcomeStage,
  outcomeReasons,
  ...way
}: Proposal): { text: string; reasons: string } | null {
  if (outcome === null || outcomeStage === null) return null;
  const said = {
    panel: {
      approve: stagesOf(way).includes('committee') ? 'recommends to approve it' : 'has agreed it',
      'approve-with-conditions': 'recommends to approve it with conditions',
      revise: 'asks to revise it',
      reject: 'recommends to reject it',
    },
    committee: {
      approve: 'is approved',
      'approve-with-conditions': 'is approved with conditions',
      revise: 'is to be revised',
      reject: 'is rejected',
    },
  } as const;
  // Who decided, the committee or a named decision-maker, stands with the decision itself.
  const who = outcomeStage === 'panel' ? 'The route panel' : 'It';
  return { text: `${who} ${said[outcomeStage][outcome]}`, reasons: outcomeReasons ?? '' };
}
