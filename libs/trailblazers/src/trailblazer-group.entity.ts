import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GroupState } from './domain/lifecycle';

/** Employers who come together to propose an occupation. Its people hold grants on `group:<id>`. */
@Entity()
export class TrailblazerGroup {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') name: string;
  @Column('text') remit: string;
  @Column('varchar') state: GroupState = 'recognised';
  @DatabaseTime() createdAt: Date;
}
