import { AccountsModule } from '@app/accounts';
import { type Actor, Refused } from '@app/kernel';
import { EditionStore, mapProblems, OccupationalMapModule } from '@app/occupational-map';
import { projectRoot } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, type Operation } from './domain';
import { HeldRow } from './held-row.entity';
import { HeldRows } from './held-rows.service';
import { OccupationImport } from './import.service';
import { Revision } from './revision.entity';
import { RevisionsModule } from './revisions.module';
import { RevisionQueries } from './revisions.queries';
import { Revisions } from './revisions.service';

const folder = join(projectRoot(), '..', 'shared', 'data');
const present = existsSync(join(folder, 'DERIVED_map_occupations.csv'));
if (!present) process.stderr.write(`\nSKIPPED: the imports of the real files, because ${folder} is not there\n`);
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8');
const header =
  'reference,title,version,status,route,level,core_and_options,options,typical_job_titles,overview_of_role,banner';
const row = (reference: string, more: { route?: string; level?: string; status?: string; title?: string } = {}) =>
  [
    reference,
    more.title ?? `Keeper ${reference}`,
    '1.0',
    more.status ?? 'Approved for delivery',
    more.route ?? 'Digital',
    more.level ?? '3',
    'No',
    '',
    '',
    'Keeps.',
    '',
  ].join(',');
const fileOf = (...rows: string[]) => [header, ...rows].join('\n');

let ctx: TestContext;
let ada: Actor & { id: string };
let imports: OccupationImport;
beforeEach(async () => {
  ctx = await testContext([AccountsModule, OccupationalMapModule, RevisionsModule], { seeded: true });
  ada = await ctx.person('Ada Admin', { role: 'administrator' });
  imports = ctx.module.get(OccupationImport);
});
afterEach(() => ctx.close());

const counted = async (table: string) =>
  (await ctx.db.read().one<{ n: number }>(`select count(*)::int as n from ${table}`))?.n;

describe('importing a file', () => {
  const text = fileOf(
    row('ST2001'),
    row('ST2002', { route: '' }),
    row('FA0009'),
    row('ST2003', { status: 'Withdrawn' }),
    row('ST2001'),
  );

  it('makes one draft revision of the good rows and holds the bad ones, by line and reason', async () => {
    const report = await imports.run(ada, { file: 'test.csv', text });
    expect(report.counts).toEqual({ added: 1, amended: 0, left: 0, held: 2, product: 1, skipped: 1 });
    const detail = await ctx.module.get(RevisionQueries).detail(report.revision?.id ?? '');
    expect(detail.revision).toMatchObject({ state: 'draft', importFile: 'test.csv' });
    expect(detail.operations).toMatchObject([{ authority: { by: 'import', file: 'test.csv', line: 2 } }]);
    expect(detail.heldRows.map(({ line, faults }) => [line, faults.map(({ reason }) => reason)])).toEqual([
      [3, ['blank-route']],
      [6, ['duplicate-reference']],
    ]);
  });

  it('a second time changes nothing, not even with another name or one more line', async () => {
    await imports.run(ada, { file: 'test.csv', text });
    const before = await counted('event');
    const again = await imports.run(ada, { file: 'test.csv', text });
    expect(again).toMatchObject({ importedAs: 2, revision: null, operations: 0 });
    const longer = await imports.run(ada, { file: 'other.csv', text: `${text}\n` });
    expect(longer).toMatchObject({ importedAs: null, revision: null, operations: 0, counts: { left: 3 } });
    expect(await counted('event')).toBe(before);
    expect(await counted('revision')).toBe(2);
  });

  it('with a dry run, or strict with a row to hold, writes nothing', async () => {
    const report = await imports.run(ada, { file: 'test.csv', text, dryRun: true });
    expect(report).toMatchObject({ dryRun: true, revision: null, counts: { added: 1, held: 2 } });
    await expect(imports.run(ada, { file: 'test.csv', text, strict: true })).rejects.toThrow(
      /Line 3, OCC2002: The route is blank/,
    );
    expect(await counted('revision')).toBe(1);
    expect(await counted('held_row')).toBe(0);
  });

  it('is for administrators', async () => {
    const cy = await ctx.person('Cy', { role: 'moderator' });
    await expect(imports.run(cy, { file: 'test.csv', text })).rejects.toThrow(/role/);
  });

  it('leaves a revision that nobody can ask approval for until every held row is settled', async () => {
    const { revision } = await imports.run(ada, { file: 'test.csv', text });
    const id = revision?.id ?? '';
    const read = async () => ({ id, version: (await ctx.db.read().get(Revision, id)).version });
    const revisions = ctx.module.get(Revisions);
    await expect(revisions.request(ada, await read())).rejects.toThrow('Settle 2 held rows');
    const [blank, twice] = (await ctx.db.read().find(HeldRow, { revisionId: id })).sort((a, b) => a.line - b.line);
    const held = ctx.module.get(HeldRows);
    await expect(held.settle(ada, await read(), blank.id, ['Sailing'])).rejects.toThrow(Refused);
    await held.settle(ada, await read(), blank.id, ['Care services']);
    await held.leaveOut(ada, await read(), twice.id);
    await revisions.request(ada, await read());
    const { operations } = await ctx.module.get(RevisionQueries).detail(id);
    expect(operations[1]).toMatchObject({
      operation: { occupation: { reference: 'OCC2002' }, placement: { route: 'care-services' } },
      authority: { by: 'import', line: 3 },
    });
  });
});

