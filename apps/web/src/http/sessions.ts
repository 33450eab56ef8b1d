import { randomBytes } from 'node:crypto';
import { Accounts } from '@app/accounts';
import { type Actor, sha256 } from '@app/kernel';
import { CONFIG, type Config, Db } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';

const idle = '60 minutes';
const absolute = '12 hours';

/**
 * Sessions in PostgreSQL: the cookie holds a random id, the table its hash. Times are the real clock's, so that the
 * demo clock signs nobody out. A read writes only when the last note of it is five minutes old.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The request's session with its person and their grants of this moment, or null. */
  async find(request: FastifyRequest): Promise<{ id: string; actor: Actor } | null> {
    const id = request.cookies[cookieName(this.config, 'session')];
    if (id === undefined || id === '') return null;
    const reader = this.db.read();
    const row = await reader.one<{ personId: string; old: boolean }>(
      `select person_id as "personId", seen_at < clock_timestamp() - interval '5 minutes' as old
       from session where id_hash = $1 and expires_at > clock_timestamp()
         and seen_at > clock_timestamp() - $2::interval`,
      [sha256(id), idle],
    );
    if (row === null) return null;
    const actor = await this.accounts.actor(reader, row.personId);
    if (actor === null) return null;
    if (row.old) {
      await this.db.write((tx) =>
        tx.rows('update session set seen_at = clock_timestamp() where id_hash = $1', [sha256(id)]),
      );
    }
    return { id, actor };
  }

  /** Begins a new session for the person, always with a new id, and ends the one that the browser had. */
  async begin(request: FastifyRequest, reply: FastifyReply, personId: string): Promise<void> {
    const id = randomBytes(32).toString('base64url');
    const old = request.cookies[cookieName(this.config, 'session')] ?? '';
    await this.db.write(async (tx) => {
      await tx.rows('delete from session where id_hash = $1 or expires_at < clock_timestamp()', [sha256(old)]);
      await tx.rows(
        `insert into session (id_hash, person_id, created_at, seen_at, expires_at)
         values ($1, $2, clock_timestamp(), clock_timestamp(), clock_timestamp() + $3::interval)`,
        [sha256(id), personId, absolute],
      );
    });
    void reply.setCookie(cookieName(this.config, 'session'), id, cookieOptions(this.config));
  }

  /** Ends the request's session. */
  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const name = cookieName(this.config, 'session');
    const id = request.cookies[name];
    if (id !== undefined) {
      await this.db.write((tx) => tx.rows('delete from session where id_hash = $1', [sha256(id)]));
    }
    void reply.clearCookie(name, cookieOptions(this.config));
  }
}
