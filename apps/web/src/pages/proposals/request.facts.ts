import { CycleQueries } from '@app/cycles';
import type { Actor } from '@app/kernel';
import { Db } from '@app/platform';
import {
  agreedDispensation,
  bothPanelsWords,
  CarryOver,
  type ChangeKind,
  changeKindOf,
  changeKindWords,
  dispensationStanding,
  dispensationWords,
  kindsOfRequest,
  lifecycleOf,
  PeerReviewQueries,
  type ProposalRead,
  RequiredConsultation,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { reviewCards, turnoutOf } from '../peer-review/peer-review.view';
import { changedLines, nameOf } from './changes.view';
import { stageLines } from './stages.view';

/** What is said about a request because of its kind: its stages, what it changes, what it waits for, what has moved. */
@Injectable()
export class RequestFacts {
  constructor(
    private readonly db: Db,
    private readonly carrying: CarryOver,
    private readonly required: RequiredConsultation,
    private readonly cycles: CycleQueries,
    private readonly reviews: PeerReviewQueries,
  ) {}

  /** The facts that the task list and the case both show. */
  async of(proposal: ProposalRead) {
    const { kind, basis, content, changeKind } = proposal;
    const of = kindsOfRequest[kind];
    const dispensation = await this.dispensation(proposal);
    const change = kind === 'change' && basis !== null ? (changeKind ?? changeKindOf(basis.content, content)) : null;
    return {
      of,
      change: change === null ? null : changeWords(change, proposal.leavesRoute),
      changed: kind === 'change' && basis !== null ? changedLines(basis, content) : null,
      stages: stageLines({ ...proposal, changeKind: change }, dispensation?.standing === 'ended'),
      dispensation,
      moved: await this.moved(proposal),
      place: await this.place(proposal.id),
    };
  }

  /** Of a dispensation that was agreed: whether it is in force, in words, and why it was ended early. */
  private async dispensation(proposal: ProposalRead) {
    const agreed = agreedDispensation({ ...proposal, endedAt: proposal.ended?.at ?? null });
    if (agreed === null) return null;
    const now = await this.db.read().now();
    const [standing, words] = [dispensationStanding(agreed, now), dispensationWords(agreed, now)];
    return { standing, words, endedWhy: proposal.ended?.why ?? null };
  }

  /** What the panel waits for. */
  async waitsFor(proposal: ProposalRead): Promise<string | null> {
    if (!['submitted', 'peer-review', 'with-panel'].includes(proposal.standing)) return null;
    return this.required.waitsFor(this.db.read(), proposal);
  }

  /** The cycle that the proposal has a slot in, and when an answer to its submission is due. */
  private async place(id: string) {
    const reader = this.db.read();
    return { slot: await this.cycles.slotOf(reader, id), due: (await this.cycles.dues(reader, [id])).get(id) ?? null };
  }

  /** The peer reviews as this person may read them, and why there is none where the officer left it out. */
  async reviewed(actor: Actor, proposal: ProposalRead) {
    const { audience, reviews } = await this.reviews.of(actor, proposal);
    const underReview = proposal.standing === 'peer-review';
    return {
      reviews: reviewCards(audience, reviews),
      reviewWaived: audience === 'group' ? null : proposal.reviewWaived,
      reviewTurnout: underReview && audience === 'officer' ? turnoutOf(reviews) : null,
      reviewsIn: turnoutOf(reviews).sent,
      reviewNext: 'review' in lifecycleOf(proposal)[proposal.standing],
      underReview,
    };
  }

  /** What has changed on the map since the draft was made, while that still matters. */
  private async moved(proposal: ProposalRead): Promise<{ gone: boolean; clashes: string[] } | null> {
    const { kind, standing } = proposal;
    if (['on-map', 'in-revision', 'refused', 'withdrawn'].includes(standing)) return null;
    if (kind === 'dispensation' && standing === 'agreed') return null;
    const moved = await this.carrying.moved(this.db.read(), proposal);
    return moved && { gone: moved.now === null, clashes: moved.clashes.map(nameOf) };
  }
}

/** What it is, and what a move between routes needs besides. */
function changeWords(kind: ChangeKind, leavesRoute: string | null): string {
  return leavesRoute === null ? changeKindWords[kind] : `${changeKindWords[kind]} ${bothPanelsWords}`;
}
