import {
  kindsOfRequest,
  type Proposal,
  type ProposalState,
  type RequestKind,
  type Stage,
  stageOf,
  stages,
  stagesOf,
} from '@app/proposals';

const words: Readonly<Record<Stage, string>> = {
  draft: 'Draft',
  'officer-check': 'Check by the product manager',
  'peer-review': 'Peer review',
  panel: 'Route panel',
  // Who decides is data: the committee, or somebody who is named.
  committee: 'Decision',
  'map-revision': 'Map revision',
  map: 'Published',
  'in-force': 'In force until its last day',
};

/** The stages before a new request of this kind, in words. */
export function stageNames(kind: RequestKind): string[] {
  return stagesOf({ kind, changeKind: null }).map((stage) => words[stage]);
}

/** One stage of a request: what it is, and whether it is done, here or still to come; `mark` is how that looks. */
export type StageLine = { text: string; standing: { text: string; mark: 'done' | 'now' | 'left' | 'ahead' } | null };

/**
 * The stages of a request as a list, with where it stands; one that has ended early stands nowhere any more. `over`: what
 * it was agreed for has ended.
 */
export function stageLines(proposal: Proposal & { standing: ProposalState }, over = false): StageLine[] {
  const here = stageOf(proposal, proposal.standing);
  return stagesOf(proposal).map((stage) => ({
    text: textOf(proposal, stage),
    standing: here === null ? null : leftOut(proposal, stage) ? leftOutMark : standingOf(stage, here, over),
  }));
}

const leftOutMark = { text: 'Left out', mark: 'left' } as const;

/** Whether the officer accepted it without the peer review that its kind has. */
function leftOut({ reviewWaived }: Proposal, stage: Stage): boolean {
  return stage === 'peer-review' && reviewWaived !== null;
}

function standingOf(stage: Stage, here: Stage, over: boolean): StageLine['standing'] {
  const [at, now] = [stages.indexOf(stage), stages.indexOf(here)];
  if (at < now || here === 'map' || over) return { text: 'Done', mark: 'done' };
  if (at === now) return { text: 'Here now', mark: 'now' };
  return { text: 'To come', mark: 'ahead' };
}

function textOf({ kind, leavesRoute }: Proposal, stage: Stage): string {
  const { consultationWeeks } = kindsOfRequest[kind];
  if (stage === 'panel' && leavesRoute !== null) return 'The panels of both routes';
  if (stage !== 'panel' || consultationWeeks === null) return words[stage];
  return `${words[stage]}, after a consultation of at least ${consultationWeeks} weeks`;
}
