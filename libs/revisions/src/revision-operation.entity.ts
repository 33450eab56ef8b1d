import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Authority, Operation } from './domain';

/** One operation of a revision, at its place in the order. It is never changed: it is taken out, or another one added. */
@Entity()
export class RevisionOperation {
  @PrimaryColumn('uuid') id = newId();
  @Column('uuid') revisionId: string;
  @Column('int') position: number;
  @Column('jsonb') content: Operation;
  @Column('jsonb') authority: Authority;
  @Column('uuid', { nullable: true }) addedBy: string | null = null;
  @DatabaseTime() addedAt: Date;
}
