import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ChangeKind, RequestKind } from '@app/proposals';
import type { Body, DeciderStage } from './domain/deciders';

/** A rule: who decides on requests of a kind at a stage, from which day, and by which source. Ended once, else it stands. */
@Entity()
export class Decider {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('varchar') requestKind: RequestKind;
  @Column('varchar', { nullable: true }) changeKind: ChangeKind | null;
  @Column('varchar') stage: DeciderStage;
  @Column('varchar') body: Body;
  /** Who is named, and by which office; of a named decision-maker only. */
  @Column('uuid', { nullable: true }) personId: string | null = null;
  @Column('text', { nullable: true }) title: string | null = null;
  /** The first day; null: from the beginning. */
  @Column('date', { nullable: true }) fromOn: string | null;
  /** The first day on which it no longer holds; null: until another one is set. */
  @Column('date', { nullable: true }) untilOn: string | null = null;
  @Column('text') source: string;
  @Column('uuid', { nullable: true }) setBy: string | null;
  @DatabaseTime() setAt: Date;
}
