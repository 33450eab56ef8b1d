import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GroupGround } from './domain/ground';
import type { GroupState } from './domain/lifecycle';

/**
 * Who makes a request: employers who come together for it; or, on a recorded ground, an officer without a trailblazer group.
 * Its people hold grants on `group:<id>`.
 */
@Entity()
export class TrailblazerGroup {
  @PrimaryColumn('uuid') id: string = newId();
  @Column('text') name: string;
  @Column('text') remit: string;
  @Column('varchar') state: GroupState = 'recognised';
  /** Why officers prepare the one request of this group, which has no employers; null: a trailblazer group. */
  @Column('varchar', { nullable: true }) ground: GroupGround | null = null;
  @Column('text', { nullable: true }) groundReason: string | null = null;
  @DatabaseTime() createdAt: Date;
}
