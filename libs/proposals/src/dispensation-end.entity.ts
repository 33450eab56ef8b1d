import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That an officer ended a dispensation early, and why. It is never taken back. */
@Entity()
export class DispensationEnd {
  @PrimaryColumn('uuid') proposalId: string;
  @Column('text') reason: string;
  @Column('uuid') endedBy: string;
  @DatabaseTime() endedAt: Date;
}
