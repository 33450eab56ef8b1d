import { newId } from '@app/kernel';
import type { EditionKind } from '@app/occupational-map';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PlanVersions, RevisionState } from './domain';

/** A map revision: a list of typed operations on its way to becoming an edition. */
@Entity()
export class Revision {
  @PrimaryColumn('uuid') id = newId();
  /** The number that people call it by. */
  @Column('int') no: number;
  @Column('text') title: string;
  @Column('varchar') kind: EditionKind;
  /** Introduces the change note of the edition; the rest of it is made from the operations. */
  @Column('text') note = '';
  /** So small that it needs no note of its own. */
  @Column('boolean') minor = false;
  /** Raised by every edit: who approves says which version they read. */
  @Column('int') version = 1;
  @Column('varchar') state: RevisionState = 'draft';
  @Column('uuid', { nullable: true }) createdBy: string | null = null;
  @DatabaseTime() createdAt: Date;
  @Column('uuid', { nullable: true }) approvedBy: string | null = null;
  @DatabaseTime({ nullable: true }) approvedAt: Date | null = null;
  /** What was approved: the hash of the plan, and the versions it stood on. */
  @Column('text', { nullable: true }) planHash: string | null = null;
  @Column('jsonb', { nullable: true }) planVersions: PlanVersions | null = null;
  @Column('timestamptz', { nullable: true }) scheduledFor: Date | null = null;
  @Column('int') attempts = 0;
  /** Why it is published before another administrator approves it; null for every ordinary revision. */
  @Column('text', { nullable: true }) emergencyWhy: string | null = null;
  /** The schedule that people were told is overdue, so that they are told once. */
  @Column('timestamptz', { nullable: true }) overdueToldFor: Date | null = null;
  @Column('text', { nullable: true }) stoppedReason: string | null = null;
  @Column('int', { nullable: true }) editionNo: number | null = null;
  @DatabaseTime({ nullable: true }) publishedAt: Date | null = null;
  /** Set where the revision came out of a file. */
  @Column('text', { nullable: true }) importFile: string | null = null;
  @Column('text', { nullable: true }) importHash: string | null = null;
}
