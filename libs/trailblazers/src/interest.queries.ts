import { foldText, NotFound } from '@app/kernel';
import { Db, type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type InterestAbout, type InterestKind, isOpen } from './domain/interest';
import type { EmployerSize } from './domain/organisation';
import { InvitationToPropose } from './interest.entities';

/** What interest is in, and how many employers registered it; a name counts once. */
export type InterestCount = { kind: InterestKind; key: string; title: string; employers: number };
/** The same for the officer: how many of them are in no group yet, and when the last one came. */
export type InterestSubject = InterestCount & { free: number; latest: Date };
/** The interest of one employer as the officer reads it; name and email are null once they were erased. */
export type InterestRow = {
  id: string;
  kind: InterestKind;
  key: string;
  title: string;
  organisation: string;
  size: EmployerSize;
  sector: string;
  region: string;
  needs: string;
  receivedAt: Date;
  name: string | null;
  email: string | null;
  groupId: string | null;
  groupName: string | null;
};
/** An invitation to propose as the public reads it. */
export type InvitationRow = {
  reference: string;
  title: string;
  idea: string;
  route: string;
  openedAt: Date;
  closesAt: Date;
  open: boolean;
};

const columns = `i.id, i.about_kind as kind, i.about_key as key, i.about_title as title, i.organisation, i.size, i.sector,
  i.region, i.needs, i.received_at as "receivedAt", c.name, c.email, t.group_id as "groupId", g.name as "groupName"`;
const tables = `interest i left join interest_contact c on c.interest_id = i.id
  left join interest_taken t on t.interest_id = i.id left join trailblazer_group g on g.id = t.group_id`;
/** The most rows of one list or file: the oldest first, so that a longer list says what came first. */
const most = 1_000;

type Organisations = { organisations: string[] };
/** A name counts once, however it is written. */
const counted = <T>({ organisations, ...row }: T & Organisations) => ({
  ...row,
  employers: new Set(organisations.map(foldText)).size,
});

/** Interest and invitations to propose as the public and the officer read them. */
@Injectable()
export class InterestQueries implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly sweeps: Sweeps,
  ) {}

  onModuleInit(): void {
    this.sweeps.due('invitations-to-propose', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        'select min(closes_at) as due from invitation_to_propose where closes_at > waymark_now()',
      );
      return row?.due ?? null;
    });
  }

  /** How many employers registered interest in what: what the public is told. */
  async counts(): Promise<InterestCount[]> {
    const rows = await this.db.read().rows<Omit<InterestCount, 'employers'> & Organisations>(
      `select about_kind as kind, about_key as key, max(about_title) as title,
              array_agg(distinct organisation) as organisations
       from interest group by about_kind, about_key order by about_kind, about_key limit 5000`,
    );
    return rows.map(counted);
  }

  /** What employers are interested in, the latest interest first, for the officer; at most 500. */
  async subjects(): Promise<InterestSubject[]> {
    const rows = await this.db.read().rows<Omit<InterestSubject, 'employers'> & Organisations>(
      `select about_kind as kind, about_key as key, max(about_title) as title,
              array_agg(distinct organisation) as organisations,
              count(*) filter (where t.interest_id is null)::int as free, max(received_at) as latest
       from interest i left join interest_taken t on t.interest_id = i.id
       group by about_kind, about_key order by latest desc, about_key limit 500`,
    );
    return rows.map(counted);
  }

  /** Who is interested in this, the first to register first; at most 1,000. */
  async about({ kind, key }: InterestAbout): Promise<InterestRow[]> {
    return this.db
      .read()
      .rows<InterestRow>(
        `select ${columns} from ${tables} where i.about_kind = $1 and i.about_key = $2 order by i.received_at, i.id limit ${most}`,
        [kind, key],
      );
  }

  /** A part of all interest, for the officer's file: the next thousand after this one. */
  async after(last: { receivedAt: Date; id: string } | null): Promise<InterestRow[]> {
    return this.db.read().rows<InterestRow>(
      `select ${columns} from ${tables}
       where $1::timestamptz is null or (i.received_at, i.id) > ($1::timestamptz, $2::uuid)
       order by i.received_at, i.id limit ${most}`,
      [last?.receivedAt ?? null, last?.id ?? null],
    );
  }

  /** Who registered an interest, for the receipt; null once that was erased. */
  async contact(reader: Reader, interestId: string): Promise<{ name: string; email: string } | null> {
    return reader.one('select name, email from interest_contact where interest_id = $1', [interestId]);
  }

  /** All invitations to propose, the one that closes last first; at most 500. */
  async invitations(): Promise<InvitationRow[]> {
    const reader = this.db.read();
    const now = await reader.now();
    const rows = await reader.rows<Omit<InvitationRow, 'open'>>(
      `select reference, title, idea, route, opened_at as "openedAt", closes_at as "closesAt"
       from invitation_to_propose order by closes_at desc, reference desc limit 500`,
    );
    return rows.map((row) => ({ ...row, open: isOpen(row, now) }));
  }

  /** One invitation to propose, and whether it is open now. @throws NotFound */
  async invitation(reference: string): Promise<InvitationRow> {
    const reader = this.db.read();
    const [found] = await reader.find(InvitationToPropose, { reference });
    if (found === undefined) throw new NotFound('This invitation to propose');
    return { ...found, open: isOpen(found, await reader.now()) };
  }
}
