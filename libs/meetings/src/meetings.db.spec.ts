import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, groupScope, newId, NotFound, Refused, Stale, systemActor } from '@app/kernel';
import { BallotClosing, BallotQueries, Ballots, PanelQueries, Panels } from '@app/panels';
import { DemoClock, Outbox } from '@app/platform';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import { testContext, type TestContext } from '@test/support';
import { featureModules } from '../../../apps/features';
import {
  Agendas,
  Attendances,
  MeetingCalendars,
  MeetingQueries,
  Meetings,
  MeetingsInPublic,
  Minutes,
  type MinutesEntry,
} from './index';

type Person = Actor & { id: string };
const hour = 3_600_000;
const day = 24 * hour;

describe('the meetings of a panel', () => {
  let ctx: TestContext;
  let chair: Person, secretary: Person, one: Person, two: Person, officer: Person, proposer: Person, stranger: Person;
  let groupId: string;
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });

  beforeAll(async () => {
    ctx = await testContext(featureModules);
    const routes = [
      { slug: 'digital', name: 'Digital' },
      { slug: 'construction', name: 'Construction' },
    ];
    await ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), routes));
    const scope = 'route:digital';
    chair = await ctx.person('Chair', { role: 'panel-chair', scope });
    secretary = await ctx.person('Secretary', { role: 'panel-secretary', scope });
    one = await ctx.person('One', { role: 'panel-member', scope });
    two = await ctx.person('Two', { role: 'panel-member', scope });
    await ctx.person('Three', { role: 'panel-member', scope });
    stranger = await ctx.person('Stranger', { role: 'panel-member', scope: 'route:construction' });
    officer = await ctx.person('Officer', { role: 'product-manager' });
    groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
    const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
    await lib(Trailblazers).addEmployer(officer, groupId, acme);
    proposer = await ctx.person('Proposer', { role: 'group-chair', scope: groupScope(groupId) });
  });
  afterAll(() => ctx?.close());

  const now = () => ctx.db.read().now();
  const planned = async (inDays = 7, by: Person = chair): Promise<string> => {
    const startsAt = new Date((await now()).getTime() + inDays * day);
    return lib(Meetings).plan(by, 'digital', { id: newId(), startsAt, place: 'Room 1', link: '' });
  };
  const page = (who: Person, id: string) => lib(MeetingQueries).page(who, id);
  const read = async (id: string) => ({ id, version: (await page(chair, id)).meeting.version });
  const business = (title: string) => ({ reference: '', title, section: 'business' as const, note: '' });
  const add = async (id: string, title: string) => lib(Agendas).add(secretary, await read(id), business(title));
  const accepted = async (title: string): Promise<string> => {
    const id = await lib(Proposals).start(proposer, groupId, newId());
    const change = () => aCompleteContent({ title });
    await lib(Proposals).amend(proposer, id, 1, { part: 'all', change });
    await lib(Proposals).submit(proposer, id, 2, newId());
    await lib(Proposals).accept(officer, id, undefined, 'No peer was free');
    return id;
  };
  const opened = async (proposalId: string): Promise<string> => {
    const version = await lib(ProposalQueries).latestVersion(ctx.db.read(), proposalId);
    const closesAt = new Date((await now()).getTime() + day);
    const subject = { kind: 'proposal', id: proposalId };
    const contentHash = version?.contentHash ?? '';
    return lib(Ballots).open(chair, { slug: 'digital', subject, contentHash, closesAt, key: newId() });
  };
  const held = async (titles: readonly string[]): Promise<string> => {
    const id = await planned(1);
    for (const title of titles) await add(id, title);
    await lib(DemoClock).advance(day + hour);
    return id;
  };
  const minutesOf = async (id: string, change: Partial<MinutesEntry> = {}): Promise<MinutesEntry[]> =>
    ((await page(chair, id)).lines ?? []).map((line) => ({
      item: line.id,
      text: 'Said',
      outcome: 'Noted',
      deferred: false,
      ...change,
    }));
  const titles = async (who: Person, id: string) => (await page(who, id)).lines?.map(({ title }) => title) ?? null;
  const settled = async (results: readonly Promise<unknown>[]) =>
    (await Promise.allSettled(results)).map((one) =>
      one.status === 'fulfilled' ? 'done' : (one.reason as Error).constructor,
    );

  it('are planned by who prepares or leads them, once for one form, and never for the past', async () => {
    const startsAt = new Date((await now()).getTime() + day);
    const order = { id: newId(), startsAt, place: '', link: 'https://meet.example.test/1' };
    await lib(Meetings).plan(secretary, 'digital', order);
    expect(await lib(Meetings).plan(secretary, 'digital', order)).toBe(order.id);
    await expect(lib(Meetings).plan(one, 'digital', { ...order, id: newId() })).rejects.toThrow(Forbidden);
    await expect(lib(Meetings).plan(chair, 'digital', { ...order, id: newId() })).rejects.toThrow('at this time');
    const past = { ...order, id: newId(), startsAt: new Date(0) };
    await expect(lib(Meetings).plan(chair, 'digital', past)).rejects.toThrow('must be in the future');
    await expect(page(stranger, order.id)).rejects.toThrow(NotFound);
    const { ahead } = await lib(MeetingQueries).list(one, 'digital', null);
    expect(ahead.map(({ id, state }) => [id, state])).toEqual([[order.id, 'planned']]);
    await lib(Meetings).cancel(chair, await read(order.id), 'A strike');
    await expect(lib(Meetings).cancel(chair, await read(order.id), 'Again')).rejects.toThrow(Refused);
  });

  it('have an agenda that two people cannot change over each other', async () => {
    const id = await planned();
    const before = await read(id);
    const both = await settled([
      lib(Agendas).add(chair, before, business('The chair’s matter')),
      lib(Agendas).add(secretary, before, business('The secretary’s matter')),
    ]);
    expect(both.filter((one) => one === 'done')).toHaveLength(1);
    expect(both).toContain(Stale);
    expect(await titles(chair, id)).toHaveLength(1);
    await expect(lib(Agendas).build(one, await read(id))).rejects.toThrow(Forbidden);
  });

  it('take in what lies before the panel, once, with the version that is its paper', async () => {
    const proposal = await accepted('Signal tester');
    const id = await planned();
    await add(id, 'Any other business');
    expect(await lib(Agendas).build(secretary, await read(id))).toBeGreaterThan(0);
    expect(await lib(Agendas).build(secretary, await read(id))).toBe(0);
    const { lines } = await page(chair, id);
    const found = lines?.find(({ subjectId }) => subjectId === proposal);
    expect(found).toMatchObject({ section: 'ready', title: 'Signal tester', versionNo: 1, kind: 'proposal' });
    expect(lines?.at(-1)?.title).toBe('Any other business');
    expect(lines?.map(({ no }) => no)).toEqual(lines?.map((_, index) => index + 1));
    const reference = found?.reference ?? '';
    const again = { reference, title: '', section: 'ready' as const, note: '' };
    await expect(lib(Agendas).add(chair, await read(id), again)).rejects.toThrow('on the agenda already');
    const unknown = { ...again, reference: 'OP9999' };
    await expect(lib(Agendas).add(chair, await read(id), unknown)).rejects.toThrow('that you may see');
  });

  it('show members the agenda as it was published, and those who prepare it as it stands', async () => {
    const id = await planned();
    await add(id, 'First');
    expect(await titles(one, id)).toBeNull();
    await expect(lib(Agendas).publish(secretary, await read(id))).rejects.toThrow(Forbidden);
    await lib(Agendas).publish(chair, await read(id));
    expect((await page(one, id)).state).toBe('agenda-published');
    await add(id, 'Second');
    expect(await titles(one, id)).toEqual(['First']);
    expect(await titles(secretary, id)).toEqual(['First', 'Second']);
    expect((await page(chair, id)).unpublished).toBe(true);
    const [first, second] = (await page(chair, id)).lines ?? [];
    await lib(Agendas).move(secretary, await read(id), second?.id ?? '', 'up');
    await lib(Agendas).remove(secretary, await read(id), first?.id ?? '');
    expect(await titles(one, id)).toEqual(['First']);
    await lib(Agendas).publish(chair, await read(id));
    expect(await titles(one, id)).toEqual(['Second']);
    await lib(Outbox).drain();
    const told = await ctx.db
      .read()
      .rows<{ subject: string; body: string }>(`select subject, body from notification where person_id = $1`, [one.id]);
    expect(told.map(({ subject }) => subject).join()).toMatch(/Planned: .*Agenda: .*Changed agenda: /);
    expect(told.map(({ body }) => body).join()).not.toContain('Second');
  });

  it('hide an item from who declared an interest, and from who is noted as recused, on every page', async () => {
    const [declared, noted] = [await accepted('Declared thing'), await accepted('Noted thing')];
    const ballot = await opened(declared);
    await lib(Ballots).declare(one, ballot, { interested: true, details: 'My employer', key: newId() });
    const id = await planned();
    await lib(Agendas).build(chair, await read(id));
    const item = (await page(chair, id)).lines?.find(({ subjectId }) => subjectId === noted);
    const order = { itemId: item?.id ?? '', personId: two.id, reason: 'A cousin' };
    await expect(lib(Attendances).recuse(one, id, order)).rejects.toThrow(Forbidden);
    await lib(Attendances).recuse(two, id, order);
    await expect(lib(Attendances).recuse(chair, id, order)).rejects.toThrow('already');
    await lib(Agendas).publish(chair, await read(id));
    const seen = async (who: Person) => JSON.stringify((await page(who, id)).lines);
    expect(await seen(one)).not.toMatch(/Declared thing|My employer/);
    expect(await seen(one)).not.toContain(declared);
    expect(await seen(one)).toContain('Noted thing');
    expect(await seen(two)).not.toContain('Noted thing');
    expect((await titles(two, id))?.filter((title) => title === 'An item that you take no part in')).toHaveLength(1);
    await expect(lib(ProposalQueries).proposal(two, noted)).rejects.toThrow('You have an interest');
    expect((await page(chair, id)).lines?.find(({ subjectId }) => subjectId === noted)?.recused).toEqual(['Two']);
    const event = await ctx.db
      .read()
      .one<{ content: string }>(`select content from event where type = 'meeting.recusal-noted'`);
    expect(event?.content).not.toContain('A cousin');
  });

  it('recuse on ballots, too: on one that is open at once, and on one that opens later', async () => {
    const [voted, later] = [await accepted('Voted thing'), await accepted('Later thing')];
    const ballot = await opened(voted);
    const id = await planned();
    await lib(Agendas).build(chair, await read(id));
    for (const subject of [voted, later]) {
      const item = (await page(chair, id)).lines?.find(({ subjectId }) => subjectId === subject);
      await lib(Attendances).recuse(chair, id, { itemId: item?.id ?? '', personId: two.id, reason: 'A cousin' });
    }
    await expect(lib(BallotQueries).page(two, ballot)).rejects.toThrow('You have an interest');
    const panel = JSON.stringify(await lib(PanelQueries).page(two, 'digital'));
    expect(panel).not.toMatch(/Voted thing|Later thing/);
    expect(JSON.stringify(await lib(PanelQueries).page(one, 'digital'))).toMatch(/Later thing/);
    const second = await opened(later);
    await expect(lib(BallotQueries).page(two, second)).rejects.toThrow('You have an interest');
    expect((await lib(BallotQueries).page(one, second)).noPart).toEqual([{ name: 'Two', did: null }]);
    await lib(Outbox).drain();
    const told = await ctx.db
      .read()
      .rows<{ subject: string }>('select subject from notification where person_id = $1', [two.id]);
    expect(told.map(({ subject }) => subject).join()).not.toContain('Later thing');
  });

  it('have minutes that are written in versions, agreed once, and never change again', async () => {
    const id = await held(['The only item']);
    await expect(lib(Agendas).publish(chair, await read(id))).rejects.toThrow(Refused);
    const entries = await minutesOf(id);
    await expect(lib(Minutes).agree(chair, { id, no: 0 })).rejects.toThrow('Write the minutes first');
    await lib(Minutes).write(secretary, { id, no: 0 }, entries);
    await expect(lib(Minutes).write(chair, { id, no: 0 }, entries)).rejects.toThrow(Stale);
    expect((await page(one, id)).lines?.[0]?.minutes).toBeNull();
    await expect(lib(Minutes).agree(secretary, { id, no: 1 })).rejects.toThrow(Forbidden);
    const both = await settled([lib(Minutes).agree(chair, { id, no: 1 }), lib(Minutes).agree(chair, { id, no: 1 })]);
    expect(both).toEqual(expect.arrayContaining(['done', Refused]));
    await expect(lib(Minutes).write(secretary, { id, no: 1 }, entries)).rejects.toThrow(Refused);
    expect((await page(one, id)).lines?.[0]?.minutes).toMatchObject({ text: 'Said', outcome: 'Noted' });
    const sql = (text: string) => ctx.db.write((tx) => tx.rows(text, [id]));
    await expect(sql(`update meeting set minutes_agreed_at = waymark_now() where id = $1`)).rejects.toThrow('stands');
    await expect(sql(`update meeting_minutes set entries = '[]' where meeting_id = $1`)).rejects.toThrow('denied');
    await expect(
      sql(`insert into meeting_minutes select meeting_id, no + 1, entries, written_by, waymark_now()
           from meeting_minutes where meeting_id = $1`),
    ).rejects.toThrow('until they are agreed');
    const { no } = (await page(chair, id)).meeting;
    await expect(lib(MeetingsInPublic).minutes('digital', no)).rejects.toThrow(NotFound);
    await lib(Minutes).publish(chair, id);
    expect(await lib(MeetingsInPublic).minutes('digital', no)).toMatchObject({ items: [{ title: 'The only item' }] });
  });

  it('are not minuted before they begin, nor agreed while an item has no minutes', async () => {
    const ahead = await planned();
    await expect(lib(Minutes).write(secretary, { id: ahead, no: 0 }, [])).rejects.toThrow(Refused);
    const id = await held(['One item', 'Another item']);
    const [first] = await minutesOf(id);
    await lib(Minutes).write(secretary, { id, no: 0 }, first === undefined ? [] : [first]);
    await expect(lib(Minutes).agree(chair, { id, no: 1 })).rejects.toThrow('nothing yet of: Another item');
  });

  it('bring a deferred item back at the next meeting, and the minutes that are still to be agreed', async () => {
    const proposal = await accepted('Deferred thing');
    const id = await planned(1);
    await lib(Agendas).build(chair, await read(id));
    await lib(DemoClock).advance(day + hour);
    await lib(Minutes).write(secretary, { id, no: 0 }, await minutesOf(id, { deferred: true }));
    await lib(Minutes).agree(chair, { id, no: 1 });
    const unminuted = await held(['Something']);
    const next = await planned();
    await lib(Agendas).build(secretary, await read(next));
    const { lines } = await page(chair, next);
    expect(lines?.[0]).toMatchObject({ section: 'consent', kind: 'meeting', subjectId: unminuted });
    expect(lines?.find(({ subjectId }) => subjectId === proposal)?.section).toBe('deferred');
  });

  it('note who comes: apologies before, presence from the start, strangers never', async () => {
    const id = await planned(1);
    await lib(Attendances).apologise(one, id, true);
    expect((await page(one, id)).own).toBe('apologies');
    await expect(lib(Attendances).apologise(officer, id, true)).rejects.toThrow(NotFound);
    const note = async (who: Person, how: 'present' | 'apologies') =>
      lib(Attendances).note(secretary, await read(id), new Map([[who.id, how]]));
    await expect(note(two, 'present')).rejects.toThrow('from the start');
    await lib(DemoClock).advance(day + hour);
    await note(two, 'present');
    await expect(note(stranger, 'present')).rejects.toThrow(NotFound);
    const known = (await page(chair, id)).attendance;
    const of = (who: Person) => known.find(({ personId }) => personId === who.id)?.attendance;
    expect([of(one), of(two), of(secretary)]).toEqual(['apologies', 'present', 'expected']);
  });

  it('are led by the deputy where the chair sent apologies', async () => {
    const id = await planned();
    await add(id, 'An item');
    const deputy = await ctx.person('Deputy', { role: 'panel-member', scope: 'route:digital' });
    await ctx.db.write((tx) =>
      tx.rows(`insert into panel_office select id, 'deputy' from person_grant where person_id = $1`, [deputy.id]),
    );
    await expect(lib(Agendas).publish(deputy, await read(id))).rejects.toThrow(Forbidden);
    await lib(Attendances).apologise(chair, id, true);
    await lib(Agendas).publish(deputy, await read(id));
    const waiting = await lib(WaitingList).entries(ctx.db.read(), secretary);
    expect(waiting.map(({ text }) => text).join()).toContain('Write the minutes of the meeting');
  });

  it('stand in a calendar that works for its member only', async () => {
    const { panel } = await page(one, await planned());
    const token = lib(MeetingCalendars).token(one.id, panel.id);
    expect((await lib(MeetingCalendars).all(token)).meetings.length).toBeGreaterThan(1);
    await expect(lib(MeetingCalendars).all(`${token}x`)).rejects.toThrow(NotFound);
    await expect(lib(MeetingCalendars).all('nonsense')).rejects.toThrow(NotFound);
    const other = lib(MeetingCalendars).token(stranger.id, panel.id);
    await expect(lib(MeetingCalendars).all(other)).rejects.toThrow(NotFound);
  });

  it('know a proposal that comes back after a vote', async () => {
    const proposal = await accepted('Returning thing');
    const ballot = await opened(proposal);
    await lib(Ballots).declare(chair, ballot, { interested: false, details: '', key: newId() });
    await lib(DemoClock).advance(day + hour);
    await lib(BallotClosing).close(chair, ballot, newId());
    const id = await planned();
    await lib(Agendas).build(chair, await read(id));
    const line = (await page(chair, id)).lines?.find(({ subjectId }) => subjectId === proposal);
    expect(line?.section).toBe('returning');
  });
});
