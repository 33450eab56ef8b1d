import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fault, ImportLayout } from './domain';

/** A row of an imported file that a person has to settle: the row as it stood, what is wrong, and what was decided. */
@Entity()
export class HeldRow {
  @PrimaryColumn('uuid') id = newId();
  @Column('uuid') revisionId: string;
  @Column('int') line: number;
  @Column('varchar') layout: ImportLayout;
  @Column('text', { nullable: true }) reference: string | null;
  @Column('text') title: string;
  @Column('jsonb') cells: Record<string, string>;
  /** Knows the row again when the same file, or another one with this row, is imported. */
  @Column('text') rowHash: string;
  @Column('jsonb') faults: Fault[];
  @Column('varchar', { nullable: true }) settledHow: 'settled' | 'left-out' | null = null;
  @Column('jsonb', { nullable: true }) picks: string[] | null = null;
  @Column('uuid', { nullable: true }) settledBy: string | null = null;
  @DatabaseTime({ nullable: true }) settledAt: Date | null = null;
}
