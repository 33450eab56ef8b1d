import { Forbidden, groupScope, newId, NotFound, Refused } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { isLongEnough, RequiredConsultation, stageActsOn } from '@app/proposals';
import { publishMap } from '@test/support';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { EarlierConsultationQueries, EarlierConsultations, Preparing } from './index';
import { anAnnounced } from './testing';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const day = 86_400_000;
const hour = 3_600_000;

let at: At;
let member: Person;
/** References of consultations on the occupation: one that counts, and one that was too short. */
let long: string;
let short: string;
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const sql = (text: string, values: unknown[] = []) => at.sql(text, values) as Promise<Record<string, unknown>[]>;
const rule = (who: Person, id: string, consultation = long) =>
  lib(EarlierConsultations).rule(who, id, { consultation, why: 'It asked the same' });
const waitsFor = (id: string) => lib(RequiredConsultation).waitsFor(at.ctx.db.read(), { id, kind: 'retirement' });
const isConsulted = async (id: string) => (await sql('select retirement_is_consulted($1) as is', [id]))[0]?.['is'];

async function drafted(occupation: string): Promise<string> {
  const { proposals, proposer, groupId } = at;
  const id = await proposals.start(proposer, groupId, newId(), { kind: 'retirement', occupation });
  const grounds = { explanation: 'Nobody trains for it.', evidence: 'The register.' };
  await proposals.amend(proposer, id, 1, {
    part: 'all',
    change: (content) => ({
      ...content,
      triggers: ['not-needed'],
      successor: 'none',
      grounds,
    }),
  });
  await proposals.submit(proposer, id, 2, newId());
  return id;
}

/** A retirement that lies before its panel. */
async function retirement(occupation = 'OCC0116'): Promise<string> {
  const id = await drafted(occupation);
  await at.proposals.accept(at.officer, id);
  return id;
}

async function consulted(proposalId: string, lasts: number): Promise<string> {
  const closesAt = new Date((await at.ctx.db.read().now()).getTime() + lasts);
  const subjects = [{ kind: 'retirement' as const, ref: proposalId }];
  const second = await at.ctx.person('Second', { role: 'product-manager' });
  const asking = { template: 'retirement' as const, title: 'Do you need it?', subjects, closesAt };
  return anAnnounced(lib(Preparing), { officer: at.officer, second }, asking);
}

beforeAll(async () => {
  at = await aPanelAtWork();
  member = at.committee[0] ?? at.officer;
  await at.ctx.db.write(async (tx) => {
    const edition = { state: smallMap(), kind: 'day-to-day' as const, note: '1', changes: [] };
    await publishMap(tx, lib(EditionStore), edition);
  });
  const before = await retirement();
  long = await consulted(before, 28 * day);
  short = (
    await sql(
      `insert into consultation select * from jsonb_populate_record((select c from consultation c where reference = $1), $2)
     returning reference`,
      [
        long,
        JSON.stringify({
          ...{ id: newId(), reference: 'C9999', creation_key: newId(), draft_id: null },
          closes_at: new Date((await at.ctx.db.read().now()).getTime() + 27 * day),
        }),
      ],
    )
  )[0]?.['reference'] as string;
  const ids = `(select id from consultation where reference = 'C9999'), no`;
  await sql(
    `insert into consultation_subject select ${ids}, kind, ref, title, version, shown from consultation_subject
    where consultation_id = (select id from consultation where reference = $1)`,
    [long],
  );
  await sql(`insert into consultation_deadline select c.id, 1, c.closes_at, '', c.created_by, c.created_at
    from consultation c where c.reference = 'C9999'`);
  await lib(DemoClock).advance(29 * day);
  await at.proposals.withdraw(at.proposer, before);
});
afterAll(() => at?.ctx.close());

describe('a ruling that an earlier consultation counts', () => {
  it('lets the panel take the request up, is an act of the committee, and stands in the trail', async () => {
    const id = await retirement();
    expect(await waitsFor(id)).toContain('none is announced yet');
    expect(await isConsulted(id)).toBe(false);
    expect((await lib(EarlierConsultationQueries).around(member, id)).mayCount).toBe(true);
    await rule(member, id);
    expect(await waitsFor(id)).toBeNull();
    expect(await isConsulted(id)).toBe(true);
    const { counted, mayCount } = await lib(EarlierConsultationQueries).around(at.officer, id);
    expect([counted?.reference, counted?.why, mayCount]).toEqual([long, 'It asked the same', false]);
    const acts = await stageActsOn(at.ctx.db.read(), id);
    expect(acts.at(-1)).toMatchObject({ personId: member.id, stage: 'committee', act: 'counted' });
    const [event] = await sql(`select content from event where type = 'proposal.consultation-counted'`);
    expect(event?.['content']).toContain(long);
    await expect(rule(at.committee[1] ?? member, id)).rejects.toThrow('ruled already');
  });

  it('takes a consultation that has closed, was long enough, and is on the same occupation', async () => {
    const [id, other] = [await retirement(), await retirement('OCC0128')];
    for (const one of [short, 'C7777']) await expect(rule(member, id, one)).rejects.toThrow(Refused);
    await expect(rule(member, other)).rejects.toThrow('on this occupation');
    const running = await consulted(other, 28 * day);
    await expect(rule(member, await retirement('OCC0128'), running)).rejects.toThrow(Refused);
  });

  it('is given by a member of the committee who takes part, once the request is before the panel', async () => {
    const id = await retirement();
    for (const who of [at.officer, at.chair]) await expect(rule(who, id)).rejects.toThrow(Forbidden);
    const own = await at.ctx.person(
      'Own',
      { role: 'committee-member' },
      { role: 'group-member', scope: groupScope(at.groupId) },
    );
    await expect(rule(own, id)).rejects.toThrow('You have an interest');
    await expect(rule(member, await drafted('OCC0116'))).rejects.toThrow(NotFound);
  });

  it('is held by the database: no other person, no other consultation, never changed', async () => {
    const id = await retirement();
    const insert = (who: Person, reference = long, why = 'x', proposal = id) =>
      sql(
        `insert into earlier_consultation_ruling
         select $1, c.id, $3, $4, '1900-01-01' from consultation c where reference = $2 returning ruled_at as at`,
        [proposal, reference, why, who.id],
      );
    await expect(insert(member, short)).rejects.toThrow('no consultation of 28 days');
    await expect(insert(at.officer)).rejects.toThrow('a member of the committee rules');
    await expect(insert(member, long, ' ')).rejects.toThrow('why_check');
    await expect(insert(member, long, 'x', await drafted('OCC0116'))).rejects.toThrow('before the ballot');
    const [row] = await insert(member);
    const age = (await at.ctx.db.read().now()).getTime() - (row?.['at'] as Date).getTime();
    expect(Math.abs(age)).toBeLessThan(60_000);
    await expect(sql(`update earlier_consultation_ruling set why = 'y'`)).rejects.toThrow('denied');
    await expect(sql('delete from earlier_consultation_ruling')).rejects.toThrow('denied');
  });

  it('asks for as long a consultation as the rule of the request does', async () => {
    for (const lasts of [27 * day, 28 * day - hour - 1, 28 * day - hour, 28 * day, 30 * day]) {
      const [opensAt, closesAt] = [
        new Date('2026-01-01T00:00:00Z'),
        new Date(Date.parse('2026-01-01T00:00:00Z') + lasts),
      ];
      const [row] = await sql(`select consultation_is_long($1, $2, '0') as counts`, [opensAt, closesAt]);
      expect(row?.['counts']).toBe(isLongEnough('retirement', { opensAt, closesAt }));
    }
  });
});
