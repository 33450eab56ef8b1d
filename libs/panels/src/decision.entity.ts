import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome, Rules, Tally } from './domain/carrying';

/** What a closed ballot came to: a panel recommends, the committee decides. Append-only. */
@Entity()
export class Decision {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') ballotId: string;
  @Column('varchar') kind: 'recommendation' | 'decision';
  @Column('varchar') subjectKind: string;
  @Column('uuid') subjectId: string;
  @Column('text') contentHash: string;
  @Column('varchar') outcome: Outcome;
  @Column('text') reasons: string;
  /** A reason for each requirement, by its key; all of them where it is rejected or to be revised. */
  @Column('jsonb') requirementReasons: Record<string, string>;
  @Column('jsonb') rules: Rules;
  @Column('jsonb') tally: Tally;
  /** The earlier decision that this one takes the place of. Neither is ever edited. */
  @Column('uuid', { nullable: true }) reverses: string | null = null;
  @Column('uuid') decidedBy: string;
  @DatabaseTime() decidedAt: Date;
}
