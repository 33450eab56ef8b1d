import { newId, type Role } from '@app/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one truth of who may act: a role, where, from when until when. Panels and groups write it, too. */
@Entity()
export class PersonGrant {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') personId: string;
  @Column('varchar') role: Role;
  @Column('text', { nullable: true }) scope: string | null;
  @Column({ type: 'timestamptz', precision: 3 }) validFrom: Date;
  @Column({ type: 'timestamptz', precision: 3, nullable: true }) validUntil: Date | null;
  @Column('uuid', { nullable: true }) grantedBy: string | null;
}