(present ? describe : describe.skip)('the official files', () => {
  it('one row per map occupation: what is in, what is held, and within 15 seconds', async () => {
    const started = performance.now();
    const report = await imports.run(ada, {
      file: 'DERIVED_map_occupations.csv',
      text: textOf('DERIVED_map_occupations.csv'),
    });
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(report.rows).toHaveLength(1341);
    expect(held(report.rows)).toEqual(['OCC1444 blank-route', 'OCC1468 blank-route', 'OCC1473 blank-route']);
    expect(report.counts).toMatchInlineSnapshot(`
     {
       "added": 877,
       "amended": 398,
       "held": 3,
       "left": 10,
       "product": 0,
       "skipped": 53,
     }
    `);
    await publishable(report.revision?.id ?? '');
  });

  it('one row per standard: options instead of cores, products reported, what is held', async () => {
    const report = await imports.run(ada, {
      file: 'occupational_standards.csv',
      text: textOf('occupational_standards.csv'),
    });
    expect(report.rows).toHaveLength(917);
    expect(report.counts).toMatchInlineSnapshot(`
     {
       "added": 524,
       "amended": 319,
       "held": 3,
       "left": 13,
       "product": 7,
       "skipped": 51,
     }
    `);
    expect(held(report.rows)).toEqual(['OCC1444 blank-route', 'OCC1468 blank-route', 'OCC1473 blank-route']);
    expect(report.rows.filter(({ outcome }) => outcome === 'product').map(({ title }) => title)).toHaveLength(7);
    const after = await publishable(report.revision?.id ?? '');
    expect(after.occupations.OCC0397).toBeUndefined();
    expect(after.occupations.OCC0397A.title).toBe(
      'Animal care and welfare assistant - Animal Interaction and Handling',
    );
    expect(after.occupations.OCC0397B.title).toBe('Animal care and welfare assistant - Breeding');
  });

  it('both, one after the other: the second only brings what the first does not have', async () => {
    await imports.run(ada, { file: 'DERIVED_map_occupations.csv', text: textOf('DERIVED_map_occupations.csv') });
    const report = await imports.run(ada, {
      file: 'occupational_standards.csv',
      text: textOf('occupational_standards.csv'),
      dryRun: true,
    });
    expect(report.counts).toMatchInlineSnapshot(`
     {
       "added": 0,
       "amended": 104,
       "held": 178,
       "left": 577,
       "product": 7,
       "skipped": 51,
     }
    `);
  });
});

const held = (rows: Awaited<ReturnType<OccupationImport['run']>>['rows']) =>
  rows.flatMap((one) => (one.outcome === 'held' ? one.faults.map(({ reason }) => `${one.reference} ${reason}`) : []));

async function publishable(id: string) {
  const rows = await ctx.db
    .read()
    .rows<{ content: Operation }>('select content from revision_operation where revision_id = $1 order by position', [
      id,
    ]);
  const live = await ctx.module.get(EditionStore).liveState(ctx.db.read());
  const after = fold(
    live,
    rows.map(({ content }) => content),
  );
  if (Array.isArray(after)) throw new Error(after.map(({ text }) => text).join());
  expect(mapProblems(after)).toEqual([]);
  return after;
}
