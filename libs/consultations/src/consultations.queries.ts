import { type Actor, NotFound } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { RequiredConsultation } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Consultation } from './consultation.entities';
import { formOf, subjectsOf } from './consultation.rows';
import { type ConsultationForm, type NamedSubject, type Standing, type Subject } from './domain';
import { EarlierConsultationQueries } from './earlier-consultations.queries';

/** A consultation as lists show it: about what, from when until when. */
export type ConsultationRow = {
  id: string;
  reference: string;
  title: string;
  opensAt: Date;
  closesAt: Date;
  standing: Standing;
  subjects: NamedSubject[];
};

/**
 * A consultation that has not closed: each thing that it is about with the occupation that it is, or that its proposal is
 * about or became, and the route that it is proposed for.
 */
export type CurrentConsultation = Omit<ConsultationRow, 'id' | 'subjects' | 'standing'> & {
  standing: Exclude<Standing, 'closed' | 'withdrawn'>;
  subjects: (NamedSubject & { occupation: string | null; route: string | null })[];
};

/** A consultation as the thing that it is about lists it. */
export type ConsultationOnSubject = Pick<ConsultationRow, 'reference' | 'title' | 'opensAt' | 'closesAt' | 'standing'>;

/** A closing time that was set, the first one without a reason. */
export type Deadline = { no: number; closesAt: Date; why: string; setAt: Date };

/** All that stands on the page of a consultation: nothing of what was answered. */
export type ConsultationDetail = Omit<Consultation, 'closesAt'> & {
  closesAt: Date;
  standing: Standing;
  /** Why it is stopped or was withdrawn, and since when. */
  stopped: { why: string; at: Date } | null;
  deadlines: Deadline[];
  subjects: Subject[];
  form: ConsultationForm;
  formVersion: number;
};

const rowColumns = `s.id, s.reference, s.title, s.opens_at as "opensAt", s.closes_at as "closesAt", s.standing`;

/** Consultations as pages and other libs read them. What was answered is kept by the lib of responses. */
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
      const held = await this.on(reader, ['proposal', 'retirement'], proposalId);
      return [...held.filter(({ standing }) => standing !== 'withdrawn'), ...(counted === null ? [] : [counted])];
    });
  }

  /** All consultations that have been announced, the one that closes last first; at most 500. */
  async list(): Promise<ConsultationRow[]> {
    return this.db.read().rows<ConsultationRow>(
      `select ${rowColumns},
         (select json_agg(json_build_object('kind', u.kind, 'ref', u.ref, 'title', u.title) order by u.no)
          from consultation_subject u where u.consultation_id = s.id) as subjects
       from consultation_standing s order by s.closes_at desc, s.id desc limit 500`,
    );
  }

  /** One consultation, and where it stands now. @throws NotFound */
  async consultation(reference: string, reader: Reader = this.db.read()): Promise<ConsultationDetail> {
    const [found] = await reader.find(Consultation, { reference });
    if (found === undefined) throw new NotFound('This consultation');
    const stands = await reader.one<{
      standing: Standing;
      why: string | null;
      at: Date | null;
      deadlines: (Omit<Deadline, 'closesAt' | 'setAt'> & { closesAt: string; setAt: string })[];
    }>(
      `select standing, act_why as why, act_at as at,
         (select json_agg(json_build_object('no', no, 'closesAt', closes_at, 'why', why, 'setAt', set_at) order by no)
          from consultation_deadline where consultation_id = $1) as deadlines
       from consultation_standing where id = $1`,
      [found.id],
    );
    const form = await formOf(reader, found.id);
    if (stands === null || form === null) throw new Error(`${reference} has no deadline or no form`);
    const { standing, why, at } = stands;
    const deadlines = stands.deadlines.map((one) => ({
      ...one,
      closesAt: new Date(one.closesAt),
      setAt: new Date(one.setAt),
    }));
    const isStopped = (standing === 'suspended' || standing === 'withdrawn') && why !== null && at !== null;
    return Object.assign(found, {
      closesAt: deadlines.at(-1)?.closesAt ?? found.closesAt,
      standing,
      stopped: isStopped ? { why, at } : null,
      deadlines,
      subjects: await subjectsOf(reader, found.id),
      form: form.form,
      formVersion: form.version,
    });
  }

  /** A version of what a consultation asks. @throws NotFound */
  async form(reader: Reader, consultationId: string, version: number): Promise<ConsultationForm> {
    const found = await formOf(reader, consultationId, version);
    if (found === null) throw new NotFound('This version of the questions');
    return found.form;
  }

  /** The consultations on a subject, the newest first. */
  async on(reader: Reader, kinds: readonly string[], ref: string): Promise<ConsultationOnSubject[]> {
    return reader.rows(
      `select s.reference, s.title, s.opens_at as "opensAt", s.closes_at as "closesAt", s.standing
       from consultation_subject u join consultation_standing s on s.id = u.consultation_id
       where u.kind = any($1::text[]) and u.ref = $2 order by s.opens_at desc, s.id desc limit 50`,
      [kinds, ref],
    );
  }

  /** What stands on the page of a request that this person may see: its consultations, and an earlier one that counts. */
  async around(actor: Actor, proposalId: string) {
    const consultations = await this.on(this.db.read(), ['proposal', 'retirement'], proposalId);
    return { consultations, ...(await this.earlier.around(actor, proposalId)) };
  }

  /** The consultations that have not closed, the first to close first. */
  async current(): Promise<CurrentConsultation[]> {
    return this.db.read().rows<CurrentConsultation>(
      `select s.reference, s.title, s.opens_at as "opensAt", s.closes_at as "closesAt", s.standing,
         (select json_agg(json_build_object('kind', u.kind, 'ref', u.ref, 'title', u.title, 'route', p.route,
            'occupation', case u.kind when 'occupation' then u.ref else p.occupation_reference end) order by u.no)
          from consultation_subject u left join proposal p on u.kind in ('proposal','retirement') and p.id::text = u.ref
          where u.consultation_id = s.id) as subjects
       from consultation_standing s
       where s.standing in ('upcoming','open','suspended') order by s.closes_at, s.id limit 500`,
    );
  }
}
