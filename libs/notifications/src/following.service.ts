import { newId, normalEmail, NotFound, publicActor, sha256 } from '@app/kernel';
import { Db, type Reader, Sweeps, type Tx } from '@app/platform';
import { RevisionRehearsal } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Followed, followAsked, followConfirmed, type FollowedKind, followStopped } from './domain/following';
import { FollowLinks, hashOfToken } from './follow-links';

/** Somebody who follows a route or an occupation, or asked to; the address is kept in its normal form alone. */
export type Follower = { id: string; address: string; kind: FollowedKind; key: string; confirmedAt: Date | null };

const columns = `id, address, subject_kind as kind, subject_key as key, confirmed_at as "confirmedAt"`;
/** For how long a link to confirm works; what was not confirmed until then is erased. */
const confirmWithin = `interval '7 days'`;

/** Following by mail: asked for on a page, confirmed from the mail, stopped from each mail. */
@Injectable()
export class Following implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly links: FollowLinks,
    private readonly sweeps: Sweeps,
    private readonly rehearsal: RevisionRehearsal,
  ) {}

  onModuleInit(): void {
    this.rehearsal.ask('followers', async (reader, about) => {
      const count = await this.followersOf(reader, about);
      return {
        count,
        text: `${count} ${count === 1 ? 'address that follows' : 'addresses that follow'} what changes will be told`,
      };
    });
    this.sweeps.every(3600, 'notifications.unconfirmed', () => this.eraseUnconfirmed());
  }

  /** Notes who wants to follow what and has a mail sent to them; the same whether they follow it already or not. */
  async ask(given: string, { kind, key }: Followed): Promise<void> {
    const address = normalEmail(given);
    await this.db.write(async (tx) => {
      const id = newId();
      const hashes = [this.links.hash('confirm', id), this.links.hash('stop', id)];
      const row = await tx.one<{ id: string }>(
        `insert into follower (id, address, subject_kind, subject_key, confirm_hash, stop_hash)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (address, subject_kind, subject_key) do update set asked_at = waymark_now() returning id`,
        [id, address, kind, key, ...hashes],
      );
      await tx.record(publicActor, followAsked(row?.id ?? id, { kind, key }));
    });
  }

  /** Whose link this is. @throws NotFound for one that was never given, was stopped, or is too old to confirm */
  async byToken(reader: Reader, link: 'confirm' | 'stop', token: string): Promise<Follower> {
    const inTime =
      link === 'confirm' ? `and (confirmed_at is not null or asked_at > waymark_now() - ${confirmWithin})` : '';
    const found = await reader.one<Follower>(`select ${columns} from follower where ${link}_hash = $1 ${inTime}`, [
      hashOfToken(token),
    ]);
    if (found === null) throw new NotFound('This link');
    return found;
  }

  /** What the link in a mail is about. @throws NotFound */
  about(link: 'confirm' | 'stop', token: string): Promise<Follower> {
    return this.byToken(this.db.read(), link, token);
  }

  /** Confirms an address. Twice is the same as once. @throws NotFound */
  async confirm(token: string): Promise<Follower> {
    return this.db.write(async (tx) => {
      const found = await this.byToken(tx, 'confirm', token);
      const changed = await tx.one<{ id: string }>(
        `with confirmed as (update follower set confirmed_at = waymark_now() where id = $1 and confirmed_at is null
           returning id) select * from confirmed`,
        [found.id],
      );
      const { kind, key } = found;
      if (changed) await tx.record(publicActor, followConfirmed(found.id, { kind, key }));
      return found;
    });
  }

  /** Stops following one thing; with the last of them the address is erased. @throws NotFound */
  async stop(token: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { id, address } = await this.byToken(tx, 'stop', token);
      await this.remove(tx, address, id);
    });
  }

  /** Stops everything that an address follows, and erases it. A token that fits no address changes nothing. */
  async stopAll(token: string): Promise<void> {
    await this.db.write(async (tx) => {
      const rows = await tx.rows<{ address: string }>('select distinct address from follower');
      const found = rows.find(({ address }) => this.links.tokenOfAddress(address) === token);
      if (found) await this.remove(tx, found.address, null);
    });
  }

  /** How many addresses will be told when these keys (slugs of routes, references of occupations) change. */
  async followersOf(reader: Reader, keys: readonly string[]): Promise<number> {
    const row = await reader.one<{ count: number }>(
      `select count(distinct address)::int as count from follower where subject_key = any($1) and confirmed_at is not null`,
      [[...keys]],
    );
    return row?.count ?? 0;
  }

  /** Takes one thing (all, for null) off what an address follows; with the last of them the address is erased. */
  async remove(tx: Tx, address: string, id: string | null): Promise<void> {
    const gone = await tx.rows<Follower>(
      `with gone as (delete from follower where address = $1 and ($2::uuid is null or id = $2::uuid) returning ${columns})
       select * from gone`,
      [address, id],
    );
    for (const one of gone) await tx.record(publicActor, followStopped(one.id, { kind: one.kind, key: one.key }));
    await this.eraseFromLedger(tx, [address]);
  }

  /** Takes these away within the open transaction of who erases all that is held on an address. */
  async erase(tx: Tx, ids: readonly string[]): Promise<void> {
    const rows = await tx.rows<{ id: string; address: string }>('select id, address from follower where id = any($1)', [
      ids,
    ]);
    for (const { id, address } of rows) await this.remove(tx, address, id);
  }

  private async eraseUnconfirmed(): Promise<void> {
    await this.db.write(async (tx) => {
      const gone = await tx.rows<{ address: string }>(
        `with gone as (delete from follower where confirmed_at is null and asked_at < waymark_now() - ${confirmWithin}
           returning address) select * from gone`,
      );
      await this.eraseFromLedger(
        tx,
        gone.map(({ address }) => address),
      );
    });
  }

  /** Takes addresses that follow nothing any more out of the ledger; what was not sent yet is not sent. */
  private async eraseFromLedger(tx: Tx, addresses: readonly string[]): Promise<void> {
    const rows = await tx.rows<{ address: string }>('select address from follower where address = any($1)', [
      addresses,
    ]);
    const gone = addresses.filter((address) => !rows.some((one) => one.address === address));
    await tx.rows(
      `update notification set address = 'erased', status = case when status = 'sent' then status else 'suppressed' end
       where topic = 'following' and recipient = any($1) and address <> 'erased'`,
      [gone.map((address) => sha256(address))],
    );
  }
}
