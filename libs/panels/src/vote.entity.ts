import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Choice } from './domain/carrying';

/** A vote as cast, with the hash of what it was cast on. Append-only: of several by one member the last one stands. */
@Entity()
export class Vote {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('int') no: number;
  @Column('varchar') choice: Choice;
  @Column('text') reason: string;
  @Column('text') contentHash: string;
  @DatabaseTime() castAt: Date;
  @Column('uuid') key: string;
  /** What the member would have met first, where they approve with conditions; may be none. */
  @Column('text', { array: true }) conditions: string[] = [];
}
