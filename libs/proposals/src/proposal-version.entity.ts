import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A proposal as it was submitted: immutable, with the hash of its content, on which votes are bound. */
@Entity()
export class ProposalVersion {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') proposalId: string;
  @Column('int') no: number;
  @Column('text') content: string;
  @Column('text') contentHash: string;
  @Column('text') submissionKey: string;
  @Column('uuid') submittedBy: string;
  @DatabaseTime() submittedAt: Date;
}
