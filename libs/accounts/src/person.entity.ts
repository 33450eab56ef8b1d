import { newId } from '@app/kernel';
import { DatabaseTime } from '@app/platform';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody with an account. Never deleted: ended, so that what they did keeps its name. */
@Entity()
export class Person {
  @PrimaryColumn('uuid') id: string = newId();
  /** As it was typed: shown, and mailed to. */
  @Column('text') email: string;
  /** Its normal form (`normalEmail`): what the account is found by, and unique. */
  @Column('text') emailNormal: string;
  @Column('text') name: string;
  /** argon2id; null until the person has set a password by the link that was mailed. */
  @Column('text', { nullable: true }) passwordHash: string | null = null;
  @DatabaseTime({ nullable: true }) endedAt: Date | null = null;
  @DatabaseTime() createdAt: Date;
}
