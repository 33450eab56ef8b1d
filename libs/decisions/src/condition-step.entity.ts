import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConditionAction } from './domain/lifecycle';

/** What somebody did about a condition, with their words: evidence, or the reason. Append-only. */
@Entity()
export class ConditionStep {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') conditionId: string;
  @Column('int') no: number;
  @Column('varchar') action: ConditionAction | 'propose';
  @Column('text') text: string;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) dueOn: Date | null = null;
  @Column('uuid') takenBy: string;
  @DatabaseTime() takenAt: Date;
  @Column('uuid') key: string = newId();
}
