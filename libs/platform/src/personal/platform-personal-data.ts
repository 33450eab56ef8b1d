import { normalEmail } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { Reader } from '../database/reader';
import { PersonalDataHolder } from './personal-data-holder';
import { type DataSubject, dueBy, eraseBy, type HeldRow, heldRows, type PersonalKind } from './personal-kind';
import { spellingsIn } from './spellings';

/** Fields of events that are personal because they tell from where, or for what, somebody used the service. */
const ofUse = `(p.data ? 'network' or p.data ? 'filter')`;
/** Of an account itself: what else is told of a person belongs to the record that it is about. */
const ofAccount = `(e.type like 'person.%' and e.subject_kind = 'person' and e.subject_id = $2::uuid)`;
const pageSize = 5_000;

/** Whether a text somewhere in a value is the address, or has it among others. */
function names(value: unknown, address: string): boolean {
  if (typeof value === 'string') return normalEmail(value) === address || value.toLowerCase().includes(address);
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => names(one, address));
}

/** What stands apart from events because it is personal, and names the address or is about the account. */
async function detailsOf(reader: Reader, { address, personId }: DataSubject): Promise<HeldRow[]> {
  const found: HeldRow[] = [];
  const sql = `
    select p.id, e.at, e.type, p.data, ${ofAccount} as own
    from event_personal p join event e on e.personal_id = p.id
    where p.id > $1 and not ${ofUse}
      and (p.data::text like '%@%' or ${ofAccount})
    order by p.id limit ${pageSize}`;
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const rows = await heldRows(reader, sql, [after, personId]);
    for (const row of rows) {
      const { own, ...says } = row.says;
      if (own === true || names(says.data, address)) found.push({ ...row, says });
    }
    if (rows.length < pageSize) return found;
    after = rows[rows.length - 1]?.id ?? after;
  }
}

const eraseDetails = eraseBy('delete from event_personal where id = any($1::uuid[])');

const acts: PersonalKind = {
  key: 'acts',
  what: 'What somebody did in the service, and when, by the number of the account',
  whose: 'People with an account',
  why: 'So that every decision and every edition can be traced to who acted',
  basis: 'public-task',
  seenBy: 'Administrators',
  kept: { record: 'The audit trail shows how decisions came about' },
  columns: [],
  held: (reader, { personId }) =>
    heldRows(
      reader,
      `select type as id, type, count(*)::int as times, min(at) as first, max(at) as last
       from event where actor_id = $1 group by type order by type`,
      [personId],
    ),
  erase: null,
  due: null,
};

const eventDetails: PersonalKind = {
  key: 'event-details',
  what: 'Names, addresses and reasons that belong to an entry of the audit trail, kept apart from it',
  whose: 'People with an account, and people who were invited',
  why: 'So that an entry can be understood while the person is concerned',
  basis: 'public-task',
  seenBy: 'Administrators',
  kept: { until: 'the account, or what the entry is about, is erased; the entry stays with a code in its place' },
  columns: ['event_personal.data'],
  held: detailsOf,
  erase: eraseDetails,
  due: null,
};

const useDetails: PersonalKind = {
  key: 'use-details',
  what: 'The network that somebody signed in from, and what they narrowed a file by that they took',
  whose: 'People with an account',
  why: 'To find out about misuse',
  basis: 'legitimate-interests',
  seenBy: 'Administrators',
  kept: { days: 365, after: 'it was noted' },
  columns: ['event_personal.data'],
  held: (reader, { address, personId }) =>
    heldRows(
      reader,
      `select p.id, e.at, e.type, p.data from event_personal p join event e on e.personal_id = p.id
       where ${ofUse} and (e.actor_id = $1 or (e.subject_kind = 'person' and e.subject_id = $1)
         or strpos(p.data::text, $2) > 0) order by e.seq`,
      [personId, address],
    ),
  erase: eraseDetails,
  due: dueBy(`select p.id from event_personal p join event e on e.personal_id = p.id
    where ${ofUse} and e.at < $1 order by e.seq limit $2`),
};

// What a mail says may be about a matter that its reader takes no part in: the copy of it here does not say which.
const devInbox: PersonalKind = {
  key: 'dev-inbox',
  what: 'Mails that are shown instead of being sent: outside production only',
  whose: 'Whoever is written to',
  why: 'To try the service out',
  basis: 'legitimate-interests',
  seenBy: 'Whoever tries the service out',
  kept: { days: 30, after: 'the mail was written' },
  columns: ['dev_inbox.recipient', 'dev_inbox.subject', 'dev_inbox.body', 'dev_inbox.headers'],
  held: async (reader, { address }) =>
    heldRows(
      reader,
      `select id, at, recipient from dev_inbox
       where recipient = any($1) or strpos(lower(subject || ' ' || body || ' ' || headers::text), $2) > 0 order by at, id`,
      [await spellingsIn(reader, ['dev_inbox', 'recipient'], address), address],
    ),
  erase: eraseBy('delete from dev_inbox where id = any($1::uuid[])'),
  due: dueBy('select id from dev_inbox where at < $1 order by at limit $2'),
};

/** The personal data of the machinery: what stands apart from events, and the inbox of the demo. */
@Injectable()
export class PlatformPersonalData extends PersonalDataHolder {
  readonly name = 'platform';
  readonly kinds = [acts, eventDetails, useDetails, devInbox];
}
