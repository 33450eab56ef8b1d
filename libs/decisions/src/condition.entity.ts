import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConditionState } from './domain/lifecycle';

/** A condition of an approval. Kept whatever follows; what it says never changes. */
@Entity()
export class Condition {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') decisionId: string;
  @Column('uuid') proposalId: string;
  @Column('int') no: number;
  @Column('text') text: string;
  @Column('varchar') state: ConditionState;
  /** The end of the day by which it is to be met; null while it is only proposed. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) dueOn: Date | null;
}
