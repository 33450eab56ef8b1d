import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A direction of a minister, as it was published: what operations on the maps of its routes can stand on. */
@Entity()
export class MinisterialDirection {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('int') no: number;
  @Column('text') title: string;
  /** The day of the direction in London, `YYYY-MM-DD`. */
  @Column('date') datedOn: string;
  /** The address of the published document. */
  @Column('text') document: string;
  @Column('text') text: string;
  /** The slugs of the routes whose maps it is about. */
  @Column('text', { array: true }) routes: string[];
  @Column('uuid') recordedBy: string;
  @DatabaseTime() recordedAt: Date;
}
