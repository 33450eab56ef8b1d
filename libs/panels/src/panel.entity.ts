import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The panel of a route; the committee is the panel without a route. Its members hold grants, see accounts. */
@Entity()
export class Panel {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') slug: string;
  @Column('text') name: string;
  @Column('text', { nullable: true }) route: string | null;
}
