import { type Actor, NotFound } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { RequiredConsultation } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Consultation } from './consultation.entities';
import {
  type Answer,
  type ModerationStanding,
  moderationStanding,
  type OrganisationType,
  type Outcome,
  type Standing,
  standingAt,
} from './domain';
import { EarlierConsultationQueries } from './earlier-consultations.queries';

/** A consultation as lists show it. */
export type ConsultationRow = {
  reference: string;
  title: string;
  opensAt: Date;
  closesAt: Date;
  standing: Standing;
  published: number;
};

/** A consultation that is open or will be: the title that is proposed, and the occupation that it became, if it did. */
export type CurrentConsultation = Omit<ConsultationRow, 'published'> & { occupation: string | null; proposed: string };

/** A consultation as the thing that it is about lists it. */
export type ConsultationOnSubject = Pick<ConsultationRow, 'reference' | 'title' | 'opensAt' | 'closesAt'>;

/** A response as the public reads it. */
export type PublishedResponse = {
  id: string;
  reference: string;
  consultation: string;
  answer: Answer;
  organisationType: OrganisationType;
  text: string;
  redacted: boolean;
  receivedAt: Date;
};

/** A response as moderators see it: the original, and what was ruled. */
export type ModerationRow = {
  id: string;
  reference: string;
  consultation: string;
  consultationTitle: string;
  answer: Answer;
  organisationType: OrganisationType;
  text: string;
  consentToPublish: boolean;
  receivedAt: Date;
  rulings: number;
  outcome: Outcome | null;
  publishedText: string | null;
  reason: string | null;
  standing: ModerationStanding;
};

const publishedColumns = `p.id, p.reference, c.reference as consultation, p.answer, p.organisation_type as "organisationType",
  p.text, p.outcome = 'redacted' as redacted, p.received_at as "receivedAt"`;
const moderationColumns = `r.id, r.reference, c.reference as consultation, c.title as "consultationTitle", r.answer,
  r.organisation_type as "organisationType", r.text, r.consent_to_publish as "consentToPublish", r.received_at as "receivedAt",
  coalesce(u.no, 0) as rulings, u.outcome, u.published_text as "publishedText", u.reason`;
const moderationTables = `consultation_response r join consultation c on c.id = r.consultation_id
  left join lateral (select * from response_ruling where response_id = r.id order by no desc limit 1) u on true`;
const pageSize = 50;

