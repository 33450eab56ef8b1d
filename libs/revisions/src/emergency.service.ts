import { type Actor, addWorkingDays, formatLondon, next, permit, refuse, refuseIf } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  approvalGaps,
  authorityGaps,
  emergencyApproved,
  emergencyGaps,
  planHash,
  planVersions,
  rehearse,
  revisionLifecycle,
  revisionPolicy,
  revisionRushed,
} from './domain';
import { AuthorityStore } from './authority.store';
import type { RevisionRead } from './drafting.service';
import { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

/** Working days within which another administrator approves an emergency correction. */
const workingDays = 5;

/** An emergency correction that is published and not approved yet; `approveBy` is the end of its five working days. */
export type OpenEmergency = {
  id: string;
  no: number;
  title: string;
  why: string;
  editionNo: number;
  publishedAt: Date;
  approveBy: Date;
};

/**
 * Corrections that cannot wait for a second administrator: published at the next minute, loudly, and on a list until
 * another one approves them. Only what corrects wording, or undoes a map revision, may go this way.
 */
@Injectable()
export class EmergencyCorrections {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly authorities: AuthorityStore,
  ) {}

  /** Schedules a draft for the next whole minute without an approval. @throws Refused with everything against it */
  async rush(actor: Actor, read: RevisionRead, why: string): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await this.store.open(tx, actor, read.id, read.version, 'rush');
      revision.state = next(revisionLifecycle, revision.state, 'rush');
      const operations = await this.store.operations(tx, revision.id);
      const live = await this.editions.liveState(tx);
      const { problems } = rehearse(
        live,
        operations.map(({ operation }) => operation),
      );
      const held = await this.store.openHeldRows(tx, revision.id);
      const rows = await this.authorities.toJudge(tx, operations);
      const against = [...emergencyGaps(operations), ...authorityGaps(operations, live, rows), ...problems];
      refuseIf(
        approvalGaps({ note: why, minor: false }, operations.length, held, against).map(({ text }) => ({ text })),
      );
      const now = await tx.now();
      const hash = planHash(operations, live);
      Object.assign(revision, {
        approvedBy: null,
        approvedAt: now,
        planHash: hash,
        planVersions: planVersions(operations, live),
        scheduledFor: new Date(Math.floor(now.getTime() / 60_000) * 60_000 + 60_000),
        emergencyWhy: why,
      });
      await tx.save(revision);
      const { no, title, scheduledFor } = revision;
      const after = formatLondon(scheduledFor ?? now, 'datetime');
      await tx.record(actor, revisionRushed(revision.id, { no, title, why, planHash: hash, after }));
    });
  }

  /** Approves a published emergency correction. Never by one of its drafters; a second time changes nothing. */
  async approve(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => {
      const revision = await tx.lock(Revision, id);
      permit(revisionPolicy, actor, 'confirm', { drafters: await this.store.drafters(tx, id) });
      const { no, title, emergencyWhy, publishedAt } = revision;
      if (emergencyWhy === null || publishedAt === null)
        refuse('This map revision is no published emergency correction');
      const added = await tx.rows(
        `insert into emergency_approval (revision_id, approved_by) values ($1, $2)
         on conflict do nothing returning revision_id`,
        [id, actor.id],
      );
      if (added.length === 0) return;
      const approveBy = formatLondon(addWorkingDays(publishedAt, workingDays));
      await tx.record(actor, emergencyApproved(id, { no, title, approveBy }));
    });
  }

  /** Who approved an emergency correction afterwards, and when; null while nobody did. */
  async approvalOf(reader: Reader, id: string): Promise<{ by: string; at: Date } | null> {
    return reader.one(`select approved_by as by, approved_at as at from emergency_approval where revision_id = $1`, [
      id,
    ]);
  }

  /** What is published and still waits for its approval, the oldest first. */
  async open(reader: Reader = this.db.read()): Promise<OpenEmergency[]> {
    const rows = await reader.rows<Omit<OpenEmergency, 'approveBy'>>(
      `select r.id, r.no, r.title, r.emergency_why as why, r.edition_no as "editionNo", r.published_at as "publishedAt"
       from revision r left join emergency_approval a on a.revision_id = r.id
       where r.emergency_why is not null and r.state = 'published' and a.revision_id is null
       order by r.published_at limit 100`,
    );
    return rows.map((row) => ({ ...row, approveBy: addWorkingDays(row.publishedAt, workingDays) }));
  }
}
