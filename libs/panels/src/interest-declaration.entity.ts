import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member's declaration on one ballot. Append-only; a declared interest recuses for good. */
@Entity()
export class InterestDeclaration {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('boolean') interested: boolean;
  @Column('text') details: string;
  @Column({ type: 'timestamptz', precision: 3 }) declaredAt: Date;
  @Column('uuid') key: string;
}
