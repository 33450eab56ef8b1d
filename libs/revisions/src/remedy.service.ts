import { type Actor, next, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { Proposal, ProposalProgress } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import {
  describe,
  foldWhatFits,
  proposalBehind,
  revisionAmended,
  revisionLifecycle,
  revisionReturned,
  type RevisionState,
} from './domain';
import { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

const system = systemActor('revisions.authority');
const waiting: readonly RevisionState[] = ['awaiting-approval', 'approved', 'scheduled', 'stopped'];

/**
 * Takes a request whose decision is to be taken afresh out of the map revision that holds it. The revision is a draft
 * again, without its approval and its schedule. Who decided the review is no drafter by that.
 */
@Injectable()
export class RevisionRemedy {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly progress: ProposalProgress,
  ) {}

  /** Locks the map revision that holds a request; always before the request's own row, as drafting and publication do. */
  async lock(tx: Tx, proposalId: string): Promise<void> {
    const { revisionId } = await tx.get(Proposal, proposalId);
    if (revisionId !== null) await tx.lock(Revision, revisionId);
  }

  /** Takes the request out, with all of its operations; nothing where no map revision holds it. */
  async takeOut(tx: Tx, actor: Actor, proposalId: string, why: string): Promise<void> {
    const { revisionId, state } = await tx.get(Proposal, proposalId);
    if (revisionId === null || state !== 'in-revision') return;
    const revision = await tx.lock(Revision, revisionId);
    await this.backToDraft(tx, actor, revision, why);
    const standing = await this.store.operations(tx, revision.id);
    const out = standing.filter(({ authority }) => proposalBehind(authority) === proposalId);
    await tx.rows(`delete from revision_operation where id = any($1::uuid[])`, [out.map(({ id }) => id)]);
    await this.progress.leftRevision(tx, actor, proposalId);
    const live = await this.editions.liveState(tx);
    const names = foldWhatFits(
      live,
      standing.map(({ operation }) => operation),
    );
    const change = {
      no: revision.no,
      before: { operations: standing.length },
      after: { operations: standing.length - out.length },
      added: [],
      removed: out.map(({ operation }) => describe(operation, names)),
    };
    await tx.record(actor, revisionAmended(revision.id, change));
  }

  /**
   * Gives back what waits for its approval or its minute on a word that was recorded before authority was a row; nothing
   * new can, so once after each start is enough.
   */
  async giveBackWords(): Promise<void> {
    await this.db.write(async (tx) => {
      const found = await tx.rows<{ id: string }>(
        `select distinct r.id from revision r join revision_operation o on o.revision_id = r.id
         where r.state = any($1)
           and (o.authority ->> 'by' in ('committee', 'panel', 'review')
             or (o.authority ->> 'by' = 'correction' and o.correction_id is null)) order by r.id`,
        [waiting],
      );
      const why = 'the authority of an operation was recorded in words, before authority was a row';
      for (const { id } of found) {
        const revision = await tx.lock(Revision, id);
        // Another worker may have given it back meanwhile, or published it.
        if (waiting.includes(revision.state)) await this.backToDraft(tx, system, revision, why);
      }
    });
  }

  private async backToDraft(tx: Tx, actor: Actor, revision: Revision, why: string): Promise<void> {
    const before = revision.state;
    const open = before === 'scheduled' ? next(revisionLifecycle, before, 'unschedule') : before;
    revision.state = next(revisionLifecycle, open, 'edit');
    revision.version += 1;
    this.store.withdrawApproval(revision);
    await tx.save(revision);
    const { id, no, title } = revision;
    if (before !== 'draft') await tx.record(actor, revisionReturned(id, { no, title, before, why }));
  }
}
