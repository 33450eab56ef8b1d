import { normalEmail } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** What the lists of security are narrowed to: the account's address, and instants; null leaves a side open. */
export type SecurityFilter = { email: string | null; from: Date | null; until: Date | null };

const normalOf = ({ email }: SecurityFilter): string | null => (email === null ? null : normalEmail(email));

/** Refused sign-ins of a quarter of an hour; without a person: addresses that no account has. */
export type RefusedSignInRow = {
  quarter: Date;
  personId: string | null;
  name: string | null;
  network: string;
  count: number;
  locked: boolean;
};
export type AfterRefusedSignIn = { quarter: Date; personId: string; network: string };

/** What a rule refused to a person within an hour. */
export type PolicyRefusalRow = { hour: Date; personId: string; name: string; rule: string; count: number };
export type AfterPolicyRefusal = { hour: Date; personId: string; rule: string };

/** Somebody who is signed in, with the times of their first and last session. */
export type SignedInRow = { personId: string; name: string; email: string; count: number; since: Date; seenAt: Date };
export type AfterSignedIn = { name: string; personId: string };

/** What happened in the last 24 hours, and how many people are signed in now. */
export type SecuritySummary = { refused: number; locked: number; refusals: number; exports: number; signedIn: number };

const pageSize = 50;
/** Stands in the order of a list for "no account". */
export const noPerson = '00000000-0000-0000-0000-000000000000';
const running = `s.expires_at > clock_timestamp() and s.seen_at > clock_timestamp() - interval '60 minutes'`;

/** A page of a list: its rows, and the row after which the next page begins; null on the last one. */
export type SecurityPage<R> = { rows: R[]; next: R | null };

/** What administrators read about security beside the trail itself: counts of what was refused, and who is signed in. */
@Injectable()
export class SecurityQueries {
  constructor(private readonly db: Db) {}

  /** Refused sign-ins, the newest quarter of an hour first. */
  async refusedSignIns(
    filter: SecurityFilter,
    after: AfterRefusedSignIn | null,
  ): Promise<SecurityPage<RefusedSignInRow>> {
    return this.page(
      `select r.quarter, r.person_id as "personId", p.name, r.network, r.count, r.locked
       from refused_sign_in r left join person p on p.id = r.person_id
       where ($1::text is null or p.email_normal = $1) and ($2::timestamptz is null or r.quarter >= $2)
         and ($3::timestamptz is null or r.quarter < $3)
         and ($4::timestamptz is null or (r.quarter, coalesce(r.person_id, '${noPerson}'), r.network) < ($4, $5::uuid, $6::text))
       order by r.quarter desc, coalesce(r.person_id, '${noPerson}') desc, r.network desc`,
      [
        normalOf(filter),
        filter.from,
        filter.until,
        after?.quarter ?? null,
        after?.personId ?? null,
        after?.network ?? null,
      ],
    );
  }

  /** What the policies refused, the newest hour first. */
  async policyRefusals(
    filter: SecurityFilter,
    after: AfterPolicyRefusal | null,
  ): Promise<SecurityPage<PolicyRefusalRow>> {
    return this.page(
      `select r.hour, r.person_id as "personId", p.name, r.rule, r.count
       from policy_refusal r join person p on p.id = r.person_id
       where ($1::text is null or p.email_normal = $1) and ($2::timestamptz is null or r.hour >= $2)
         and ($3::timestamptz is null or r.hour < $3)
         and ($4::timestamptz is null or (r.hour, r.person_id, r.rule) < ($4, $5::uuid, $6::text))
       order by r.hour desc, r.person_id desc, r.rule desc`,
      [normalOf(filter), filter.from, filter.until, after?.hour ?? null, after?.personId ?? null, after?.rule ?? null],
    );
  }

  /** Who is signed in now, by name. */
  async signedIn(after: AfterSignedIn | null): Promise<SecurityPage<SignedInRow>> {
    return this.page(
      `select p.id as "personId", p.name, p.email, count(*)::int as count, min(s.created_at) as since,
              max(s.seen_at) as "seenAt"
       from session s join person p on p.id = s.person_id
       where ${running} and ($1::text is null or (p.name, p.id) > ($1, $2::uuid))
       group by p.id order by p.name, p.id`,
      [after?.name ?? null, after?.personId ?? null],
    );
  }

  /** The last 24 hours in numbers. */
  async summary(): Promise<SecuritySummary> {
    const row = await this.db.read().one<SecuritySummary>(
      `with since as (select waymark_now() - interval '24 hours' as day)
       select
         (select coalesce(sum(count), 0)::int from refused_sign_in, since where quarter >= day) as refused,
         (select count(distinct person_id)::int from refused_sign_in, since where quarter >= day and locked) as locked,
         (select coalesce(sum(count), 0)::int from policy_refusal, since where hour >= day) as refusals,
         (select count(*)::int from event, since where type = 'export.begun' and at >= day) as exports,
         (select count(distinct person_id)::int from session s where ${running}) as "signedIn"`,
    );
    if (row === null) throw new Error('The database told nothing');
    return row;
  }

  private async page<R extends object>(sql: string, params: readonly unknown[]): Promise<SecurityPage<R>> {
    const found = await this.db.read().rows<R>(`${sql} limit ${pageSize + 1}`, params);
    const rows = found.slice(0, pageSize);
    return { rows, next: found.length > pageSize ? (rows.at(-1) ?? null) : null };
  }
}
