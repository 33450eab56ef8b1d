import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './domain/moderation';
import type { Proposed } from './domain/proposed';
import type { Answer, OrganisationType } from './domain/response';

/** A consultation on a subject of any kind. Whether it is open follows from its dates, and is never stored. */
@Entity()
export class Consultation {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('text') title: string;
  @Column('text') introduction: string;
  @Column('text') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('uuid', { nullable: true }) subjectVersionId: string | null;
  @Column('jsonb') proposed: Proposed;
  @Column({ type: 'timestamptz', precision: 3 }) opensAt: Date;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @Column('uuid') createdBy: string;
  @DatabaseTime() createdAt: Date;
  @Column('uuid') creationKey: string;
}

/** A response as it was sent: never changed, never published as it is. */
@Entity()
export class ConsultationResponse {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') consultationId: string;
  @Column('text') reference: string;
  @Column('varchar') answer: Answer;
  @Column('text') text: string;
  @Column('varchar') organisationType: OrganisationType;
  @Column('boolean') consentToPublish: boolean;
  @Column('uuid') key: string;
  @DatabaseTime() receivedAt: Date;
}

/** Who responded; can be erased, and the response stays. */
@Entity()
export class Respondent {
  @PrimaryColumn('uuid') responseId: string;
  @Column('text') name: string;
  @Column('text') email: string;
}

/** What a moderator decided on a response; the latest stands, and its separate text is what the public reads. */
@Entity()
export class ResponseRuling {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') responseId: string;
  @Column('int') no: number;
  @Column('varchar') outcome: Outcome;
  @Column('text', { nullable: true }) publishedText: string | null;
  @Column('text') reason: string;
  @Column('uuid') ruledBy: string;
  @DatabaseTime() ruledAt: Date;
}
