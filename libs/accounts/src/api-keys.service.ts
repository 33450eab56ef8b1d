import { randomBytes } from 'node:crypto';
import { type Actor, Forbidden, permit, refuse, sha256 } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { apiKeyMade, apiKeyRevoked } from './domain/events';
import { accountPolicy } from './domain/policy';

/** A key as its owner sees it afterwards: never the key itself. */
export type ApiKeyRow = { id: string; name: string; prefix: string; createdAt: Date; revokedAt: Date | null };

const mostKeys = 10;
/** How long the valid keys are known without asking the database again, in milliseconds. */
const freshFor = 2_000;

/** Keys for the programming interfaces, made and revoked by people for themselves. */
@Injectable()
export class ApiKeys {
  private valid: ReadonlySet<string> = new Set();
  private askedAt = -Infinity;

  constructor(private readonly db: Db) {}

  /**
   * Makes a key for the actor; `id` comes from the form, so that sending it twice makes one.
   * @returns the key: nobody can read it again
   */
  async make(actor: Actor, { id, name }: { id: string; name: string }): Promise<string> {
    const key = `wm_${randomBytes(24).toString('base64url')}`;
    await this.db.write(async (tx) => {
      permit(accountPolicy, actor, 'use', null);
      if (actor.id === null) throw new Forbidden('Only a person has keys');
      await tx.rows('select 1 from person where id = $1 for update', [actor.id]);
      const held = await tx.rows<{ id: string; revoked: boolean }>(
        'select id, revoked_at is not null as revoked from api_key where person_id = $1',
        [actor.id],
      );
      if (held.some((one) => one.id === id)) refuse('This key was made already. It is shown only once.');
      if (held.filter(({ revoked }) => !revoked).length >= mostKeys) {
        refuse(`You have ${mostKeys} keys: revoke one that you do not need any more`, 'name');
      }
      const prefix = key.slice(0, 11);
      await tx.rows(
        `insert into api_key (id, person_id, name, prefix, hash, created_at) values ($1, $2, $3, $4, $5, waymark_now())`,
        [id, actor.id, name, prefix, sha256(key)],
      );
      await tx.record(actor, apiKeyMade(actor.id, { name, prefix }));
    });
    this.askedAt = -Infinity;
    return key;
  }

  /** Ends a key of the actor's own for good; a second time changes nothing. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(accountPolicy, actor, 'use', null);
      const [ended] = await tx.rows<{ name: string; prefix: string }>(
        `with ended as (update api_key set revoked_at = waymark_now()
           where id = $1 and person_id = $2 and revoked_at is null returning name, prefix) select * from ended`,
        [id, actor.id],
      );
      if (ended !== undefined && actor.id !== null) await tx.record(actor, apiKeyRevoked(actor.id, ended));
    });
    this.askedAt = -Infinity;
  }

  /** The keys that a person made, the newest first, revoked ones too; 50 at most. */
  list(personId: string): Promise<ApiKeyRow[]> {
    return this.db.read().rows<ApiKeyRow>(
      `select id, name, prefix, created_at as "createdAt", revoked_at as "revokedAt" from api_key
       where person_id = $1 order by created_at desc, id limit 50`,
      [personId],
    );
  }

  /** Whether somebody may use this key now. Answered from memory; while the database is down, as last known. */
  async isValid(key: string): Promise<boolean> {
    if (!this.isFresh()) await this.refresh().catch(() => {});
    return this.valid.has(sha256(key));
  }

  /** Whether it is known without asking that somebody may use this key now. */
  isKnown(key: string): boolean {
    return this.isFresh() && this.valid.has(sha256(key));
  }

  private isFresh(): boolean {
    return performance.now() - this.askedAt < freshFor;
  }

  private async refresh(): Promise<void> {
    this.askedAt = performance.now();
    const rows = await this.db.read().rows<{ hash: string }>(
      `select k.hash from api_key k join person p on p.id = k.person_id
       where k.revoked_at is null and p.ended_at is null`,
    );
    this.valid = new Set(rows.map(({ hash }) => hash));
  }
}
