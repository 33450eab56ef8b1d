import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './domain/carrying';

/** The chair's casting vote on a tie: a further act after the close, with its reason. Append-only. */
@Entity()
export class CastingVote {
  @PrimaryColumn('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('varchar') choice: Outcome;
  @Column('text') reason: string;
  @DatabaseTime() castAt: Date;
  @Column('uuid') key: string;
}
