import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A meeting of a panel. Its state is computed, see `domain/meeting.ts`; each change of it or its agenda counts up. */
@Entity()
export class Meeting {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') panelId: string;
  @Column('int') no: number;
  @Column({ type: 'timestamptz', precision: 3 }) startsAt: Date;
  @Column('text') place: string;
  @Column('text') link: string;
  @Column('int') version: number = 1;
  @DatabaseTime() plannedAt: Date;
  @DatabaseTime({ nullable: true }) cancelledAt: Date | null = null;
  @Column('text', { nullable: true }) cancelledWhy: string | null = null;
  @Column('int', { nullable: true }) minutesNo: number | null = null;
  @DatabaseTime({ nullable: true }) minutesAgreedAt: Date | null = null;
  @Column('uuid', { nullable: true }) minutesAgreedBy: string | null = null;
  @DatabaseTime({ nullable: true }) minutesPublishedAt: Date | null = null;
}
