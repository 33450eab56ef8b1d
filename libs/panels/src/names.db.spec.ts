import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, newId, NotFound, Stale } from '@app/kernel';
import { Trailblazers } from '@app/trailblazers';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import {
  NameRulingQueries,
  NameRulings,
  type NameRuling,
  PanelQueries,
  RecusalRulingQueries,
  RegisterOfInterests,
  StandingRecusals,
} from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
let at: At;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });

async function why(who: Person, id: string): Promise<string | undefined> {
  return (await lib(StandingRecusals).among(at.ctx.db.read(), { kind: 'proposal', id }, [who.id])).get(who.id);
}

/** Enters an interest into a register. */
const enter = (who: Person, organisation: string): Promise<void> =>
  lib(RegisterOfInterests).enter(who, { id: newId(), kind: 'employer', organisation, from: '2024-01-01', until: null });

/** A new member of the panel whose register names an organisation. */
async function memberOf(organisation: string, role: 'panel-member' | 'panel-secretary' = 'panel-member') {
  const person = await at.ctx.person(`Of ${organisation}`, { role, scope: 'route:digital' });
  await enter(person, organisation);
  return person;
}

const addEmployer = (name: string): Promise<void> =>
  lib(Trailblazers).addEmployer(at.officer, at.groupId, { name, size: 'small', sector: 'Digital', region: 'Leeds' });

const order = (one: string, other: string, ruling: NameRuling, seen: string | null = null) => ({
  ...{ slug: 'digital', one, other, ruling, seen },
  reason: 'The reason',
});
const rule = (who: Actor, ...given: Parameters<typeof order>): Promise<void> =>
  lib(NameRulings).rule(who, order(...given));
const page = (who: Actor) => lib(NameRulingQueries).page(who, 'digital');
const waitsFor = async (who: Actor): Promise<string[]> =>
  (await lib(WaitingList).entries(at.ctx.db.read(), who)).map(({ text }) => text);

describe('names that are surely of one organisation', () => {
  it.each(['The Heron Weir Foundry', 'HeronWeir Foundry Ltd (Leeds)', 'Héron\u200b Weir Foundry'])(
    'recuse at once: %j, whichever of the two was there first',
    async (name) => {
      const id = await at.accepted();
      const before = await memberOf(name);
      expect(await why(before, id)).toBe((await inGroup('Heron Weir Foundry')) ? 'not-ruled-on' : undefined);
      if (!(await inGroup('Heron Weir Foundry'))) await addEmployer('Heron Weir Foundry');
      const after = await memberOf(`${name} plc`);
      expect([await why(before, id), await why(after, id)]).toEqual(['not-ruled-on', 'not-ruled-on']);
      const { proposed } = await lib(RecusalRulingQueries).page(at.chair, 'digital');
      expect(proposed.find(({ personId }) => personId === after.id)).toMatchObject({
        interests: [`${name} plc`],
        ofGroup: ['Heron Weir Foundry'],
      });
    },
  );

  const inGroup = async (name: string): Promise<boolean> =>
    (await at.sql('select 1 from trailblazer_organisation where name = $1', [name])).length > 0;

  it('cannot be used by a row before they were compared', async () => {
    const raw = `insert into interest_entry (id, person_id, kind, organisation, held_from, entered_at)
      values ($1, $2, 'other', 'Never noted', '2024-01-01', now())`;
    await expect(at.sql(raw, [newId(), at.one.id])).rejects.toThrow('interest_entry_organisation_fkey');
  });

  it('find each other when both are new and come at once', async () => {
    const [one, two] = [await at.ctx.person('A'), await at.ctx.person('B')];
    const seated = (who: Person): Person => ({ ...who, grants: [{ role: 'panel-member', scope: 'route:digital' }] });
    await Promise.all([enter(seated(one), 'Quorn Kilns'), enter(seated(two), 'The Quorn Kilns')]);
    expect(
      await at.sql(`select 1 from organisation_likeness where one = 'Quorn Kilns' and likeness = 'same'`),
    ).toHaveLength(1);
  });
});

