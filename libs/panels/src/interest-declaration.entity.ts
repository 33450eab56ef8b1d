import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A member's declaration on one ballot. Append-only; a declared interest recuses for good. */
@Entity()
export class InterestDeclaration {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('boolean') interested: boolean;
  @Column('text') details: string;
  @DatabaseTime() declaredAt: Date;
  @Column('uuid') key: string;
}
