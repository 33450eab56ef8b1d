import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Ground, Outcome, Passage } from './domain';

/** A response as it is known: what was answered stands in its sendings. Never changed. */
@Entity()
export class ConsultationResponse {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') consultationId: string;
  @Column('text') reference: string;
  /** The draft that it was sent from. */
  @Column('uuid') key: string;
  @DatabaseTime() receivedAt: Date;
}

/** What a moderator decided on a text of a response; the latest stands, and its separate text is what the public reads. */
@Entity()
export class ResponseRuling {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') responseId: string;
  @Column('int') no: number;
  /** Which text: null in rulings of the time when a response had one text alone. */
  @Column('text', { nullable: true }) question: string | null;
  @Column('text', { nullable: true }) block: string | null;
  @Column('varchar', { nullable: true }) part: 'text' | 'why' | null;
  @Column('text', { nullable: true }) textHash: string | null;
  @Column('varchar') outcome: Outcome;
  @Column('text', { nullable: true }) publishedText: string | null;
  /** What of a redacted text was left out, and why; null in rulings of before. */
  @Column('jsonb', { nullable: true }) passages: readonly Passage[] | null;
  /** Why a text was rejected; null in rulings of before. */
  @Column('varchar', { nullable: true }) ground: Ground | null;
  @Column('text') reason: string;
  @Column('uuid') ruledBy: string;
  @DatabaseTime() ruledAt: Date;
}
