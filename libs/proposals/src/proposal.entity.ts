import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProposalContent } from './domain/content';
import type { BallotOutcome, ProposalState } from './domain/lifecycle';

/** An occupation proposal: its draft, and where it stands. What was submitted stands in `ProposalVersion`. */
@Entity()
export class Proposal {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('uuid') groupId: string;
  @Column('varchar') state: ProposalState;
  /** Rises with each edit: forms carry the number that they read. */
  @Column('int') version: number;
  @Column('jsonb') content: ProposalContent;
  @Column('text', { nullable: true }) route: string | null;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) createdAt: Date;
  @Column('text') creationKey: string;
  @Column('uuid', { nullable: true }) submittedBy: string | null = null;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) submittedAt: Date | null = null;
  /** Being agreed as an occupation and having an approved standard are two statuses, though one step sets both today. */
  @Column('boolean') agreedAsOccupation: boolean = false;
  @Column('boolean') standardApproved: boolean = false;
  /** What the panel or the committee said last, and why: what a group that has to revise reads. */
  @Column('varchar', { nullable: true }) outcomeStage: 'panel' | 'committee' | null = null;
  @Column('varchar', { nullable: true }) outcome: BallotOutcome | null = null;
  @Column('text', { nullable: true }) outcomeReasons: string | null = null;
  @Column('uuid', { nullable: true }) revisionId: string | null = null;
  @Column('text', { nullable: true }) occupationReference: string | null = null;
}
