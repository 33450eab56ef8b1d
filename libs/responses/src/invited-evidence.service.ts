import { ConsultationQueries } from '@app/consultations';
import { type Actor, hashOf, NotFound, permit, refuse, refuseIf, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Evidence, evidenceGaps, evidenceRecorded, responsePolicy } from './domain';

/** What is recorded last, with who recorded it; `versions`: how often it was. */
export type RecordedEvidence = Evidence & {
  id: string;
  version: number;
  why: string;
  recordedBy: string;
  recordedAt: Date;
};

/** What the public reads of a meeting, with the consent of those present. */
export type PublicEvidence = Pick<Evidence, 'title' | 'heldOn' | 'people'> & { organisations: number };

const columns = `e.id, e.version, e.title, e.held_on::text as "heldOn", e.organisations, e.people, e.notes,
  e.may_publish as "mayPublish", e.why, p.name as "recordedBy", e.recorded_at as "recordedAt"`;

/** Workshops and meetings beside a consultation: recorded by officers, corrected by a further version. */
@Injectable()
export class InvitedEvidence {
  constructor(
    private readonly db: Db,
    private readonly consultations: ConsultationQueries,
  ) {}

  /**
   * Records a meeting (`seen` 0), or corrects what was read as version `seen`. The id comes from the form: sent twice, it is
   * one. @throws Stale where somebody else corrected it meanwhile
   */
  async record(
    actor: Actor,
    reference: string,
    { id, seen, why, ...evidence }: Evidence & { id: string; seen: number; why: string },
  ): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'record-evidence', null);
      const consultation = await this.consultations.consultation(reference, tx);
      if (consultation.standing === 'withdrawn') refuse('The consultation was withdrawn');
      await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 56))', [id]);
      const last = await tx.one<{ version: number; about: string }>(
        'select version, consultation_id as about from standing_evidence where id = $1',
        [id],
      );
      if (last !== null && last.about !== consultation.id) throw new NotFound('This meeting');
      if (last === null && seen > 0) throw new NotFound('This meeting');
      if (last !== null && seen === 0) return;
      if ((last?.version ?? 0) !== seen) throw new Stale('Somebody else corrected this after you opened the page');
      refuseIf(evidenceGaps(evidence, why, seen, await tx.now()));
      await insert(tx, actor, consultation.id, { id, version: seen + 1, why, ...evidence });
      const { heldOn, mayPublish } = evidence;
      const facts = {
        reference,
        evidenceId: id,
        version: seen + 1,
        heldOn,
        mayPublish,
        contentHash: hashOf(evidence),
        why,
      };
      await tx.record(actor, evidenceRecorded(consultation.id, facts));
    });
  }

  /** All that is recorded beside a consultation as it stands, for officers; at most 200. */
  async list(actor: Actor, consultationId: string): Promise<RecordedEvidence[]> {
    permit(responsePolicy, actor, 'record-evidence', null);
    return this.db.read().rows<RecordedEvidence>(
      `select ${columns} from standing_evidence e join person p on p.id = e.recorded_by
       where e.consultation_id = $1 order by e.held_on, e.id limit 200`,
      [consultationId],
    );
  }

  /** One of them. @throws NotFound */
  async one(actor: Actor, consultationId: string, id: string): Promise<RecordedEvidence> {
    permit(responsePolicy, actor, 'record-evidence', null);
    const found = await this.db.read().one<RecordedEvidence>(
      `select ${columns} from standing_evidence e join person p on p.id = e.recorded_by
       where e.consultation_id = $1 and e.id = $2`,
      [consultationId, id],
    );
    if (found === null) throw new NotFound('This meeting');
    return found;
  }

  /** What everybody reads after the close: with consent, that it took place, and how many were there. */
  async published(consultationId: string): Promise<PublicEvidence[]> {
    return this.db.read().rows<PublicEvidence>(
      `select e.title, e.held_on::text as "heldOn", e.people, cardinality(e.organisations) as organisations
       from standing_evidence e join consultation_standing s on s.id = e.consultation_id
       where e.consultation_id = $1 and e.may_publish and s.standing = 'closed' order by e.held_on, e.id limit 200`,
      [consultationId],
    );
  }
}

async function insert(
  tx: Tx,
  actor: Actor,
  consultationId: string,
  { id, version, why, ...evidence }: Evidence & { id: string; version: number; why: string },
): Promise<void> {
  const { title, heldOn, organisations, people, notes, mayPublish } = evidence;
  await tx.rows(
    `insert into invited_evidence (id, version, consultation_id, title, held_on, organisations, people, notes, may_publish, why,
       recorded_by, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, waymark_now())`,
    [id, version, consultationId, title, heldOn, organisations, people, notes, mayPublish, why, actor.id],
  );
}
