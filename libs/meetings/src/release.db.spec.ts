import { newId } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Agendas, Attendances, MeetingQueries, Meetings, MeetingsInPublic, Minutes } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const day = 86_400_000;

let at: At;
let secretary: Person;
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const page = (who: Person, id: string) => lib(MeetingQueries).page(who, id);

beforeAll(async () => {
  at = await aPanelAtWork();
  secretary = await at.ctx.person('Secretary', { role: 'panel-secretary', scope: 'route:digital' });
});
afterAll(() => at?.ctx.close());

/** A meeting that was held on what lies before the panel and on a business item, with minutes that are published. */
async function published(): Promise<{ id: string; no: number }> {
  const startsAt = new Date((await at.ctx.db.read().now()).getTime() + day);
  const order = { id: newId(), startsAt, place: '', link: 'https://meet.example.test/1' };
  const id = await lib(Meetings).plan(secretary, 'digital', order);
  const version = async () => ({ id, version: (await page(secretary, id)).meeting.version });
  await lib(Agendas).build(secretary, await version());
  const business = { reference: '', title: 'Dates of next year', section: 'business' as const, note: '' };
  await lib(Agendas).add(secretary, await version(), business);
  const item = (await page(at.chair, id)).lines?.find(({ kind }) => kind === 'proposal')?.id ?? '';
  await lib(Attendances).recuse(at.chair, id, { itemId: item, personId: at.three.id, reason: 'A cousin' });
  await lib(DemoClock).advance(day + 3_600_000);
  const entries = (await page(at.chair, id)).lines?.map((line) => ({
    item: line.id,
    text: `Said of ${line.title}`,
    outcome: 'Noted',
    deferred: false,
  }));
  await lib(Minutes).write(secretary, { id, no: 0 }, entries ?? []);
  await lib(Minutes).agree(at.chair, { id, no: 1 });
  await lib(Minutes).publish(at.chair, id);
  return { id, no: (await page(at.chair, id)).meeting.no };
}

describe('published minutes', () => {
  it('name an item of a proposal when a decision on it is public, and not before; a business item at once', async () => {
    const { id: proposal, ballot } = await at.opened();
    const { id, no } = await published();
    const inPublic = async () => (await lib(MeetingsInPublic).minutes('digital', no)).items;
    const [item, business] = await inPublic();
    expect([item, business?.title]).toEqual([null, 'Dates of next year']);
    const hidden = async () => (await page(at.three, id)).lines?.map((line) => line.hidden);
    expect(await hidden()).toEqual([true, false]);
    expect((await page(at.one, id)).lines?.[0]?.minutes?.text).toContain('Said of Accessibility specialist');

    await at.votes([at.chair, at.one, at.two], ballot);
    await at.closing.close(at.chair, ballot, newId());
    await at.conclude(at.chair, ballot, 'A clear need');
    expect([(await inPublic())[0], await hidden()]).toEqual([null, [true, false]]);
    const before = await lib(MeetingsInPublic).released('digital', no);

    const [first = at.officer] = at.committee;
    const second = await at.ballots.open(first, await at.order(proposal, 'committee'));
    await at.votes(at.committee, second);
    await at.closing.close(first, second, newId());
    await at.conclude(first, second, 'Agreed');
    expect((await inPublic())[0]).toMatchObject({
      title: 'Accessibility specialist',
      text: 'Said of Accessibility specialist',
    });
    expect(await hidden()).toEqual([true, false]);
    expect(await lib(MeetingsInPublic).released('digital', no)).toBe(before + 1);
  });

  it('of a later version wait for the decision on that version', async () => {
    const { ctx, proposals, proposer, officer } = at;
    const { id: proposal, ballot } = await at.opened();
    await at.votes([at.chair, at.one, at.two, at.three], ballot);
    await at.closing.close(at.chair, ballot, newId());
    await at.conclude(at.chair, ballot, 'A clear need');
    const [first = officer] = at.committee;
    const second = await at.ballots.open(first, await at.order(proposal, 'committee'));
    await at.votes(at.committee, second, 'revise');
    await at.closing.close(first, second, newId());
    await at.conclude(first, second, 'Say more');
    const released = async (version: number) =>
      (await ctx.db.read().one<{ is: boolean }>(`select is_released('proposal', $1, $2) as is`, [proposal, version]))
        ?.is;
    expect([await released(1), await released(2)]).toEqual([true, false]);
    const row = await ctx.db.read().one<{ version: number }>('select version from proposal where id = $1', [proposal]);
    await proposals.submit(proposer, proposal, row?.version ?? 0, newId());
    await proposals.accept(officer, proposal, undefined, 'No peer was free');
    const { no } = await published();
    expect((await lib(MeetingsInPublic).minutes('digital', no)).items[0]).toBeNull();
  });
});
