import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ReviewState } from './domain/lifecycle';
import type { Ground } from './domain/rules';

/** A group's challenge of how a final decision was made; one for each decision. */
@Entity()
export class ProceduralReview {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') reference: string;
  @Column('uuid') decisionId: string;
  @Column('uuid') proposalId: string;
  @Column('uuid') groupId: string;
  @Column('text', { array: true }) grounds: Ground[];
  @Column('text') statement: string;
  @Column('varchar') state: ReviewState;
  @Column('uuid') askedBy: string;
  @DatabaseTime() askedAt: Date;
  @Column('uuid') key: string;
  @Column('text', { nullable: true }) advice: string | null = null;
  @Column('uuid', { nullable: true }) consideredBy: string | null = null;
  @DatabaseTime({ nullable: true }) consideredAt: Date | null = null;
  @Column('text', { nullable: true }) reasons: string | null = null;
  @Column('uuid', { nullable: true }) decidedBy: string | null = null;
  @DatabaseTime({ nullable: true }) decidedAt: Date | null = null;
}
