import { type Actor, Forbidden, formatLondon, newId, NotFound, refuse } from '@app/kernel';
import { PanelWork } from '@app/panels';
import { Db, type Reader, type Tx } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type ItemSubject, moved, type NewItem, placed, type Section, toAdd } from './domain/agenda';
import { agendaArranged, agendaPublished } from './domain/events';
import type { MinutesEntry } from './domain/minutes';
import { ItemSight } from './item-sight';
import { MeetingItem } from './meeting-item.entity';
import { aboutOf, type MeetingRead, type MeetingRecord, MeetingRecords } from './meeting-record';
import { Meeting } from './meeting.entity';

/** An item added by hand: about the proposal of a reference, or, without one, a matter of business. */
export type ItemOrder = { reference: string; title: string; section: Section; note: string };

/** The agenda of a meeting: built from what lies before the panel, arranged by its secretary or chair, published. */
@Injectable()
export class Agendas {
  constructor(
    private readonly db: Db,
    private readonly records: MeetingRecords,
    private readonly sight: ItemSight,
    private readonly work: PanelWork,
    private readonly proposals: ProposalQueries,
  ) {}

  /** Adds what lies before the panel and is not on the agenda yet, each in its part. @returns how many items came */
  async build(actor: Actor, read: MeetingRead): Promise<number> {
    return this.arrange(actor, read, async (tx, record) => {
      const standing = record.items.map(subjectOfItem);
      const before = await this.work.before(tx, record.panel);
      const found = toAdd(before, await deferredBefore(tx, record.meeting), standing);
      const minutes = await minutesToAgree(tx, record.meeting);
      const added = [...minutes.filter(({ id }) => !standing.some((one) => one.id === id)), ...found];
      await this.insert(
        tx,
        record,
        added.map((item) => ({ ...item, note: '' })),
      );
      return added.length;
    });
  }

  /** Adds one item. @throws Refused for an unknown reference or one that is on the agenda */
  async add(actor: Actor, read: MeetingRead, { reference, title, section, note }: ItemOrder): Promise<void> {
    const item: NewItem =
      reference === ''
        ? { kind: 'business', id: newId(), reference: '', title, section, versionNo: null }
        : await this.proposalItem(actor, reference, section);
    await this.arrange(actor, read, async (tx, record) => {
      if (record.items.some(({ subjectId }) => subjectId === item.id))
        refuse('This is on the agenda already', 'reference');
      await this.insert(tx, record, [{ ...item, note }]);
    });
  }

  /** Changes the part and the note of an item. */
  async amend(
    actor: Actor,
    read: MeetingRead,
    itemId: string,
    given: { section: Section; note: string },
  ): Promise<void> {
    await this.arrange(actor, read, async (tx, record) => {
      const item = await this.seen(tx, actor, record, itemId);
      const others = record.items.filter(({ id }) => id !== itemId);
      const order = item.section === given.section ? record.items : placed(others, Object.assign(item, given));
      Object.assign(item, given);
      await number(tx, order);
    });
  }

  /** Moves an item a place up or down; this can be done blindly, too. */
  async move(actor: Actor, read: MeetingRead, itemId: string, way: 'up' | 'down'): Promise<void> {
    await this.arrange(actor, read, (tx, record) => number(tx, moved(record.items, itemId, way)));
  }

  /** Takes an item off the agenda. */
  async remove(actor: Actor, read: MeetingRead, itemId: string): Promise<void> {
    await this.arrange(actor, read, async (tx, record) => {
      const item = await this.seen(tx, actor, record, itemId);
      const minuted = await tx.one<{ entries: MinutesEntry[] }>(
        'select entries from meeting_minutes where meeting_id = $1 order by no desc limit 1',
        [record.meeting.id],
      );
      if (minuted?.entries.some((entry) => entry.item === itemId)) refuse('The minutes speak of this item already');
      item.removedAt = record.now;
      await tx.save(item);
    });
  }

