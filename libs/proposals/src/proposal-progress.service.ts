import { type Actor, next, refuse, refuseIf } from '@app/kernel';
import { Submissions } from '@app/cycles';
import type { Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  proposalConditionsDischarged,
  proposalConditionsLapsed,
  proposalDecided,
  proposalLeftRevision,
  proposalPanelsDiffer,
  proposalPutOnMap,
  proposalRecommended,
  proposalDecidedAfresh,
  proposalTakenIntoRevision,
} from './domain/events';
import { kindsOfRequest } from './domain/kinds';
import {
  type BallotOutcome,
  lapseAfter,
  lifecycleOf,
  type ProposalAction,
  type ProposalState,
  waitsForAnswer,
} from './domain/lifecycle';
import { underReview } from './domain/open-review';
import { OpenReviews } from './open-reviews';
import { Proposal } from './proposal.entity';

const afterPanel: Record<BallotOutcome, ProposalAction> = {
  approve: 'recommend',
  'approve-with-conditions': 'recommend',
  revise: 'revise',
  reject: 'refuse',
};
const afterCommittee: Record<BallotOutcome, ProposalAction> = {
  approve: 'agree',
  'approve-with-conditions': 'agreeWithConditions',
  revise: 'revise',
  reject: 'refuse',
};

/** What happens to a proposal after the officer's check: verbs that panels and revisions call with their transaction. */
@Injectable()
export class ProposalProgress {
  constructor(
    private readonly submissions: Submissions,
    private readonly reviews: OpenReviews,
  ) {}

  /** The route panel has recommended, or both have come to the same where it moves between two routes. */
  async recommended(tx: Tx, actor: Actor, id: string, outcome: BallotOutcome, reasons: string): Promise<void> {
    const proposal = await this.step(tx, id, afterPanel[outcome]);
    Object.assign(proposal, { outcomeStage: 'panel', outcome, outcomeReasons: reasons });
    await tx.save(proposal);
    const said = { outcome, reasons, route: proposal.route, agreed: proposal.state === 'agreed' };
    await tx.record(actor, proposalRecommended(id, { ...facts(proposal), ...said }));
  }

  /** The panels of both routes have recommended, and not the same: it goes before the committee. */
  async panelsDiffer(
    tx: Tx,
    actor: Actor,
    id: string,
    recommended: { panel: string; outcome: BallotOutcome }[],
  ): Promise<void> {
    const proposal = await this.step(tx, id, 'recommend');
    Object.assign(proposal, { outcomeStage: null, outcome: null, outcomeReasons: null });
    await tx.save(proposal);
    await tx.record(actor, proposalPanelsDiffer(id, { ...facts(proposal), route: proposal.route, recommended }));
  }

  /** The committee has decided. */
  async decided(tx: Tx, actor: Actor, id: string, outcome: BallotOutcome, reasons: string): Promise<void> {
    const proposal = await this.step(tx, id, afterCommittee[outcome]);
    Object.assign(proposal, { outcomeStage: 'committee', outcome, outcomeReasons: reasons });
    await tx.save(proposal);
    await tx.record(actor, proposalDecided(id, { ...facts(proposal), outcome, reasons, route: proposal.route }));
  }

  /** The last condition is discharged: it is agreed. */
  async conditionsDischarged(tx: Tx, actor: Actor, id: string): Promise<void> {
    const proposal = await this.step(tx, id, 'agree', 'conditions');
    await tx.save(proposal);
    await tx.record(actor, proposalConditionsDischarged(id, facts(proposal)));
  }

  /** A condition was not met in time, and somebody closed it: the approval has lapsed. */
  async conditionsLapsed(tx: Tx, actor: Actor, id: string, why: string): Promise<void> {
    const proposal = await this.step(tx, id, 'lapse', 'conditions');
    await tx.save(proposal);
    await tx.record(actor, proposalConditionsLapsed(id, { ...facts(proposal), why }));
  }

  /** Its decision is to be taken anew: it is before the committee again. Refused once a map revision holds it. */
  async reopened(tx: Tx, actor: Actor, id: string, why: string): Promise<void> {
    const before = await tx.lock(Proposal, id);
    const from = before.state;
    const proposal = await this.step(tx, id, 'decideAfresh');
    Object.assign(proposal, { agreedAsOccupation: false, standardApproved: false, agreedAt: null });
    await tx.save(proposal);
    await tx.record(actor, proposalDecidedAfresh(id, { ...facts(proposal), from, to: proposal.state, why }));
  }

  /** An administrator has put the agreed proposal into a draft revision. */
  async takenIntoRevision(tx: Tx, actor: Actor, id: string, revisionId: string): Promise<Proposal> {
    const proposal = await this.step(tx, id, 'takeIntoRevision');
    proposal.revisionId = revisionId;
    await tx.save(proposal);
    const { reference, content } = proposal;
    await tx.record(actor, proposalTakenIntoRevision(id, { reference, title: content.title, revisionId }));
    return proposal;
  }

  /** The operation was taken out of the revision again: the proposal waits for another one. */
  async leftRevision(tx: Tx, actor: Actor, id: string): Promise<void> {
    const proposal = await this.step(tx, id, 'leaveRevision');
    const revisionId = proposal.revisionId ?? '';
    proposal.revisionId = null;
    await tx.save(proposal);
    const { reference, content } = proposal;
    await tx.record(actor, proposalLeftRevision(id, { reference, title: content.title, revisionId }));
  }

  /** The revision was published: the occupation is on the map. */
  async putOnMap(
    tx: Tx,
    actor: Actor,
    id: string,
    placed: { editionNo: number; occupationReference: string },
  ): Promise<void> {
    const proposal = await this.step(tx, id, 'putOnMap');
    proposal.occupationReference = placed.occupationReference;
    await tx.save(proposal);
    await tx.record(actor, proposalPutOnMap(id, { ...facts(proposal), ...placed, kind: proposal.kind }));
  }

  /** The next step on this request's way: agreed, it has its statuses; returned, the time to answer begins. */
  private async step(tx: Tx, id: string, action: ProposalAction, only?: ProposalState): Promise<Proposal> {
    const proposal = await tx.lock(Proposal, id);
    const before = proposal.state;
    if (only !== undefined && before !== only) refuse(`${proposal.reference} is ${before} now`);
    if (action === 'takeIntoRevision' || action === 'putOnMap') await this.refuseUnderReview(tx, id);
    const { statuses, lapsesAfterWeeks } = kindsOfRequest[proposal.kind];
    proposal.state = next(lifecycleOf(proposal), before, action);
    if (proposal.state === 'agreed' && before !== 'in-revision') {
      Object.assign(proposal, { ...statuses, agreedAt: await tx.now() });
    }
    if (proposal.state === 'returned') proposal.lapsesAt = lapseAfter(await tx.now(), lapsesAfterWeeks);
    if (!waitsForAnswer(proposal.state)) await this.submissions.answered(tx, id);
    return proposal;
  }

  /** Read when the row is locked: a review that is asked for at the same time waits for this, or this is refused. */
  private async refuseUnderReview(tx: Tx, id: string): Promise<void> {
    refuseIf((await this.reviews.on(tx, [id])).map((review) => ({ text: underReview(review) })));
  }
}

function facts(proposal: Proposal): { reference: string; title: string; groupId: string } {
  return { reference: proposal.reference, title: proposal.content.title, groupId: proposal.groupId };
}
