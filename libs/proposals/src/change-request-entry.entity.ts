import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ThreadAct } from './domain/thread';

/** One thing that was said about a change request: the group's answer, or what the officer made of it. */
@Entity()
export class ChangeRequestEntry {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') requestId: string;
  @Column('int') no: number;
  @Column('varchar') act: ThreadAct;
  /** Of an answer: whether it was done. */
  @Column('boolean', { nullable: true }) done: boolean | null = null;
  @Column('text') text: string;
  /** The version that answers, or that was looked at. */
  @Column('int') versionNo: number;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) dueOn: Date | null = null;
  @Column('uuid') saidBy: string;
  @DatabaseTime() saidAt: Date;
  @Column('uuid') key: string;
}
