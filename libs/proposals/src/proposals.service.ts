import { type Actor, addWorkingDays, canonicalJson, hashOf, next, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Submissions } from '@app/cycles';
import { Db, type Tx } from '@app/platform';
import { type EmployerDetails, TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { ChangeRequest } from './change-request.entity';
import type { ChangeRequestOrder } from './domain/change-request';
import { blankContent, type ProposalContent, proposalContentSchema, type SubmittedContent } from './domain/content';
import {
  proposalAccepted,
  proposalAmended,
  proposalReturned,
  proposalStarted,
  proposalSubmitted,
  proposalWithdrawn,
} from './domain/events';
import { proposalLifecycle } from './domain/lifecycle';
import { proposalPolicy } from './domain/policy';
import { promisedWeeks, submissionGaps } from './domain/rules';
import { EvidenceFiles } from './evidence.service';
import { Proposal } from './proposal.entity';
import { ProposalVersion } from './proposal-version.entity';

/** One part of the content that a page changes. */
export type ContentChange = { part: string; change: (content: ProposalContent) => ProposalContent };

/** The verbs on proposals, from draft to the officer's check. What follows is in `ProposalProgress`. */
@Injectable()
export class Proposals {
  constructor(
    private readonly db: Db,
    private readonly trailblazers: TrailblazerQueries,
    private readonly submissions: Submissions,
    private readonly evidence: EvidenceFiles,
  ) {}

  /** Starts a draft. The key makes a repeated request the same draft. @returns the proposal's id */
  async start(actor: Actor, groupId: string, key: string): Promise<string> {
    return this.db.write(async (tx) => {
      permit(proposalPolicy, actor, 'create', { groupId, submittedBy: null, route: null, state: 'draft' });
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 1))', [key]);
      const before = await tx.one<{ id: string }>('select id from proposal where creation_key = $1', [key]);
      if (before !== null) return before.id;
      await this.refuseWithoutSupport(tx, groupId);
      const row = await tx.one<{ no: number }>(`select nextval('proposal_reference')::int as no`);
      const proposal = new Proposal();
      proposal.reference = `OP${String(row?.no ?? 0).padStart(4, '0')}`;
      proposal.groupId = groupId;
      proposal.state = 'draft';
      proposal.version = 1;
      proposal.content = blankContent();
      proposal.route = null;
      proposal.createdBy = actor.id;
      proposal.createdAt = await tx.now();
      proposal.creationKey = key;
      await tx.insert(proposal);
      await tx.record(actor, proposalStarted(proposal.id, { reference: proposal.reference, title: '', groupId }));
      return proposal.id;
    });
  }

  /** Changes one part of the draft. @throws Stale when somebody saved after `readVersion` */
  async amend(actor: Actor, id: string, readVersion: number, { part, change }: ContentChange): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'amend', proposal);
      const state = next(proposalLifecycle, proposal.state, 'amend');
      refuseStale(proposal, readVersion);
      const before = proposal.content;
      const after = proposalContentSchema.parse(change(before));
      if (canonicalJson(before) === canonicalJson(after)) return;
      Object.assign(proposal, { state, content: after, route: after.route, version: proposal.version + 1 });
      await tx.save(proposal);
      await tx.record(
        actor,
        proposalAmended(id, { reference: proposal.reference, part, ...difference(before, after) }),
      );
    });
  }

  /** Submits the draft as a new immutable version. The same key twice is one submission. */
  async submit(actor: Actor, id: string, readVersion: number, key: string): Promise<void> {
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
      const employers = await this.employersOf(tx, proposal.groupId);
      refuseIf(submissionGaps(proposal.content, employers.length));
      proposal.state = next(proposalLifecycle, proposal.state, 'submit');
      const version = await this.versionOf(tx, actor, proposal, { key, employers });
      Object.assign(proposal, {
        submittedBy: actor.id,
        submittedAt: version.submittedAt,
        version: proposal.version + 1,
      });
      await tx.save(proposal);
      const { title, route } = proposal.content;
      const { reference, groupId } = proposal;
      const facts = { reference, title, groupId, route, version: version.no, contentHash: version.contentHash };
      await tx.record(actor, proposalSubmitted(id, facts));
      await this.submissions.take(tx, actor, {
        proposalId: id,
        versionId: version.id,
        sits: true,
        weeks: promisedWeeks,
      });
    });
  }

  /** The officer returns the submitted version, the one that was read, with at least one change request. */
  async returnWith(
    actor: Actor,
    id: string,
    orders: readonly ChangeRequestOrder[],
    readVersion?: number,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'check', proposal);
      refuseStale(proposal, readVersion);
      if (orders.length === 0) refuse('Say what has to change: a return needs at least one change request', 'text');
      proposal.state = next(proposalLifecycle, proposal.state, 'return');
      proposal.version += 1;
      await tx.save(proposal);
      await this.submissions.answered(tx, id);
      const dueOn = await this.raise(tx, actor, proposal, orders);
      const { reference, groupId } = proposal;
      const facts = { reference, groupId, title: proposal.content.title, requests: orders.length };
      await tx.record(actor, proposalReturned(id, { ...facts, dueOn: dueOn.toISOString() }));
    });
  }

  /** The officer accepts the submitted version, the one that was read, for the route panel. */
  async accept(actor: Actor, id: string, readVersion?: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'check', proposal);
      refuseStale(proposal, readVersion);
      proposal.state = next(proposalLifecycle, proposal.state, 'accept');
      await tx.save(proposal);
      const { reference, groupId, content } = proposal;
      await tx.record(actor, proposalAccepted(id, { reference, groupId, title: content.title, route: content.route }));
    });
  }

  /** The group's chair withdraws the proposal. */
  async withdraw(actor: Actor, id: string, readVersion?: number): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      permit(proposalPolicy, actor, 'withdraw', proposal);
      refuseStale(proposal, readVersion);
      proposal.state = next(proposalLifecycle, proposal.state, 'withdraw');
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
      next(proposalLifecycle, proposal.state, 'submit');
      await this.submissions.book(tx, actor, id, cycleId);
    });
  }

  private async versionOf(
    tx: Tx,
    actor: Actor,
    proposal: Proposal,
    { key, employers }: { key: string; employers: EmployerDetails[] },
  ): Promise<ProposalVersion> {
    if (actor.id === null) refuse('Only a person submits a proposal');
    const last = await tx.one<{ no: number }>(
      'select coalesce(max(no), 0) as no from proposal_version where proposal_id = $1',
      [proposal.id],
    );
    const version = new ProposalVersion();
    version.proposalId = proposal.id;
    version.no = (last?.no ?? 0) + 1;
    const files = await this.evidence.ofDraft(tx, proposal.id);
    const content: SubmittedContent = { ...proposal.content, employers, files };
    version.content = canonicalJson(content);
    version.contentHash = hashOf(content);
    version.submissionKey = key;
    version.submittedBy = actor.id;
    version.submittedAt = await tx.now();
    await tx.insert(version);
    await this.evidence.freeze(tx, version, files);
    return version;
  }

  private async raise(tx: Tx, actor: Actor, proposal: Proposal, orders: readonly ChangeRequestOrder[]): Promise<Date> {
    const now = await tx.now();
    const version = await tx.one<{ id: string }>(
      'select id from proposal_version where proposal_id = $1 order by no desc limit 1',
      [proposal.id],
    );
    let last = now;
    for (const { kind, field, text, workingDays } of orders) {
      const dueOn = addWorkingDays(now, workingDays);
      if (dueOn > last) last = dueOn;
      const request = Object.assign(new ChangeRequest(), { kind, field, text, dueOn });
      Object.assign(request, { proposalId: proposal.id, versionId: version?.id, raisedBy: actor.id, raisedAt: now });
      await tx.insert(request);
    }
    return last;
  }

  private async employersOf(tx: Tx, groupId: string): Promise<EmployerDetails[]> {
    const employers = await this.trailblazers.employers(tx, groupId);
    return employers.map(({ name, size, sector, region }) => ({ name, size, sector, region }));
  }

  private async refuseWithoutSupport(tx: Tx, groupId: string): Promise<void> {
    if (await this.trailblazers.isRecognised(tx, groupId)) return;
    refuse('The support for this trailblazer group was withdrawn: it cannot propose an occupation');
  }
}

/** Forms carry the version that they read: a person acts on what they saw. */
function refuseStale(proposal: Proposal, readVersion: number | undefined): void {
  if (readVersion === undefined || readVersion === proposal.version) return;
  throw new Stale('Somebody else changed this proposal after you opened the page');
}

/** The fields that differ, before and after: what the audit trail shows. */
function difference(before: ProposalContent, after: ProposalContent): { before: object; after: object } {
  const changed = (Object.keys(after) as (keyof ProposalContent)[]).filter(
    (key) => canonicalJson(before[key]) !== canonicalJson(after[key]),
  );
  const of = (content: ProposalContent): object => Object.fromEntries(changed.map((key) => [key, content[key]]));
  return { before: of(before), after: of(after) };
}
