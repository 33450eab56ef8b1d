import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * The panel of a route; the committee is the panel without a route. Their members hold grants, see accounts. With a person
 * it is the office of a named decision-maker, by the office's name: nobody else has a vote in it.
 */
@Entity()
export class Panel {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') slug: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) route: string | null;
  @Column('uuid', { nullable: true }) personId: string | null = null;
}
