import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody of the electorate as it was frozen when the ballot opened. */
@Entity()
export class BallotElector {
  @PrimaryColumn('uuid') ballotId: string;
  @PrimaryColumn('uuid') personId: string;
  @Column('boolean') chair: boolean;
  /** Why this person is recused without declaring anything: they, or their group, propose it. */
  @Column('text', { nullable: true }) conflict: string | null;
}
