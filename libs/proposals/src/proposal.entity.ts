import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChangeKind } from './domain/changes';
import type { Basis, ProposalContent } from './domain/content';
import type { RequestKind } from './domain/kinds';
import type { BallotOutcome, ProposalState } from './domain/lifecycle';

/** A request to put something on the map or change it: its draft, and where it stands. What was submitted stands in `ProposalVersion`. */
@Entity()
export class Proposal {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('varchar') kind: RequestKind;
  @Column('uuid') groupId: string;
  @Column('varchar') state: ProposalState;
  /** Rises with each edit: forms carry the number that they read. */
  @Column('int') version: number;
  @Column('jsonb') content: ProposalContent;
  /** What stood on the map about the occupation when the draft was made; null for a new occupation. */
  @Column('jsonb', { nullable: true }) basis: Basis | null = null;
  /** Of a change: which it is, as it was submitted last, and what the officer raised it to with a reason. */
  @Column('varchar', { nullable: true }) changeKind: ChangeKind | null = null;
  @Column('varchar', { nullable: true }) raisedTo: ChangeKind | null = null;
  @Column('text', { nullable: true }) raisedWhy: string | null = null;
  /** Why the officer accepted this version without a peer review, where its kind has one. */
  @Column('text', { nullable: true }) reviewWaived: string | null = null;
  @Column('text', { nullable: true }) route: string | null;
  /** Of a change that moves it: the route that it would leave; the database says it from the basis. */
  @Column({ type: 'text', nullable: true, insert: false, update: false }) leavesRoute: string | null = null;
  @Column('uuid', { nullable: true }) createdBy: string | null;
  @DatabaseTime() createdAt: Date;
  @Column('text') creationKey: string;
  @Column('uuid', { nullable: true }) submittedBy: string | null = null;
  @DatabaseTime({ nullable: true }) submittedAt: Date | null = null;
  /** When it lapses unless it is submitted again; looked at while it is returned only. */
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) lapsesAt: Date | null = null;
  @DatabaseTime({ nullable: true }) agreedAt: Date | null = null;
  /** Being agreed as an occupation and having an approved standard are two statuses: the first request sets one, the second the other. */
  @Column('boolean') agreedAsOccupation: boolean = false;
  @Column('boolean') standardApproved: boolean = false;
  /** What the panel or the committee said last, and why: what a group that has to revise reads. */
  @Column('varchar', { nullable: true }) outcomeStage: 'panel' | 'committee' | null = null;
  @Column('varchar', { nullable: true }) outcome: BallotOutcome | null = null;
  @Column('text', { nullable: true }) outcomeReasons: string | null = null;
  @Column('uuid', { nullable: true }) revisionId: string | null = null;
  /** The occupation that it is about; of a new one since it is on the map. */
  @Column('text', { nullable: true }) occupationReference: string | null = null;
}
