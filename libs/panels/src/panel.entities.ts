import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Choice, Outcome, Tally } from './domain/standing';

/** A vote in progress or closed, bound to the exact version of what is voted on. */
@Entity()
export class Ballot {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') panel: string;
  @Column('varchar') stage: 'panel' | 'committee';
  @Column('text') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('uuid') versionId: string;
  @Column('text') contentHash: string;
  @Column('uuid') rulesId: string;
  @Column('uuid') openedBy: string;
  @Column({ type: 'timestamptz', precision: 3 }) openedAt: Date;
  @Column({ type: 'timestamptz', precision: 3 }) closesAt: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) closedAt: Date | null = null;
}

/** Somebody of the electorate, frozen when the ballot opened. */
@Entity()
export class BallotElector {
  @PrimaryColumn('uuid') ballotId: string;
  @PrimaryColumn('uuid') personId: string;
}

/** What an elector said about their interests before the vote. */
@Entity()
export class InterestDeclaration {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('boolean') interested: boolean;
  @Column('text') text: string;
  @Column({ type: 'timestamptz', precision: 3 }) declaredAt: Date;
}

/** A vote; a later one of the same person stands instead, and the earlier one stays. */
@Entity()
export class Vote {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('uuid') personId: string;
  @Column('int') no: number;
  @Column('varchar') choice: Choice;
  @Column('text') reason: string;
  @Column('text') key: string;
  @Column({ type: 'timestamptz', precision: 3 }) castAt: Date;
}

/** What a panel recommended or the committee decided. Never edited: a reversal is a further decision. */
@Entity()
export class Decision {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('varchar') kind: 'recommendation' | 'decision';
  @Column('varchar', { nullable: true }) outcome: Outcome | null;
  @Column('text') reasons: string;
  @Column('jsonb') tally: Tally;
  @Column('uuid') decidedBy: string;
  @Column({ type: 'timestamptz', precision: 3 }) decidedAt: Date;
}
