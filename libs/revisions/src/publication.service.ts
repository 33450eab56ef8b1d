import { type Actor, formatLondon, next, refuse, Refused, refuseIf, systemActor } from '@app/kernel';
import { type Edition, EditionStore, type MapState } from '@app/occupational-map';
import { Db, inShort, type Tx } from '@app/platform';
import { ProposalProgress } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  authorityGaps,
  changedSince,
  changeOf,
  fold,
  isRefused,
  keyInWords,
  occupationOf,
  planHash,
  planVersions,
  proposalBehind,
  revisionLifecycle,
  revisionPublished,
  revisionStopped,
  summary,
} from './domain';
import { AuthorityStore } from './authority.store';
import { Revision } from './revision.entity';
import { RevisionStore, type StandingOperation } from './revision.store';

/** How often a publication is tried again after an error that is not the plan's: a lost connection, a full disk. */
const mostAttempts = 5;
const worker = systemActor('revisions.publish');

/** Publishes what is due. The rows are the truth: any number of workers may look, and exactly one publishes. */
@Injectable()
export class RevisionPublication {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly progress: ProposalProgress,
    private readonly authorities: AuthorityStore,
  ) {}

  /** Publishes every revision whose minute has come, each in a transaction of its own: one that fails stops itself only. */
  async publishDue(): Promise<void> {
    const due = await this.db
      .read()
      .rows<{ id: string }>(
        `select id from revision where state = 'scheduled' and scheduled_for <= waymark_now() order by scheduled_for, no`,
      );
    for (const { id } of due) await this.publishOne(id);
  }

  private async publishOne(id: string): Promise<void> {
    try {
      await this.db.write(async (tx) => {
        if (await this.claim(tx, id)) await this.publish(tx, worker, id);
      });
    } catch (error) {
      await this.db.write((tx) => this.fail(tx, id, error));
    }
  }

  /** Publishes a scheduled revision whose row this transaction holds: all of its operations, or none. */
  async publish(tx: Tx, actor: Actor, id: string): Promise<Edition> {
    const before = await this.editions.lock(tx);
    const revision = await tx.lock(Revision, id);
    const scheduledFor = revision.scheduledFor;
    if (scheduledFor === null || scheduledFor > (await tx.now())) refuse('This map revision is not due');
    const operations = await this.store.operations(tx, id);
    const live = await this.editions.stateOf(tx, before);
    refuseUnlessAsApproved(revision, operations, live);
    // What it stands on may have gone since the approval: a decision that is taken afresh.
    refuseIf(authorityGaps(operations, live, await this.authorities.toJudge(tx, operations)).slice(0, 20));
    const plain = operations.map(({ operation }) => operation);
    const after = fold(live, plain);
    if (isRefused(after)) throw new Refused(after);
    const { kind, no, title } = revision;
    const edition = await this.editions.publish(tx, actor, {
      before,
      state: after,
      kind,
      note: introduction(revision, summary(plain)),
      revisionId: id,
      changes: plain.map((operation) => changeOf(operation, live, after)),
    });
    revision.state = next(revisionLifecycle, revision.state, 'publish');
    revision.editionNo = edition.no;
    await tx.save(revision);
    await this.putProposalsOnMap(tx, actor, operations, edition.no);
    await tx.record(
      actor,
      revisionPublished(id, {
        no,
        title,
        kind,
        edition: edition.no,
        rootHash: edition.rootHash,
        summary: summary(plain),
        scheduledFor: formatLondon(scheduledFor, 'datetime'),
        publishedAt: edition.publishedAt.toISOString(),
        operations: plain.length,
      }),
    );
    return edition;
  }

  /** Takes the row if it still is scheduled and due and nobody else has it. */
  private async claim(tx: Tx, id: string): Promise<boolean> {
    const claimed = await tx.one(
      `select 1 from revision where id = $1 and state = 'scheduled' and scheduled_for <= waymark_now()
       for update skip locked`,
      [id],
    );
    return claimed !== null;
  }

  private async putProposalsOnMap(
    tx: Tx,
    actor: Actor,
    operations: readonly StandingOperation[],
    editionNo: number,
  ): Promise<void> {
    const placed = new Map(
      operations.map(({ operation, authority }) => [proposalBehind(authority), occupationOf(operation)]),
    );
    for (const [id, occupationReference] of placed) {
      if (id === null || occupationReference === null) continue;
      await this.progress.putOnMap(tx, actor, id, { editionNo, occupationReference });
    }
  }

  /** Notes why a publication failed. A plan that no longer holds is stopped at once, anything else after some attempts. */
  private async fail(tx: Tx, id: string, error: unknown): Promise<void> {
    const revision = await tx.lock(Revision, id);
    if (revision.state !== 'scheduled') return;
    revision.attempts += 1;
    const refused = error instanceof Refused;
    if (refused || revision.attempts >= mostAttempts) {
      const text = inShort(error);
      const reason = refused ? text : `it could not be published after ${revision.attempts} attempts: ${text}`;
      revision.state = next(revisionLifecycle, revision.state, 'stop');
      revision.stoppedReason = reason;
      const { no, title, scheduledFor } = revision;
      const due = scheduledFor === null ? '' : formatLondon(scheduledFor, 'datetime');
      await tx.record(worker, revisionStopped(id, { no, title, reason, scheduledFor: due }));
    }
    await tx.save(revision);
  }
}

/** What the edition says first: the note of the revision, loud where it is an emergency correction. */
function introduction({ note, emergencyWhy }: Revision, counts: string): string {
  const plain = note === '' ? `${counts}.` : note;
  return emergencyWhy === null ? plain : `Emergency correction: ${emergencyWhy}\n${plain}`;
}

/** The plan must be the one that was approved, on everything that it touches as it was then. */
function refuseUnlessAsApproved(revision: Revision, operations: readonly StandingOperation[], live: MapState): void {
  if (planHash(operations, live) === revision.planHash) return;
  const changed = changedSince(revision.planVersions ?? {}, planVersions(operations, live));
  if (changed.length === 0) refuse('The operations are not the ones that were approved');
  refuseIf(changed.slice(0, 20).map((key) => ({ text: `Since the approval ${keyInWords(key)} has changed` })));
}
