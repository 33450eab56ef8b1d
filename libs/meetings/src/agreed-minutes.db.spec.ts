import { newId, systemActor } from '@app/kernel';
import { Panels } from '@app/panels';
import { DemoClock } from '@app/platform';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Agendas, MeetingQueries, Meetings, Minutes, type MinutesEntry } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const day = 86_400_000;

let at: At;
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const page = (who: Person, id: string) => lib(MeetingQueries).page(who, id);
const agreedAt = (id: string) =>
  at.ctx.db
    .read()
    .rows<Record<string, unknown>>('select * from agreed_minute where meeting_id = $1 order by title', [id]);

beforeAll(async () => {
  at = await aPanelAtWork();
  await at.ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), []));
});
afterAll(() => at?.ctx.close());

/** A meeting that was held, with these items of business, led by somebody who also prepares it. */
async function held(leader: Person, slug: string, titles: readonly string[]): Promise<string> {
  const startsAt = new Date((await at.ctx.db.read().now()).getTime() + day);
  const id = await lib(Meetings).plan(leader, slug, { id: newId(), startsAt, place: 'Room 1', link: '' });
  for (const title of titles) {
    const { version } = (await page(leader, id)).meeting;
    await lib(Agendas).add(leader, { id, version }, { reference: '', title, section: 'business', note: '' });
  }
  await lib(DemoClock).advance(day + 3_600_000);
  return id;
}

/** The next version of the minutes, with what is said of each item in its order. */
async function write(leader: Person, id: string, said: readonly Partial<MinutesEntry>[]): Promise<void> {
  const { lines, minutesNo } = await page(leader, id);
  const entries = (lines ?? []).map((line, index) => ({
    ...{ item: line.id, text: `Said of ${line.title}`, outcome: 'Noted', deferred: false },
    ...said[index],
  }));
  await lib(Minutes).write(leader, { id, no: minutesNo }, entries);
}

describe('an item that a panel agreed to', () => {
  it('is one of the minutes that were agreed, and is marked as agreed', async () => {
    const id = await held(at.chair, 'digital', ['Dates', 'Move the web developer']);
    await write(at.chair, id, [{ agreed: true }, {}]);
    await write(at.chair, id, [{}, { agreed: true, text: 'It moves to another cluster' }]);
    expect(await agreedAt(id)).toEqual([]);
    await lib(Minutes).agree(at.chair, { id, no: 2 });
    const { lines, meeting, panel } = await page(at.chair, id);
    expect(lines?.map(({ minutes }) => minutes?.agreed)).toEqual([undefined, true]);
    expect(await agreedAt(id)).toEqual([
      {
        meeting_id: id,
        item_id: lines?.[1]?.id,
        panel_id: panel.id,
        route: 'digital',
        title: 'Move the web developer',
        text: 'It moves to another cluster',
        agreed_at: meeting.minutesAgreedAt,
        starts_at: meeting.startsAt,
      },
    ]);
  });

  it('is never a case, which its ballot decides, whoever writes so in the database', async () => {
    await at.accepted();
    const id = await held(at.chair, 'digital', []);
    const { version } = (await page(at.chair, id)).meeting;
    await lib(Agendas).build(at.chair, { id, version });
    await expect(write(at.chair, id, [{ agreed: true }])).rejects.toThrow('a case by its ballot');
    const entries = (await page(at.chair, id)).lines?.map(({ id: item }) => ({ item, text: 'x', agreed: true }));
    await at.sql(`insert into meeting_minutes (meeting_id, no, entries, written_by) values ($1, 1, $2, $3)`, [
      ...[id, JSON.stringify(entries), at.chair.id],
    ]);
    await lib(Minutes).agree(at.chair, { id, no: 1 });
    expect(await agreedAt(id)).toEqual([]);
  });

  it('is never one of the committee, which owns no map', async () => {
    const [leader] = at.committee;
    if (leader === undefined) throw new Error('The committee is empty');
    await at.ctx.db.write((tx) =>
      tx.rows(`insert into panel_office select id, 'chair' from person_grant where person_id = $1`, [leader.id]),
    );
    const id = await held(leader, 'committee', ['A word']);
    await expect(write(leader, id, [{ agreed: true }])).rejects.toThrow('Only a route panel agrees to a change');
    const [item] = (await page(leader, id)).lines ?? [];
    await at.sql(`insert into meeting_minutes (meeting_id, no, entries, written_by) values ($1, 1, $2, $3)`, [
      ...[id, JSON.stringify([{ item: item?.id, text: 'x', agreed: true }]), leader.id],
    ]);
    await lib(Minutes).agree(leader, { id, no: 1 });
    expect(await agreedAt(id)).toEqual([]);
  });
});
