import { type Actor, next, permit, Stale } from '@app/kernel';
import type { EditionKind } from '@app/occupational-map';
import type { Reader, Tx } from '@app/platform';
import { newId } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import {
  type AuthorisedOperation,
  revisionDrafted,
  revisionLifecycle,
  type RevisionPermission,
  revisionPolicy,
  revisionReturned,
} from './domain';
import { Revision } from './revision.entity';

/** What a new revision begins with. */
export type Beginnings = {
  /** From the form that asks for it, so that sending it twice makes one revision. */
  id?: string;
  title: string;
  kind: EditionKind;
  note?: string;
  minor?: boolean;
  importFile?: string;
  importHash?: string;
};

/** An operation as it stands in a revision. */
export type StandingOperation = AuthorisedOperation & { id: string; position: number };

/** The rows of revisions, as the services of this lib write them with their open transaction. */
@Injectable()
export class RevisionStore {
  /** Begins a draft; who begins it is its first drafter. */
  async create(tx: Tx, actor: Actor, given: Beginnings): Promise<Revision> {
    permit(revisionPolicy, actor, 'draft', { drafters: [] });
    const existing = given.id === undefined ? [] : await tx.find(Revision, { id: given.id });
    if (existing[0] !== undefined) return existing[0];
    const numbered = await tx.one<{ no: number }>(`select nextval('revision_no')::int as no`);
    const revision = Object.assign(new Revision(), {
      id: given.id ?? newId(),
      no: numbered?.no ?? 0,
      title: given.title,
      kind: given.kind,
      note: given.note ?? '',
      minor: given.minor ?? false,
      createdBy: actor.id,
      importFile: given.importFile ?? null,
      importHash: given.importHash ?? null,
    });
    await tx.insert(revision);
    await this.addDrafter(tx, revision, actor);
    const { no, title, kind } = revision;
    await tx.record(actor, revisionDrafted(revision.id, { no, title, kind }));
    return revision;
  }

  /**
   * Locks a revision for one action of a person who read this version of it.
   * @throws NotFound, Stale, Forbidden
   */
  async open(tx: Tx, actor: Actor, id: string, version: number, action: RevisionPermission): Promise<Revision> {
    const revision = await tx.lock(Revision, id);
    permit(revisionPolicy, actor, action, { drafters: await this.drafters(tx, id) });
    if (revision.version !== version) {
      throw new Stale('Somebody changed this map revision after you opened it. Look at it again before you go on.');
    }
    return revision;
  }

  /** Locks a revision for an edit: it is a draft again, its approval is gone, and the actor is one of its drafters. */
  async edit(tx: Tx, actor: Actor, id: string, version: number): Promise<Revision> {
    const revision = await this.open(tx, actor, id, version, 'edit');
    const before = revision.state;
    revision.state = next(revisionLifecycle, before, 'edit');
    revision.version += 1;
    this.withdrawApproval(revision);
    await tx.save(revision);
    await this.addDrafter(tx, revision, actor);
    if (before !== 'draft') {
      const { no, title } = revision;
      await tx.record(actor, revisionReturned(id, { no, title, before, why: 'it was edited' }));
    }
    return revision;
  }

  /** Takes off a revision what was decided on it before. */
  withdrawApproval(revision: Revision): void {
    Object.assign(revision, {
      approvedBy: null,
      approvedAt: null,
      planHash: null,
      planVersions: null,
      scheduledFor: null,
      stoppedReason: null,
      emergencyWhy: null,
      attempts: 0,
    });
  }

  /** The operations of a revision, in order. */
  async operations(reader: Reader, id: string): Promise<StandingOperation[]> {
    return reader.rows<StandingOperation>(
      `select id, position, content as operation, authority from revision_operation where revision_id = $1 order by position`,
      [id],
    );
  }

  /** Puts operations at the end of a draft: one statement for any number of them. */
  async append(tx: Tx, actor: Actor, revision: Revision, list: readonly AuthorisedOperation[]): Promise<void> {
    const rows = list.map(({ operation, authority }) => ({ id: newId(), operation, authority }));
    await tx.rows(
      `insert into revision_operation (id, revision_id, position, content, authority, added_by)
       select (one ->> 'id')::uuid, $1, last.position + ordinality, one -> 'operation', one -> 'authority', $3
       from jsonb_array_elements($2::jsonb) with ordinality as list(one, ordinality),
            (select coalesce(max(position), 0) as position from revision_operation where revision_id = $1) as last`,
      [revision.id, JSON.stringify(rows), actor.id],
    );
  }

  /** Who had a hand in the draft. */
  async drafters(reader: Reader, id: string): Promise<string[]> {
    const rows = await reader.rows<{ id: string }>(
      `select person_id as id from revision_drafter where revision_id = $1`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** How many rows of its import nobody has settled yet. */
  async openHeldRows(reader: Reader, id: string): Promise<number> {
    const row = await reader.one<{ count: number }>(
      `select count(*)::int as count from held_row where revision_id = $1 and settled_at is null`,
      [id],
    );
    return row?.count ?? 0;
  }

  /** Every reference that a revision, published or not, has ever claimed for a new occupation. */
  async claimedReferences(tx: Tx): Promise<string[]> {
    await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.references'))`);
    const rows = await tx.rows<{ reference: string }>(
      `select content -> 'occupation' ->> 'reference' as reference from revision_operation
       where content ->> 'op' = 'add-occupation'
       union all
       select part -> 'occupation' ->> 'reference' from revision_operation,
         lateral jsonb_array_elements(content -> 'into') as part where content ->> 'op' = 'split-occupation'`,
    );
    return rows.map((row) => row.reference);
  }

  private async addDrafter(tx: Tx, revision: Revision, actor: Actor): Promise<void> {
    if (actor.id === null) return;
    await tx.rows(`insert into revision_drafter (revision_id, person_id) values ($1, $2) on conflict do nothing`, [
      revision.id,
      actor.id,
    ]);
  }
}
