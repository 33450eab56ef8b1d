import { Accounts } from '@app/accounts';
import { type Actor, Forbidden, newId, normalEmail, publicActor } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type Followed, followConfirmed } from './domain/following';
import { FollowLinks } from './follow-links';
import { Following } from './following.service';

/** What somebody with an account follows, and the edition that changed it last; `confirmed` is whether mails are sent. */
export type FollowedRow = Followed & {
  id: string;
  confirmed: boolean;
  changedIn: number | null;
  changedAt: Date | null;
};

/** Following by mail with the address of one's account: it is known, so nothing has to be confirmed. */
@Injectable()
export class PersonalFollowing {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly links: FollowLinks,
    private readonly following: Following,
  ) {}

  /** What the actor follows, the routes first. */
  async list(actor: Actor): Promise<FollowedRow[]> {
    const reader = this.db.read();
    return reader.rows<FollowedRow>(
      `select f.id, f.subject_kind as kind, f.subject_key as key, f.confirmed_at is not null as confirmed,
              c.no as "changedIn", c.published_at as "changedAt"
       from follower f left join lateral (
         select e.no, e.published_at from edition_change ec join edition e on e.no = ec.edition_no
         where ec.about @> array[f.subject_key] order by e.no desc limit 1) c on true
       where f.address = $1 order by f.subject_kind desc, f.subject_key`,
      [await this.addressOf(reader, actor)],
    );
  }

  /** Follows a route or an occupation; doing so twice is the same as once. */
  async follow(actor: Actor, { kind, key }: Followed): Promise<void> {
    await this.db.write(async (tx) => {
      const id = newId();
      const hashes = [this.links.hash('confirm', id), this.links.hash('stop', id)];
      const followed = await tx.one<{ id: string }>(
        `insert into follower as f (id, address, subject_kind, subject_key, confirm_hash, stop_hash, confirmed_at)
         values ($1, $2, $3, $4, $5, $6, waymark_now())
         on conflict (address, subject_kind, subject_key) do update set confirmed_at = waymark_now()
         where f.confirmed_at is null returning id`,
        [id, await this.addressOf(tx, actor), kind, key, ...hashes],
      );
      if (followed) await tx.record(publicActor, followConfirmed(followed.id, { kind, key }));
    });
  }

  /** Stops following one thing. What is not the actor's stays as it is. */
  async stop(actor: Actor, id: string): Promise<void> {
    await this.db.write(async (tx) => this.following.remove(tx, await this.addressOf(tx, actor), id));
  }

  private async addressOf(reader: Reader, actor: Actor): Promise<string> {
    if (actor.id === null) throw new Forbidden('Only a person follows by their account');
    return normalEmail((await this.accounts.person(reader, actor.id)).email);
  }
}
