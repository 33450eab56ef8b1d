import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EmployerSize, OrganisationKind } from './domain/organisation';

/** An employer, or another organisation, of a trailblazer group. */
@Entity()
export class TrailblazerOrganisation {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') groupId: string;
  @Column('varchar') kind: OrganisationKind;
  @Column('text') name: string;
  @Column('varchar') size: EmployerSize;
  @Column('text') sector: string;
  @Column('text') region: string;
  @DatabaseTime({ nullable: true }) removedAt: Date | null = null;
}