  /** Publishes the agenda as it stands: members see it, and are told. @throws Refused where it is empty or unchanged */
  async publish(actor: Actor, read: MeetingRead): Promise<void> {
    await this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, read, 'lead', 'publishAgenda');
      const { meeting, items, agendaNo } = record;
      if (items.length === 0) refuse('Put an item on the agenda first');
      const no = agendaNo + 1;
      await tx.rows(`insert into meeting_agenda (meeting_id, no, lines, published_by) values ($1, $2, $3, $4)`, [
        meeting.id,
        no,
        JSON.stringify(items.map(lineOf)),
        actor.id,
      ]);
      meeting.version += 1;
      await tx.save(meeting);
      await tx.record(actor, agendaPublished(meeting.id, { ...aboutOf(record), version: no }));
    });
  }

  /** One change of the agenda: it counts the meeting up, and the event says what stands on the agenda afterwards. */
  private async arrange<T>(
    actor: Actor,
    read: MeetingRead,
    change: (tx: Tx, record: MeetingRecord) => Promise<T>,
  ): Promise<T> {
    return this.db.write(async (tx) => {
      const record = await this.records.open(tx, actor, read, 'prepare', 'arrange');
      const result = await change(tx, record);
      record.meeting.version += 1;
      await tx.save(record.meeting);
      const { items } = await this.records.read(tx, read.id);
      const said = items.map((item) => ({ ...subjectOfItem(item), section: item.section }));
      await tx.record(actor, agendaArranged(read.id, { ...aboutOf(record), items: said }));
      return result;
    });
  }

  private async insert(tx: Tx, record: MeetingRecord, added: readonly (NewItem & { note: string })[]): Promise<void> {
    let order = [...record.items];
    for (const { kind, id, ...given } of added) {
      const item = Object.assign(new MeetingItem(), given, { subjectKind: kind, subjectId: id });
      item.id = newId();
      item.meetingId = record.meeting.id;
      item.position = 1;
      await tx.insert(item);
      order = placed(order, item);
    }
    await number(tx, order);
  }

  private async seen(reader: Reader, actor: Actor, { items }: MeetingRecord, itemId: string): Promise<MeetingItem> {
    const item = items.find(({ id }) => id === itemId);
    if (item === undefined) throw new NotFound('This item');
    if ((await this.sight.unseen(reader, actor, [item])).size > 0) throw new Forbidden('You take no part in this item');
    return item;
  }

  private async proposalItem(actor: Actor, reference: string, section: Section): Promise<NewItem> {
    const unknown = 'Enter the reference of a proposal that you may see, like OP0012';
    const reader = this.db.read();
    const row = await reader.one<{ id: string }>('select id from proposal where reference = upper($1)', [reference]);
    if (row === null) refuse(unknown, 'reference');
    const version = await this.proposals.proposal(actor, row.id).then(
      ({ id }) => this.proposals.latestVersion(reader, id),
      () => null,
    );
    if (version === null) refuse(unknown, 'reference');
    const { no: versionNo, content } = version;
    return {
      kind: 'proposal',
      id: row.id,
      reference: reference.toUpperCase(),
      title: content.title,
      section,
      versionNo,
    };
  }
}

/** An item as a published agenda keeps it. */
export type AgendaLine = { item: string; section: Section; note: string; versionNo: number | null };

/** What is published of an item; its title follows from the item. */
export function lineOf({ id, section, note, versionNo }: MeetingItem): AgendaLine {
  return { item: id, section, note, versionNo };
}

function subjectOfItem({ subjectKind: kind, subjectId: id }: MeetingItem): ItemSubject {
  return { kind, id };
}

async function number(tx: Tx, items: readonly MeetingItem[]): Promise<void> {
  for (const [index, item] of items.entries()) {
    item.position = index + 1;
    await tx.save(item);
  }
}

/** What earlier meetings of the panel deferred in minutes that are agreed, and no later one took up. */
async function deferredBefore(reader: Reader, { panelId, startsAt }: Meeting): Promise<ItemSubject[]> {
  return reader.rows<ItemSubject>(
    `select kind, id from (
       select distinct on (i.subject_kind, i.subject_id) i.subject_kind as kind, i.subject_id as id,
              coalesce((e ->> 'deferred')::boolean, false) as deferred
       from meeting m join meeting_item i on i.meeting_id = m.id and i.removed_at is null
       join meeting_minutes w on w.meeting_id = m.id and w.no = m.minutes_no
       join jsonb_array_elements(w.entries) e on e ->> 'item' = i.id::text
       where m.panel_id = $1 and m.starts_at < $2
       order by i.subject_kind, i.subject_id, m.starts_at desc) latest where deferred`,
    [panelId, startsAt],
  );
}

/** The last meeting before this one whose minutes wait to be agreed, as a consent item. */
async function minutesToAgree(reader: Reader, { panelId, startsAt, id }: Meeting): Promise<NewItem[]> {
  const row = await reader.one<{ id: string; startsAt: Date }>(
    `select id, starts_at as "startsAt" from meeting where panel_id = $1 and starts_at < least($2, waymark_now())
       and id <> $3 and cancelled_at is null and minutes_no is null order by starts_at desc limit 1`,
    [panelId, startsAt, id],
  );
  if (row === null) return [];
  const title = `Minutes of the meeting on ${formatLondon(row.startsAt)}`;
  return [{ kind: 'meeting', id: row.id, section: 'consent', reference: '', title, versionNo: null }];
}
