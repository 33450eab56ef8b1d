import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Why and by what authority a decision is taken afresh: the committee's own, or a procedural review's. Append-only. */
@Entity()
export class DecisionReopening {
  @PrimaryColumn('uuid') decisionId: string;
  @Column('uuid', { nullable: true }) reviewId: string | null;
  @Column('text') reasons: string;
  @Column('uuid') reopenedBy: string;
  @DatabaseTime() reopenedAt: Date;
}
