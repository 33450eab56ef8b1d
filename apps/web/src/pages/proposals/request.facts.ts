import { type ConsultationOnSubject, ConsultationQueries } from '@app/consultations';
import type { Actor } from '@app/kernel';
import { Db } from '@app/platform';
import {
  CarryOver,
  changeKindOf,
  changeKindWords,
  kindsOfRequest,
  lifecycleOf,
  PeerReviewQueries,
  type Proposal,
  type ProposalState,
  RequiredConsultation,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { reviewCards, turnoutOf } from '../peer-review/peer-review.view';
import { changedLines, nameOf } from './changes.view';
import { stageLines } from './stages.view';

type Read = Proposal & { standing: ProposalState };
const underway: readonly ProposalState[] = ['submitted', 'peer-review', 'with-panel', 'with-committee'];
const week = 7 * 86_400_000;

/** What is said about a request because of its kind: its stages, what it changes, what it waits for, what has moved. */
@Injectable()
export class RequestFacts {
  constructor(
    private readonly db: Db,
    private readonly carrying: CarryOver,
    private readonly required: RequiredConsultation,
    private readonly consultations: ConsultationQueries,
    private readonly reviews: PeerReviewQueries,
  ) {}

  /** The facts that the task list and the case both show. */
  async of(proposal: Read) {
    const { kind, basis, content, changeKind, submittedAt, standing } = proposal;
    const of = kindsOfRequest[kind];
    const change = kind === 'change' && basis !== null ? (changeKind ?? changeKindOf(basis.content, content)) : null;
    const decides = underway.includes(standing) && submittedAt !== null;
    return {
      of,
      change: change === null ? null : changeKindWords[change],
      changed: kind === 'change' && basis !== null ? changedLines(basis, content) : null,
      stages: stageLines({ ...proposal, changeKind: change }),
      promised: decides ? new Date(submittedAt.getTime() + of.decisionWeeks * week) : null,
      moved: await this.moved(proposal),
    };
  }

  /** What the panel waits for, and the consultations on this request. */
  async consulted(proposal: Read): Promise<{ waitsFor: string | null; consultations: ConsultationOnSubject[] }> {
    const reader = this.db.read();
    const before = ['submitted', 'peer-review', 'with-panel'].includes(proposal.standing);
    return {
      waitsFor: before ? await this.required.waitsFor(reader, proposal) : null,
      consultations: await this.consultations.on(reader, 'proposal', proposal.id),
    };
  }

  /** The peer reviews as this person may read them, and why there is none where the officer left it out. */
  async reviewed(actor: Actor, proposal: Read) {
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
  private async moved(proposal: Read): Promise<{ gone: boolean; clashes: string[] } | null> {
    if (['on-map', 'in-revision', 'refused', 'withdrawn'].includes(proposal.standing)) return null;
    const moved = await this.carrying.moved(this.db.read(), proposal);
    return moved && { gone: moved.now === null, clashes: moved.clashes.map(nameOf) };
  }
}
