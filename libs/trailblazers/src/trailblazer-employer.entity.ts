import { newId } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EmployerSize } from './domain/employer';

/** An employer of a trailblazer group. */
@Entity()
export class TrailblazerEmployer {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') groupId: string;
  @Column('text') name: string;
  @Column('varchar') size: EmployerSize;
  @Column('text') sector: string;
  @Column('text') region: string;
}
