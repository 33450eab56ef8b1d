import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One round of submissions, panels and committee. `version` counts its changes. */
@Entity()
export class ApprovalsCycle {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('int') no: number;
  @Column({ type: 'timestamptz', precision: 3 }) submissionDeadline: Date;
  @Column({ type: 'timestamptz', precision: 3 }) panelOn: Date;
  @Column({ type: 'timestamptz', precision: 3 }) committeeOn: Date;
  @Column('int') slots: number;
  @Column('int') version: number = 1;
  @DatabaseTime({ nullable: true }) cancelledAt: Date | null = null;
}
