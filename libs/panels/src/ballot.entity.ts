import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome } from './domain/carrying';

export type Stage = 'panel' | 'committee';

/** A ballot on one exact version of one thing. Opened once, deferred once at most, closed once. */
@Entity()
export class Ballot {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') panelId: string;
  @Column('varchar') stage: Stage;
  @Column('varchar') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('uuid') versionId: string;
  @Column('text') contentHash: string;
  @Column('text') subjectReference: string;
  @Column('text') subjectTitle: string;
  @Column('int') versionNo: number;
  /** The trailblazer group that proposes it: its members are recused. */
  @Column('uuid', { nullable: true }) groupId: string | null;
  @Column('uuid', { nullable: true }) submittedBy: string | null;
  @Column('uuid') rulesId: string;
  /** How many people the frozen electorate has. */
  @Column('int') electors: number;
  @Column('uuid') openingKey: string;
  @Column('uuid') openedBy: string;
  @DatabaseTime() openedAt: Date;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @DatabaseTime({ nullable: true }) closedAt: Date | null = null;
  @Column('uuid', { nullable: true }) closedBy: string | null = null;
  @Column('uuid', { nullable: true }) closingKey: string | null = null;
  /** What it came to, worked out when it was closed; null when nothing had the support that it needs. */
  @Column('varchar', { nullable: true }) outcome: Outcome | null = null;
  /** Why it was closed without an outcome, before it came to one. */
  @Column('text', { nullable: true }) endedBecause: string | null = null;
  /** Who acted in another stage takes no part; false for what was closed before that was a rule. */
  @Column('boolean') oneStage: boolean = true;
  /** What was voted on was withdrawn: nothing follows from this ballot. */
  @Column('boolean') lapsed: boolean = false;
}
