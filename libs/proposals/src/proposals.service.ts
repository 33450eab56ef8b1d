import { Submissions } from '@app/cycles';
import { type Actor, canonicalJson, londonDate, next, permit, refuse, refuseIf } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { CarryOver } from './carry-over.service';
import type { ChangeRequestOrder } from './domain/change-request';
import { keptContent, type ProposalContent } from './domain/content';
import { askedOf, difference, placesChanged, submittedChange } from './domain/drafting';
import {
  proposalAccepted,
  proposalAmended,
  proposalReturned,
  proposalSubmitted,
  proposalWithdrawn,
} from './domain/events';
import { kindsOfRequest, stagesOf } from './domain/kinds';
import { lapseAfter, lifecycleOf, standingOf, waitsForAnswer } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { acceptanceGaps, hasPeerReview } from './domain/peer-review';
import { submissionGaps } from './domain/rules';
import { refuseMet, refuseStale } from './domain/stale';
import { type Beginning, draftStartedWith, insertDraft, newDraft } from './draft.rows';
import { employersCounted, Enclosures } from './enclosures';
import { permitCheck } from './officer-check';
import { changedSince, isAdded } from './changed-since';
import { Proposal } from './proposal.entity';
import { reviewsIn } from './peer-review.rows';
import { insertChangeRequests, insertVersion } from './submitted-rows';

/** One part of the content that a page changes; `rests` are further fields that it showed, and that it stands on. */
export type ContentChange = {
  part: string;
  change: (content: ProposalContent) => ProposalContent;
  rests?: readonly (keyof ProposalContent)[];
  /** The id of what is added to a list: the same sent again is added once, whatever was done meanwhile. */
  addition?: string;
};

