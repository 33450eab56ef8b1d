import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ballot was put off once, with a reason: its closing time moved. Append-only. */
@Entity()
export class BallotDeferral {
  @PrimaryColumn('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('text') reason: string;
  /** When it was to close before. */
  @Column({ type: 'timestamptz', precision: 3 }) closedBefore: Date;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @DatabaseTime() deferredAt: Date;
  @Column('uuid') key: string;
}
