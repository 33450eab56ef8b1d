import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One version of a panel's rules; the highest number holds. A ballot keeps the version that it was opened under. */
@Entity()
export class PanelRules {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') panelId: string;
  @Column('int') no: number;
  @Column('int') quorumPercent: number;
  @Column('int') quorumFloor: number;
  @Column('int') thresholdPercent: number;
  @Column('int') blockingRejects: number;
  @Column('boolean') chairBlocks: boolean;
  @Column('boolean') castingVote: boolean;
  @Column('uuid', { nullable: true }) setBy: string | null;
  @DatabaseTime() setAt: Date;
}
