import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChangeRequestKind } from './domain/change-request';

/** What the officer asks to have changed before the proposal goes to the panel. */
@Entity()
export class ChangeRequest {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') proposalId: string;
  @Column('uuid') versionId: string;
  @Column('varchar') kind: ChangeRequestKind;
  @Column('text') field: string;
  @Column('text') text: string;
  @Column({ type: 'timestamptz', precision: 3 }) dueOn: Date;
  @Column('uuid') raisedBy: string;
  @DatabaseTime() raisedAt: Date;
}