/** Consultations as the public and the moderators read them. The public's side reads `published_response` alone. */
@Injectable()
export class ConsultationQueries implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly required: RequiredConsultation,
    private readonly earlier: EarlierConsultationQueries,
  ) {}

  /** A panel waits for the consultation that a kind of request asks for: what was announced, and what was ruled to count. */
  onModuleInit(): void {
    this.required.answerBy(async (reader, proposalId) => {
      const counted = await this.earlier.counted(reader, proposalId);
      return [...(await this.on(reader, 'proposal', proposalId)), ...(counted === null ? [] : [counted])];
    });
  }

  /** All consultations that have been announced, the one that closes last first; at most 500. */
  async list(): Promise<ConsultationRow[]> {
    const reader = this.db.read();
    const now = await reader.now();
    const rows = await reader.rows<Omit<ConsultationRow, 'standing'>>(
      `select c.reference, c.title, c.opens_at as "opensAt", c.closes_at as "closesAt",
              (select count(*)::int from published_response p where p.consultation_id = c.id) as published
       from consultation c order by c.closes_at desc, c.id desc limit 500`,
    );
    return rows.map((row) => ({ ...row, standing: standingAt(row, now) }));
  }

  /** One consultation, and where it stands now. @throws NotFound */
  async consultation(reference: string): Promise<Consultation & { standing: Standing }> {
    const reader = this.db.read();
    const [found] = await reader.find(Consultation, { reference });
    if (found === undefined) throw new NotFound('This consultation');
    return Object.assign(found, { standing: standingAt(found, await reader.now()) });
  }

  /** The consultations on a subject, the newest first. */
  async on(reader: Reader, kind: string, id: string): Promise<ConsultationOnSubject[]> {
    return reader.rows(
      `select reference, title, opens_at as "opensAt", closes_at as "closesAt" from consultation
       where subject_kind = $1 and subject_id = $2 order by created_at desc, id desc limit 50`,
      [kind, id],
    );
  }

  /** What stands on the page of a request that this person may see: its consultations, and an earlier one that counts. */
  async around(actor: Actor, proposalId: string) {
    const consultations = await this.on(this.db.read(), 'proposal', proposalId);
    return { consultations, ...(await this.earlier.around(actor, proposalId)) };
  }

  /** The consultations that have not closed, with the occupation that their proposal became, where it became one. */
  async current(): Promise<CurrentConsultation[]> {
    const reader = this.db.read();
    const now = await reader.now();
    const rows = await reader.rows<Omit<CurrentConsultation, 'standing'>>(
      `select c.reference, c.title, c.opens_at as "opensAt", c.closes_at as "closesAt",
              p.occupation_reference as occupation, c.proposed ->> 'title' as proposed
       from consultation c left join proposal p on c.subject_kind = 'proposal' and p.id = c.subject_id
       where c.closes_at > $1 order by c.closes_at, c.id limit 500`,
      [now],
    );
    return rows.map((row) => ({ ...row, standing: standingAt(row, now) }));
  }

  /** How many published responses give which answer. */
  async counts(consultationId: string): Promise<Record<Answer, number>> {
    const rows = await this.db
      .read()
      .rows<{ answer: Answer; count: number }>(
        'select answer, count(*)::int as count from published_response where consultation_id = $1 group by answer',
        [consultationId],
      );
    return {
      agree: 0,
      disagree: 0,
      'do-not-know': 0,
      ...Object.fromEntries(rows.map((row) => [row.answer, row.count])),
    };
  }

  /** Published responses in the order in which they came, 50 at a time after an id; of all consultations when null. */
  async published(consultationId: string | null, after: string | null, limit = pageSize): Promise<PublishedResponse[]> {
    return this.db.read().rows<PublishedResponse>(
      `select ${publishedColumns} from published_response p join consultation c on c.id = p.consultation_id
       where ($1::uuid is null or p.consultation_id = $1::uuid) and ($2::uuid is null or p.id > $2::uuid)
       order by p.id limit $3`,
      [consultationId, after, limit],
    );
  }

  /** The moderators' queue of one standing, the oldest first, 50 at a time. */
  async queue(standing: ModerationStanding, after: string | null): Promise<ModerationRow[]> {
    const rows = await this.db.read().rows<Omit<ModerationRow, 'standing'>>(
      `select ${moderationColumns} from ${moderationTables}
       where ($2::uuid is null or r.id > $2::uuid)
         and case when not r.consent_to_publish then 'without-consent' else coalesce(u.outcome, 'waiting') end = $1
       order by r.id limit ${pageSize}`,
      [standing, after],
    );
    return rows.map(withStanding);
  }

  /** One response for a moderator. @throws NotFound */
  async response(id: string): Promise<ModerationRow> {
    const row = await this.db
      .read()
      .one<Omit<ModerationRow, 'standing'>>(`select ${moderationColumns} from ${moderationTables} where r.id = $1`, [
        id,
      ]);
    if (row === null) throw new NotFound('This response');
    return withStanding(row);
  }

  /** Who sent a response, for the receipt; null once it was erased. */
  async respondent(reader: Reader, responseId: string): Promise<{ name: string; email: string } | null> {
    return reader.one('select name, email from respondent where response_id = $1', [responseId]);
  }
}

function withStanding(row: Omit<ModerationRow, 'standing'>): ModerationRow {
  return { ...row, standing: moderationStanding(row.consentToPublish, row.outcome) };
}
