/** The stages of a request in which somebody rules on it: one person acts in one of them, however often. */
export type ActStage = 'officer-check' | 'panel' | 'committee' | 'review';

/** What counts as acting in a stage; the view `stage_act` in the database says which rows these are. */
export type StageDeed =
  | 'accepted'
  | 'returned'
  | 'counted'
  | 'voted'
  | 'casting-vote'
  | 'closed'
  | 'reasons'
  | 'reopened'
  | 'considered'
  | 'decided';

/** Something that somebody did on a request; `panelName` is of the panel, or the committee, whose ballot it was. */
export type StageAct = {
  personId: string;
  stage: ActStage;
  act: StageDeed;
  panelName: string | null;
  at: Date;
};

const inStage: Readonly<Record<ActStage, string>> = {
  'officer-check': "the officer's check",
  panel: "the panel's ballot",
  committee: "the committee's decision",
  review: 'the procedural review',
};

const deeds: Readonly<Record<StageDeed, string>> = {
  accepted: "accepted this in the officer's check",
  returned: "returned this in the officer's check",
  counted: 'ruled that an earlier consultation counts for this',
  voted: 'voted on this',
  'casting-vote': 'gave the casting vote on this',
  closed: 'closed the ballot on this',
  reasons: 'gave the reasons on this',
  reopened: 'had this decided afresh',
  considered: 'considered the procedural review of this',
  decided: 'decided the procedural review of this',
};

/** What was done, in words that follow "you" or "who": "voted on this in the Digital route panel". */
export function deedOf({ act, panelName }: StageAct): string {
  return deeds[act] + (panelName === null ? '' : ` in the ${panelName}`);
}

/** The first thing that this person did on the request in another stage than this one; null: nothing. */
export function actElsewhere(acts: readonly StageAct[], personId: string | null, stage: ActStage): StageAct | null {
  const others = acts.filter((act) => act.personId === personId && act.stage !== stage);
  return others.reduce<StageAct | null>((first, act) => (first === null || act.at < first.at ? act : first), null);
}

/** Why this person takes no part in this stage of the request, as they are told; null: nothing is against it. */
export function againstOneStage(acts: readonly StageAct[], personId: string | null, stage: ActStage): string | null {
  const act = actElsewhere(acts, personId, stage);
  return act === null ? null : `You ${deedOf(act)}, so you take no part in ${inStage[stage]}`;
}
