import { type Actor, newId, normalEmail, permit, type Reason, refuseIf, Stale } from '@app/kernel';
import { type DataSubject, Db, type HeldRow, PersonalDataHolders, type Reader, type SettledKind } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { type ErasureGround, personalDataErased, personalDataExported } from './domain/personal-data-events';
import { accountPolicy } from './domain/policy';
import { Person } from './person.entity';

/** Who is asked about: an address, however it is spelt, or an account. */
export type AskedAbout = { address: string } | { personId: string };

/** What is held of one kind on somebody. */
export type Held = { kind: SettledKind; rows: readonly HeldRow[] };

/**
 * All that is held on somebody; `count` is how many rows. What is about a thing in which the reader takes no part is
 * counted and not told: `withheld` is how many rows that are.
 */
export type AllHeld = { subject: DataSubject; held: readonly Held[]; count: number; withheld: number };

/** How many rows of each kind were erased, and how many stay as part of the record. */
export type Erasure = { erased: Record<string, number>; stays: Record<string, number> };

/** What is held on somebody, over all libs: found, handed out, erased. */
@Injectable()
export class PersonalData {
  constructor(
    private readonly db: Db,
    private readonly holders: PersonalDataHolders,
  ) {}

  /** What is held on somebody, for who looks before they hand it out or erase it. @throws NotFound for an unknown account */
  async look(actor: Actor, asked: AskedAbout): Promise<AllHeld> {
    permit(accountPolicy, actor, 'manage', null);
    const reader = this.db.read();
    return this.withoutOwn(reader, actor, await this.all(reader, asked));
  }

  /** The same, to be handed out; that it was is recorded first, with counts only. */
  async export(actor: Actor, asked: AskedAbout): Promise<AllHeld> {
    return this.db.write(async (tx) => {
      permit(accountPolicy, actor, 'manage', null);
      const all = await this.withoutOwn(tx, actor, await this.all(tx, asked));
      const held = countsOf(all.held);
      await tx.record(actor, personalDataExported(newId(), { personId: all.subject.personId, held }));
      return all;
    });
  }

  /**
   * Erases what is held on somebody, all at once, but for what is part of the record. `seen` is how many rows were
   * looked at before. @throws Refused for an account that is still needed, Stale where there are other rows by now
   */
  async erase(actor: Actor, asked: AskedAbout, ground: ErasureGround, seen: number | null): Promise<Erasure> {
    return this.db.write(async (tx) => {
      permit(accountPolicy, actor, 'manage', null);
      const { personId } = await this.subject(tx, asked);
      if (personId !== null) await tx.lock(Person, personId);
      refuseIf(await this.stillNeeded(tx, actor, personId));
      const { held, count } = await this.all(tx, asked);
      if (seen !== null && seen !== count) throw new Stale('There is something else held by now: look at it first');
      const going = held.filter(({ kind }) => kind.erase !== null);
      for (const { kind, rows } of going) {
        if (rows.length > 0)
          await kind.erase?.(
            tx,
            actor,
            rows.map(({ id }) => id),
          );
      }
      const done = { erased: countsOf(going), stays: countsOf(held.filter((one) => !going.includes(one))) };
      await tx.record(actor, personalDataErased(newId(), { personId, ground, ...done }));
      return done;
    });
  }

  /** Why an account cannot be erased: one's own, or one with a role that runs. */
  async stillNeeded(reader: Reader, actor: Actor, personId: string | null): Promise<Reason[]> {
    if (personId === null) return [];
    if (actor.id === personId) return [{ text: 'You cannot erase your own account: another administrator does' }];
    const running = await reader.rows<{ role: string; last: boolean }>(
      `select distinct g.role, g.role = 'administrator' and not exists (
         select 1 from person_grant o join person p on p.id = o.person_id
         where o.role = 'administrator' and o.person_id <> $1 and p.ended_at is null and o.valid_from <= waymark_now()
           and (o.valid_until is null or o.valid_until > waymark_now())) as last
       from person_grant g where g.person_id = $1 and (g.valid_until is null or g.valid_until > waymark_now())
       order by g.role`,
      [personId],
    );
    if (running.length === 0) return [];
    if (running.some(({ last }) => last)) return [{ text: 'This is the last administrator: the account is needed' }];
    const roles = running.map(({ role }) => role.replaceAll('-', ' ')).join(', ');
    return [{ text: `The account is still needed for a role (${roles}). End its roles first` }];
  }

  private async all(reader: Reader, asked: AskedAbout): Promise<AllHeld> {
    const subject = await this.subject(reader, asked);
    const held: Held[] = [];
    for (const kind of this.holders.kinds()) {
      const rows = await kind.held(reader, subject);
      if (rows.length > 0) held.push({ kind, rows });
    }
    return { subject, held, count: held.reduce((sum, { rows }) => sum + rows.length, 0), withheld: 0 };
  }

  /** Leaves out what is about things in which the reader takes no part: another administrator hands that out. */
  private async withoutOwn(reader: Reader, actor: Actor, all: AllHeld): Promise<AllHeld> {
    const things = all.held.flatMap(({ rows }) => rows.flatMap(({ thing }) => (thing === null ? [] : [thing])));
    if (actor.id === null || things.length === 0) return all;
    const unseen = await reader.rows<{ id: string }>(
      `select distinct t.id from unnest($1::text[], $2::uuid[]) as t (kind, id) where recusal_of(t.kind, t.id, $3) is not null`,
      [things.map(({ kind }) => kind), things.map(({ id }) => id), actor.id],
    );
    const hidden = new Set(unseen.map(({ id }) => id));
    const held = all.held.map(({ kind, rows }) => ({
      kind,
      rows: rows.filter(({ thing }) => thing === null || !hidden.has(thing.id)),
    }));
    const told = held.reduce((sum, { rows }) => sum + rows.length, 0);
    return { ...all, held: held.filter(({ rows }) => rows.length > 0), withheld: all.count - told };
  }

  /** The address and the account belong together, whichever was asked for. */
  private async subject(reader: Reader, asked: AskedAbout): Promise<DataSubject> {
    if ('personId' in asked) {
      const { id, emailNormal } = await reader.get(Person, asked.personId);
      return { address: emailNormal, personId: id };
    }
    const address = normalEmail(asked.address);
    const known = await reader.one<{ id: string }>('select id from person where email_normal = $1', [address]);
    return { address, personId: known?.id ?? null };
  }
}

function countsOf(held: readonly Held[]): Record<string, number> {
  return Object.fromEntries(held.map(({ kind, rows }) => [kind.key, rows.length]));
}
