import { type Actor, formatLondon, next, refuse, refuseIf } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { OpenReviews, ProposalProgress, underReview } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  approvalGaps,
  authorityGaps,
  contentGaps,
  planHash,
  planVersions,
  proposalsBehind,
  rehearse,
  revisionApprovalRequested,
  revisionApproved,
  revisionDiscarded,
  revisionLifecycle,
  revisionReturned,
  revisionScheduled,
  revisionUnscheduled,
} from './domain';
import { AuthorityStore } from './authority.store';
import type { RevisionRead } from './drafting.service';
import type { Revision } from './revision.entity';
import { RevisionStore, type StandingOperation } from './revision.store';

/** What people decide on a map revision: from asking for its approval to the minute of its publication. */
@Injectable()
export class Revisions {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly progress: ProposalProgress,
    private readonly reviews: OpenReviews,
    private readonly authorities: AuthorityStore,
  ) {}

  /** Asks for approval: nothing may be missing any more. */
  async request(actor: Actor, read: RevisionRead): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'request');
      revision.state = next(revisionLifecycle, revision.state, 'request');
      const { operations } = await this.readyPlan(tx, revision);
      await tx.save(revision);
      const { no, title, version } = revision;
      const facts = { no, title, version, operations: operations.length };
      await tx.record(actor, revisionApprovalRequested(revision.id, facts));
    });
  }

  /** Approves exactly this plan, on the map of this moment. Never by one of its drafters. */
  async approve(actor: Actor, read: RevisionRead): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'approve');
      revision.state = next(revisionLifecycle, revision.state, 'approve');
      const { hash, versions } = await this.readyPlan(tx, revision);
      revision.approvedBy = actor.id;
      revision.approvedAt = await tx.now();
      revision.planHash = hash;
      revision.planVersions = versions;
      await tx.save(revision);
      const { no, title, version } = revision;
      await tx.record(actor, revisionApproved(revision.id, { no, title, version, planHash: hash }));
    });
  }

  /** Gives a revision back to its drafters, or reopens one that was stopped. */
  async giveBack(actor: Actor, read: RevisionRead, why: string): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'return');
      const before = revision.state;
      revision.state = next(revisionLifecycle, before, before === 'stopped' ? 'reopen' : 'return');
      this.store.withdrawApproval(revision);
      await tx.save(revision);
      const { no, title } = revision;
      await tx.record(actor, revisionReturned(revision.id, { no, title, before, why }));
    });
  }

  /** Schedules an approved revision, or moves its schedule, to a whole minute in the future. */
  async schedule(actor: Actor, read: RevisionRead, at: Date): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'schedule');
      revision.state = next(revisionLifecycle, revision.state, 'schedule');
      if (at.getTime() % 60_000 !== 0) refuse('Enter a whole minute', 'time');
      if (at <= (await tx.now())) refuse('The date and time of publication must be in the future', 'date');
      const { hash } = await this.plan(tx, revision);
      if (hash !== revision.planHash) {
        refuse(
          'What this map revision builds on has changed since it was approved. Give it back, and approve it again.',
        );
      }
      const before = revision.scheduledFor;
      revision.scheduledFor = at;
      await tx.save(revision);
      const { no, title } = revision;
      const facts = { no, title, before: before && words(before), after: words(at) };
      await tx.record(actor, revisionScheduled(revision.id, facts));
    });
  }

  /** Cancels the schedule; the approval stands. */
  async unschedule(actor: Actor, read: RevisionRead): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'unschedule');
      revision.state = next(revisionLifecycle, revision.state, 'unschedule');
      const before = revision.scheduledFor;
      revision.scheduledFor = null;
      await tx.save(revision);
      const { no, title } = revision;
      const facts = { no, title, before: before === null ? '' : words(before), after: null };
      await tx.record(actor, revisionUnscheduled(revision.id, facts));
    });
  }

  /** Gives a revision up; the proposals in it wait for another one. */
  async discard(actor: Actor, read: RevisionRead, why: string): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'discard');
      revision.state = next(revisionLifecycle, revision.state, 'discard');
      const operations = await this.store.operations(tx, revision.id);
      for (const id of proposalsBehind(operations)) await this.progress.leftRevision(tx, actor, id);
      await tx.save(revision);
      const { no, title } = revision;
      await tx.record(actor, revisionDiscarded(revision.id, { no, title, why }));
    });
  }

  /** The plan as it stands, checked for what is missing. @throws Refused with all of it */
  private async readyPlan(tx: Tx, revision: Revision): Promise<Plan> {
    const plan = await this.plan(tx, revision);
    const held = await this.store.openHeldRows(tx, revision.id);
    refuseIf(approvalGaps(revision, plan.operations.length, held, plan.problems).map(({ text }) => ({ text })));
    return plan;
  }

  private async plan(tx: Tx, revision: Revision): Promise<Plan> {
    const operations = await this.store.operations(tx, revision.id);
    const live = await this.editions.liveState(tx);
    const { problems } = rehearse(
      live,
      operations.map(({ operation }) => operation),
    );
    const rows = await this.authorities.toJudge(tx, operations);
    const unauthorised = [...authorityGaps(operations, live, rows), ...contentGaps(operations, live)];
    const waits = (await this.reviews.on(tx, proposalsBehind(operations))).map((one) => ({ text: underReview(one) }));
    return {
      operations,
      problems: [...waits, ...unauthorised, ...problems],
      hash: planHash(operations, live),
      versions: planVersions(operations, live),
    };
  }
}

type Plan = {
  operations: StandingOperation[];
  problems: readonly { text: string }[];
  hash: string;
  versions: ReturnType<typeof planVersions>;
};

const words = (at: Date): string => formatLondon(at, 'datetime');
