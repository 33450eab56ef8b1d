import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Draft, DraftState } from './domain/draft';
import type { ConsultationForm } from './domain/form';
import type { Proposed } from './domain/proposed';
import type { Act } from './domain/standing';
import type { SubjectKind } from './domain/subject';
import type { TemplateKey } from './domain/template';

/**
 * A consultation that was announced: never changed. Where it stands follows from its deadlines, what was done to it and
 * the clock. `closesAt` is the close that was announced first; the one that counts is its latest deadline.
 */
@Entity()
export class Consultation {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('text') title: string;
  @Column('text') introduction: string;
  /** `proposal` where it is about one request alone, with its id and version; else `several`. */
  @Column('text') subjectKind: string;
  @Column('uuid', { nullable: true }) subjectId: string | null;
  @Column('uuid', { nullable: true }) subjectVersionId: string | null;
  @Column('jsonb') proposed: Proposed;
  @Column({ type: 'timestamptz', precision: 3 }) opensAt: Date;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @Column('uuid') createdBy: string;
  @DatabaseTime() createdAt: Date;
  @Column('uuid') creationKey: string;
  @Column('uuid', { nullable: true }) draftId: string | null;
  @Column('uuid', { nullable: true }) agreedBy: string | null;
  @Column('varchar', { nullable: true }) template: TemplateKey | null;
  @Column('text', { nullable: true }) audience: string | null;
  @Column('text', { nullable: true }) whyThisLong: string | null;
  @Column('text', { nullable: true }) formats: string | null;
  @Column('text', { nullable: true }) privacy: string | null;
  @Column('varchar', { nullable: true }) commentsAppear: Draft['commentsAppear'] | null;
  @Column('jsonb', { nullable: true }) overridden: Draft['overridden'] | null;
  @Column('boolean') asksEquality: boolean;
}

/** One thing that a consultation is about, as it stood when it was agreed. */
@Entity()
export class ConsultationSubject {
  @PrimaryColumn('uuid') consultationId: string;
  @PrimaryColumn('int') no: number;
  @Column('varchar') kind: SubjectKind;
  @Column('text') ref: string;
  @Column('text') title: string;
  @Column('text') version: string;
  @Column('jsonb') shown: Proposed;
}

/** A version of what is asked. The latest is asked; answers keep the one that they saw. */
@Entity('consultation_form')
export class ConsultationFormVersion {
  @PrimaryColumn('uuid') consultationId: string;
  @PrimaryColumn('int') version: number;
  @Column('jsonb') form: ConsultationForm;
  @Column('text') why: string;
  @Column('uuid') madeBy: string;
  @DatabaseTime() madeAt: Date;
}

/** A closing time; the latest counts, and each is later than the one before. */
@Entity()
export class ConsultationDeadline {
  @PrimaryColumn('uuid') consultationId: string;
  @PrimaryColumn('int') no: number;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @Column('text') why: string;
  @Column('uuid') setBy: string;
  @DatabaseTime() setAt: Date;
}

/** What was done to a consultation after it was announced; the latest counts. */
@Entity()
export class ConsultationAct {
  @PrimaryColumn('uuid') consultationId: string;
  @PrimaryColumn('int') no: number;
  @Column('varchar') act: Act;
  @Column('text') why: string;
  @Column('uuid') doneBy: string;
  @DatabaseTime() doneAt: Date;
}

/** A consultation that is prepared: changed until a second person agrees to it. */
@Entity()
export class ConsultationDraft {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('jsonb') content: Draft;
  @Column('int') version: number;
  @Column('varchar') state: DraftState;
  /** Who wrote in it: none of them is the second person. */
  @Column('uuid', { array: true }) authors: string[];
  @Column('uuid', { nullable: true }) askedBy: string | null;
  /** Whose task it is to agree; anybody else who may can do it in their place. */
  @Column('uuid', { nullable: true }) askedOf: string | null;
  @Column('text', { nullable: true }) sentBack: string | null;
  @Column('uuid') createdBy: string;
  @DatabaseTime() createdAt: Date;
  @Column('uuid') creationKey: string;
}