/** The verbs on proposals, from draft to the officer's check. What follows is in `ProposalProgress`. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: Db,
    private readonly trailblazers: TrailblazerQueries,
    private readonly carrying: CarryOver,
    private readonly submissions: Submissions,
    private readonly enclosures: Enclosures,
  ) {}

  /**
   * Starts a draft: a blank one of a new occupation, else a copy of what stands on the map. The key makes a repeated
   * request the same draft. @returns the proposal's id
   */
  async start(
    actor: Actor,
    groupId: string,
    key: string,
    beginning: Beginning = { kind: 'occupation' },
  ): Promise<string> {
    return this.db.write(async (tx) => {
      permit(proposalPolicy, actor, 'create', {
        groupId,
        submittedBy: null,
        route: null,
        leavesRoute: null,
        state: 'draft',
      });
      const before = await draftStartedWith(tx, key);
      if (before !== null) return before;
      await this.refuseWithoutSupport(tx, groupId);
      const draft = await newDraft(tx, this.carrying, beginning);
      return insertDraft(tx, actor, Object.assign(draft, { groupId, creationKey: key }));
    });
  }

  /**
   * Changes one part of the draft, also where somebody changed another part after `readVersion`.
   * @returns the version that it is then, the one before where nothing is different
   * @throws Stale when what this changes, or rests on, was changed meanwhile
   */
  async amend(
    actor: Actor,
    id: string,
    readVersion: number,
    { part, change, rests = [], addition }: ContentChange,
  ): Promise<number> {
    return this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'amend', proposal);
      next(lifecycleOf(proposal), standingOf(proposal, await tx.now()), 'amend');
      if (addition !== undefined && (await isAdded(tx, id, addition))) return proposal.version;
      const before = proposal.content;
      const after = askedOf(proposal.kind, before, keptContent(change(before)));
      if (canonicalJson(before) === canonicalJson(after)) return proposal.version;
      // What is added stands beside whatever others did meanwhile.
      if (addition === undefined) {
        refuseMet(await changedSince(tx, proposal, readVersion), placesChanged(before, after), rests);
      }
      Object.assign(proposal, { content: after, route: after.route, version: proposal.version + 1 });
      await tx.save(proposal);
      await tx.record(
        actor,
        proposalAmended(id, {
          reference: proposal.reference,
          part,
          ...difference(before, after),
          version: proposal.version,
          ...(addition === undefined ? {} : { addition }),
        }),
      );
      return proposal.version;
    });
  }

  /** Submits the draft as a new immutable version. The same key twice is one submission. */
  async submit(actor: Actor, id: string, readVersion: number, key: string): Promise<void> {
    // Looked for outside of the transaction, which holds a connection: what is not the version that was read is stale.
    const read = await this.db.read().get(Proposal, id);
    const matches = read.version === readVersion ? await this.enclosures.matches(read) : null;
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'submit', proposal);
      const before = await tx.one<{ proposalId: string }>(
        'select proposal_id as "proposalId" from proposal_version where submission_key = $1',
        [key],
      );
      if (before?.proposalId === id) return;
      if (before !== null) refuse('This form belongs to another proposal: load the page again');
      refuseStale(proposal, readVersion);
      await this.refuseWithoutSupport(tx, proposal.groupId);
      const state = next(lifecycleOf(proposal), standingOf(proposal, await tx.now()), 'submit');
      await this.carrying.ontoTheMap(tx, actor, proposal);
      const enclosed = { ...(await this.enclosures.of(tx, proposal)), matches };
      const today = londonDate(await tx.now());
      refuseIf(submissionGaps(proposal, employersCounted(enclosed), matches?.found, today));
      const version = await insertVersion(tx, actor, proposal, { key, enclosed });
      await this.enclosures.freeze(tx, version, enclosed);
      Object.assign(proposal, {
        state,
        changeKind: submittedChange(proposal),
        submittedBy: actor.id,
        submittedAt: version.submittedAt,
        version: proposal.version + 1,
      });
      await tx.save(proposal);
      const { title, route } = proposal.content;
      const { reference, groupId, changeKind } = proposal;
      const { no, contentHash } = version;
      const facts = { reference, title, groupId, route, version: no, contentHash, changeKind };
      await tx.record(actor, proposalSubmitted(id, facts));
      await this.submissions.take(tx, actor, {
        proposalId: id,
        versionId: version.id,
        sits: stagesOf(proposal).includes('panel'),
        weeks: kindsOfRequest[proposal.kind].decisionWeeks,
      });
    });
  }

  /** The officer returns the version that was read, with at least one change request that is new or asked again. */
  async returnWith(
    actor: Actor,
    id: string,
    orders: readonly ChangeRequestOrder[],
    readVersion?: number,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitCheck(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      proposal.state = next(lifecycleOf(proposal), proposal.state, 'return');
      proposal.version += 1;
      const { requests, dueOn } = await insertChangeRequests(tx, actor, proposal, orders);
      proposal.lapsesAt = lapseAfter(dueOn, kindsOfRequest[proposal.kind].lapsesAfterWeeks);
      await tx.save(proposal);
      await this.submissions.answered(tx, id);
      const { reference, groupId } = proposal;
      const facts = { reference, groupId, title: proposal.content.title, requests };
      await tx.record(actor, proposalReturned(id, { ...facts, dueOn: dueOn.toISOString() }));
    });
  }

  /**
   * The officer accepts the version that was read: for the route panel, or a correction for the map. Where its kind has a
   * peer review, this takes a review of this version or the reason why there is none.
   */
  async accept(actor: Actor, id: string, readVersion?: number, withoutReview = ''): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitCheck(tx, actor, proposal);
      refuseStale(proposal, readVersion);
      const accepted = next(lifecycleOf(proposal), proposal.state, 'accept');
      const reviews = await reviewsIn(tx, id);
      refuseIf(acceptanceGaps(proposal, reviews, withoutReview));
      proposal.reviewWaived = hasPeerReview(proposal) && reviews === 0 ? withoutReview : null;
      proposal.state = accepted;
      if (proposal.state === 'agreed') proposal.agreedAt = await tx.now();
      await tx.save(proposal);
      const { reference, groupId, content } = proposal;
      if (!waitsForAnswer(proposal.state)) await this.submissions.answered(tx, id);
      const facts = { reference, groupId, title: content.title, route: content.route };
      await tx.record(
        actor,
        proposalAccepted(id, {
          ...facts,
          agreed: proposal.state === 'agreed',
          withoutReview: proposal.reviewWaived ?? undefined,
          leavesRoute: proposal.leavesRoute ?? undefined,
        }),
      );
    });
  }

  /** The group's chair withdraws the proposal. */
  async withdraw(actor: Actor, id: string, readVersion?: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'withdraw', proposal);
      refuseStale(proposal, readVersion);
      proposal.state = next(lifecycleOf(proposal), proposal.state, 'withdraw');
      await tx.save(proposal);
      await this.submissions.answered(tx, id);
      const { reference, groupId, content } = proposal;
      await tx.record(actor, proposalWithdrawn(id, { reference, groupId, title: content.title }));
    });
  }

  /** An owner books a slot in an approvals cycle for the proposal, or gives it back (`cycleId` null). */
  async bookSlot(actor: Actor, id: string, cycleId: string | null): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'submit', proposal);
      next(lifecycleOf(proposal), standingOf(proposal, await tx.now()), 'submit');
      await this.submissions.book(tx, actor, id, cycleId);
    });
  }

  private async refuseWithoutSupport(tx: Tx, groupId: string): Promise<void> {
    if (await this.trailblazers.isRecognised(tx, groupId)) return;
    refuse('The support for this trailblazer group was withdrawn: it cannot propose anything');
  }
}
