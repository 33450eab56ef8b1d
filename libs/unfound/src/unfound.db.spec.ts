import { DemoClock, Sweeps } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { Unfound, UnfoundModule, UnfoundQueries } from './index';

let ctx: TestContext;
let unfound: Unfound;

beforeAll(async () => {
  ctx = await testContext([UnfoundModule]);
  unfound = ctx.module.get(Unfound);
});
afterAll(() => ctx?.close());
beforeEach(() => ctx.db.write((tx) => tx.rows('delete from unfound_question')));

type Row = { words: string | null; marks: number };
const rows = () =>
  ctx.db
    .read()
    .rows<Row>('select words, bit_count(marks)::int as marks from unfound_question order by words nulls first');
const shown = async (filter = { month: null as string | null, words: null as string | null }) =>
  (await ctx.module.get(UnfoundQueries).page(filter, null)).rows;

/** Whether the row that a network's question would change has changed: which networks make different marks. */
async function differing(words: string, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let no = 0; found.length < count; no += 1) {
    const from = `10.${no >> 8}.${no & 255}.9`;
    const before = (await rows())[0]?.marks ?? 0;
    unfound.note(words, from);
    await unfound.write();
    if (((await rows())[0]?.marks ?? 0) > before) found.push(from);
  }
  await ctx.db.write((tx) => tx.rows('delete from unfound_question'));
  return found;
}

/** Everything that the database holds of it, as text. */
async function everything(): Promise<string> {
  const all = await ctx.db
    .read()
    .rows('select u::text as text from unfound_question u union all select k::text from unfound_key k');
  return JSON.stringify(all);
}

describe('what was looked for and not found', () => {
  it('stands in the database without its words until five have asked it, and nothing of who asked ever does', async () => {
    const askers = await differing('dragon tamer', 6);
    for (const from of askers.slice(0, 4)) unfound.note('Dragon tamer jobs', from);
    await unfound.write();
    expect(await rows()).toEqual([{ words: null, marks: 4 }]);
    expect(await everything()).not.toMatch(/dragon|tamer/i);
    expect(await shown()).toEqual([]);
    unfound.note('dragon tamer', askers[4] ?? '');
    await unfound.write();
    expect(await rows()).toEqual([{ words: 'dragon tamer', marks: 5 }]);
    unfound.note('DRAGON TAMER', askers[5] ?? '');
    await unfound.write();
    const [row] = await shown();
    expect([row?.words, row?.askers]).toEqual(['dragon tamer', 6]);
    for (const from of askers) expect(await everything()).not.toContain(from.replace(/\.9$/, ''));
  });

  it('is asked once by one network, however often, from however many machines and processes', async () => {
    for (let no = 1; no < 30; no += 1) unfound.note('dragon tamer', `10.9.9.${no}`);
    await unfound.write();
    for (let no = 30; no < 50; no += 1) {
      unfound.note('dragon tamer', `10.9.9.${no}`);
      await unfound.write();
    }
    expect(await rows()).toEqual([{ words: null, marks: 1 }]);
  });

  it('waits in memory, and costs no write before it is written together', async () => {
    for (let no = 0; no < 10; no += 1) unfound.note(`dragon tamer ${'abcdefghij'[no]}x`, `10.8.${no}.1`);
    expect(await rows()).toEqual([]);
    await unfound.write();
    expect((await rows()).map(({ marks }) => marks)).toEqual(Array.from({ length: 10 }, () => 1));
  });

  it('has room for 20 questions of one network', async () => {
    for (let no = 0; no < 40; no += 1) unfound.note(`griffin ${String.fromCharCode(97 + (no % 26))}${no}x`, '10.7.7.7');
    await unfound.write();
    expect(await rows()).toHaveLength(20);
  });

  it('is not counted where it may say something of a person', async () => {
    for (const asked of ['ann@example.test', '07700 900123', 'Mrs Ash']) unfound.note(asked, '10.6.0.1');
    await unfound.write();
    expect(await rows()).toEqual([]);
  });

  it('cannot be written in words by anything while fewer than five have asked', async () => {
    const write = ctx.db.write((tx) =>
      tx.rows(
        `insert into unfound_question (month, question_hash, marks, words)
         values ('2026-11-01', decode(repeat('00', 32), 'hex'), (repeat('0', 60) || '1111')::bit(64), 'four')`,
      ),
    );
    await expect(write).rejects.toThrow('unfound_question_check');
  });

  it('is forgotten at the end of its month with the key, but for what five asked, and that a year later', async () => {
    const askers = await differing('dragon tamer', 5);
    for (const from of askers) unfound.note('dragon tamer', from);
    unfound.note('griffin keeper', askers[0] ?? '');
    await unfound.write();
    const keys = () => ctx.db.read().rows<{ key: string }>(`select encode(key, 'hex') as key from unfound_key`);
    const [key] = await keys();
    const forget = () => ctx.module.get(Sweeps).runAll();
    await forget();
    expect([(await rows()).length, (await keys()).length]).toEqual([2, 1]);
    const day = 24 * 60 * 60_000;
    await ctx.module.get(DemoClock).advance(32 * day);
    await forget();
    expect([await rows(), await keys()]).toEqual([[{ words: 'dragon tamer', marks: 5 }], []]);
    unfound.note('griffin keeper', askers[1] ?? '');
    await unfound.write();
    const [next] = await keys();
    expect(next?.key).not.toBe(key?.key);
    const months = await ctx.module.get(UnfoundQueries).months();
    expect(months).toHaveLength(1);
    expect((await shown({ month: months[0] ?? '', words: 'tame' })).length).toBe(1);
    expect(await shown({ month: null, words: 'griffin' })).toEqual([]);
    await ctx.module.get(DemoClock).advance(370 * day);
    await forget();
    expect(await rows()).toEqual([]);
  });
});
