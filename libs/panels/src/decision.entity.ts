import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Outcome, Rules, Tally } from './domain/standing';

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
  @Column('jsonb') rules: Rules;
  @Column('jsonb') tally: Tally;
  @Column('uuid') decidedBy: string;
  @Column({ type: 'timestamptz', precision: 3 }) decidedAt: Date;
}
