import { type Actor, NotFound, permit, systemActor } from '@app/kernel';
import { Db, Sweeps, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Accounts } from './accounts.service';
import { accountPolicy } from './domain/policy';
import { sessionsEnded, signedIn, signedOut } from './domain/security-events';
import { endSessions } from './end-sessions';

const idle = '60 minutes';
const absolute = '12 hours';
const batch = 500;

/** A new session: the hash of its id, that of the one that the browser had (null: none), and where from. */
export type NewSession = { idHash: string; replaces: string | null; network: string };

/**
 * Who is signed in: sessions by the hash of their id, and how each of them ends. Times are the real clock's, so that
 * the demo clock signs nobody out. A read writes only when the last note of it is five minutes old.
 */
@Injectable()
export class PersonSessions implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(300, 'accounts.sessions', () => this.endLapsed());
  }

  /** Whose session this is, with their grants of this moment; null for one that has ended or is none. */
  async find(idHash: string): Promise<Actor | null> {
    const reader = this.db.read();
    const row = await reader.one<{ personId: string; old: boolean }>(
      `select person_id as "personId", seen_at < clock_timestamp() - interval '5 minutes' as old
       from session where id_hash = $1 and expires_at > clock_timestamp()
         and seen_at > clock_timestamp() - $2::interval`,
      [idHash, idle],
    );
    const actor = row && (await this.accounts.actor(reader, row.personId));
    if (actor !== null && row?.old === true) {
      await this.db.write((tx) =>
        tx.rows('update session set seen_at = clock_timestamp() where id_hash = $1', [idHash]),
      );
    }
    return actor;
  }

  /** Begins a session of the person, and ends the one that the browser had. @throws NotFound for an ended account */
  async begin(personId: string, { idHash, replaces, network }: NewSession): Promise<void> {
    await this.db.write(async (tx) => {
      const actor = await this.accounts.actor(tx, personId);
      if (actor === null) throw new NotFound('This account');
      const before = replaces === null ? null : await this.remove(tx, replaces);
      await tx.rows(
        `insert into session (id_hash, person_id, created_at, seen_at, expires_at)
         values ($1, $2, clock_timestamp(), clock_timestamp(), clock_timestamp() + $3::interval)`,
        [idHash, personId, absolute],
      );
      if (before !== null) await tx.record(actor, sessionsEnded(before, { why: 'replaced', count: 1 }));
      await tx.record(actor, signedIn(personId, { network }));
    });
  }

  /** Signs out: ends this session of the actor's. */
  async end(actor: Actor, idHash: string): Promise<void> {
    await this.db.write(async (tx) => {
      const personId = await this.remove(tx, idHash);
      if (personId !== null) await tx.record(actor, signedOut(personId, {}));
    });
  }

  /** An administrator ends all sessions of a person, their own, too. */
  async endAll(actor: Actor, personId: string): Promise<void> {
    await this.db.write(async (tx) => {
      await this.accounts.person(tx, personId);
      permit(accountPolicy, actor, 'manage', null);
      await endSessions(tx, actor, personId, 'administrator');
    });
  }

  /** Removes sessions that lapsed and records them, some at a time. */
  async endLapsed(): Promise<void> {
    for (let ended = batch; ended === batch;) {
      ended = await this.db.write(async (tx) => {
        const people = await tx.rows<{ personId: string; count: number }>(
          `with lapsed as (
             delete from session where id_hash in (
               select id_hash from session
               where expires_at <= clock_timestamp() or seen_at <= clock_timestamp() - $1::interval
               limit ${batch} for update skip locked)
             returning person_id)
           select person_id as "personId", count(*)::int as count from lapsed group by person_id order by person_id`,
          [idle],
        );
        for (const { personId, count } of people) {
          await tx.record(systemActor('accounts.sessions'), sessionsEnded(personId, { why: 'lapsed', count }));
        }
        return people.reduce((sum, { count }) => sum + count, 0);
      });
    }
  }

  private async remove(tx: Tx, idHash: string): Promise<string | null> {
    const row = await tx.one<{ personId: string }>(
      `with ended as (delete from session where id_hash = $1 returning person_id)
       select person_id as "personId" from ended`,
      [idHash],
    );
    return row?.personId ?? null;
  }
}