describe('names that are near each other', () => {
  let id: string;
  let member: Person;
  let secretary: Actor;
  const [interest, ofGroup] = ['Thornfield Potery', 'Thornfield Pottery'];

  beforeAll(async () => {
    await addEmployer(ofGroup);
    secretary = await at.ctx.person('Sam', { role: 'panel-secretary', scope: 'route:digital' });
    member = await memberOf(interest);
    id = await at.accepted();
  });

  it('recuse nobody, but no ballot opens before somebody has ruled', async () => {
    expect(await why(member, id)).toBeUndefined();
    await expect(at.ballots.open(at.chair, await at.order(id))).rejects.toThrow(`${interest} and ${ofGroup}`);
    const ready = (await lib(PanelQueries).page(at.chair, 'digital')).ready.find((one) => one.id === id);
    expect(ready).toMatchObject({ mayOpen: false, waitsFor: expect.stringContaining(interest) });
    const opening = await lib(PanelQueries).opening(at.chair, 'digital', { kind: 'proposal', id });
    expect(opening.names).toEqual([{ one: interest, other: ofGroup }]);
  });

  it('wait for the chair, and the secretary sees them; nobody else does', async () => {
    expect(await waitsFor(at.chair)).toContain(`Say whether ${interest} and ${ofGroup} are one organisation`);
    expect((await waitsFor(secretary)).join()).toContain(`has to say whether ${interest} and ${ofGroup}`);
    const pair = { one: interest, other: ofGroup };
    expect((await page(at.chair)).open).toEqual([expect.objectContaining({ ...pair, mayRule: true })]);
    expect((await page(secretary)).open).toEqual([expect.objectContaining({ ...pair, mayRule: false })]);
    for (const who of [member, at.one]) {
      expect((await page(who)).open).toEqual([]);
      expect((await waitsFor(who)).join()).not.toContain(interest);
    }
  });

  it('are ruled on by nobody else, and not by who has one of them in their register', async () => {
    for (const who of [secretary, member, at.one]) {
      await expect(rule(who, interest, ofGroup, 'different')).rejects.toThrow(Forbidden);
    }
    await expect(rule(at.chair, interest, 'Acme', 'different')).rejects.toThrow(NotFound);
    const raw = `insert into organisation_ruling (id, one, other, ruling, reason, panel_id, ruled_by, ruled_at)
      select gen_random_uuid(), $1, $2, 'different', 'No', p.id, $3, waymark_now() from panel p where slug = 'digital'`;
    await expect(at.sql(raw, [interest, ofGroup, member.id])).rejects.toThrow('in their own register');
    await expect(at.sql(raw, [interest, 'Acme', at.chair.id])).rejects.toThrow('near each other');
  });

  it('recuse from the ruling on that they are one, once, also in the next case and however they are written', async () => {
    await Promise.all([rule(at.chair, interest, ofGroup, 'same'), rule(at.chair, interest, ofGroup, 'same')]);
    expect(await at.sql('select 1 from organisation_ruling')).toHaveLength(1);
    expect(await why(member, id)).toBe('not-ruled-on');
    const next = await at.accepted();
    const other = await memberOf('Thornfield Potery Limited');
    expect([await why(member, next), await why(other, next)]).toEqual(['not-ruled-on', 'not-ruled-on']);
    expect((await page(at.chair)).open).toEqual([]);
    await at.ballots.open(at.chair, await at.order(next));
  });

  it('are ruled on otherwise later, with what was read; the latest ruling stands', async () => {
    const [ruled] = (await page(at.chair)).ruled;
    expect(ruled).toMatchObject({ one: interest, other: ofGroup, ruling: 'same', by: 'Chair', mayChange: true });
    expect((await page(at.one)).ruled).toEqual([expect.objectContaining({ mayChange: false })]);
    await expect(rule(at.chair, interest, ofGroup, 'different')).rejects.toThrow(Stale);
    await expect(rule(at.one, interest, ofGroup, 'different', ruled?.id)).rejects.toThrow(Forbidden);
    await rule(at.chair, interest, ofGroup, 'different', ruled?.id);
    expect(await why(member, id)).toBeUndefined();
    const rows = await at.sql(`select content from event where type = 'panel.names-ruled-on' order by seq`);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('Thornfield');
  });

  it('as one of the chair leave the ruling to somebody else', async () => {
    await addEmployer('Larkspur Glassworks');
    await enter(at.chair, 'Larkspur Glasworks');
    await at.accepted();
    await expect(rule(at.chair, 'Larkspur Glasworks', 'Larkspur Glassworks', 'different')).rejects.toThrow(Forbidden);
    expect((await page(at.chair)).open).toEqual([]);
    await rule(at.two, 'Larkspur Glasworks', 'Larkspur Glassworks', 'different');
  });

  it('are not a subject of rulings where they are surely the same', async () => {
    await expect(rule(at.chair, 'Heron Weir Foundry', 'The Heron Weir Foundry', 'different')).rejects.toThrow(NotFound);
  });
});
