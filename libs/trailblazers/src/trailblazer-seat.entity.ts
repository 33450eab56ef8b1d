import { Column, Entity, PrimaryColumn } from 'typeorm';

/** For which organisation somebody sits in a group. That they sit there, and in which role, their grant says. */
@Entity()
export class TrailblazerSeat {
  @PrimaryColumn('uuid') groupId: string;
  @PrimaryColumn('uuid') personId: string;
  @Column('uuid') organisationId: string;
}
