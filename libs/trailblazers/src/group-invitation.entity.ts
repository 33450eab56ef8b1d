import { type GroupRole, newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An invitation to join a group, by mail. Answered once; whether it has expired follows from the clock. */
@Entity()
export class GroupInvitation {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('uuid') groupId: string;
  @Column('text') name: string;
  @Column('text') email: string;
  @Column('text') emailNormal: string;
  @Column('varchar') role: GroupRole;
  @Column('uuid', { nullable: true }) organisationId: string | null;
  /** What the interest was in that the group was started from, where it was. */
  @Column('text', { nullable: true }) about: string | null;
  @Column('text') tokenHash: string;
  @Column('uuid', { nullable: true }) invitedBy: string | null;
  @DatabaseTime() sentAt: Date;
  @Column({ type: 'timestamptz', precision: 3 }) expiresAt: Date;
  @DatabaseTime({ nullable: true }) acceptedAt: Date | null = null;
  @Column('uuid', { nullable: true }) acceptedBy: string | null = null;
  @DatabaseTime({ nullable: true }) withdrawnAt: Date | null = null;
}
