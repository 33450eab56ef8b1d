import { aMap } from '@app/occupational-map/testing';
import { importWords, settledCells, withoutMarkup } from './import-faults';
import { readImportFile, type SourceRow } from './import-file';
import { planImport } from './import-plan';
import { type ClassifiedRow, classify, classifyRows } from './import-rows';
import { apply, fold } from './apply';

const map = aMap()
  .route('health-science', { name: 'Health and science' })
  .route('care-services', { name: 'Care services' })
  .pathway('care-services', { name: 'Care services' })
  .route('digital', { name: 'Digital' })
  .pathway('digital-production')
  .cluster('developers', 'higher-technical')
  .occupation('OCC0116', { title: 'Software developer', level: 4, typicalJobTitles: ['Web developer'] })
  .build();
const words = importWords(map, { '2134': 'Programmers and software development professionals' });

const standard = (cells: Record<string, string> = {}, line = 2): SourceRow => ({
  line,
  cells: {
    reference: 'ST0500',
    title: 'Lighthouse keeper',
    version: '1.0',
    status: 'Approved for delivery',
    route: 'Digital',
    level: '3',
    core_and_options: 'No',
    options: '',
    typical_job_titles: 'Keeper;Keeper; Lamp lighter ;',
    overview_of_role: 'Keeps a light.',
    banner: '',
    ...cells,
  },
});
const classified = (cells: Record<string, string>) => classify('standards', standard(cells), words);
const reasons = (row: ClassifiedRow) => (row.kind === 'held' ? row.faults.map(({ reason }) => reason) : []);

describe('a row of an import file', () => {
  test('becomes an occupation with clean, distinct job titles', () => {
    expect(classified({})).toMatchObject({
      kind: 'occupation',
      candidates: [{ reference: 'OCC0500', status: 'approved', typicalJobTitles: ['Keeper', 'Lamp lighter'] }],
    });
  });

  test('is read without what Excel and web pages put into its cells', () => {
    const row = classified({
      title: 'Light\u00ADhouse\u00A0keeper\u200B',
      route: '\u00A0DIGITAL\u200B',
      typical_job_titles: 'Keeper\u200B;\uF0B7\tLamp\u000Blighter',
      overview_of_role: '\uFEFFKeeps\r\na light.',
    });
    expect(row).toMatchObject({
      kind: 'occupation',
      candidates: [
        {
          title: 'Lighthouse keeper',
          route: 'digital',
          typicalJobTitles: ['Keeper', 'Lamp lighter'],
          overview: 'Keeps a light.',
        },
      ],
    });
    expect(reasons(classified({ title: '\u200B\u00A0' }))).toEqual(['blank-title']);
  });

  test.each([
    ['Approved for delivery', 'approved', false],
    ['Approved for delivery (paused for starts)', 'approved', true],
    ['In development', 'in-development', false],
    ['Proposal in development', 'proposal-in-development', false],
    ['Retired', 'retired', false],
  ])('with the status %s is %s', (status, expected, pausedForStarts) => {
    expect(classified({ status })).toMatchObject({ candidates: [{ status: expected, pausedForStarts }] });
  });

  test('withdrawn is skipped, even where its level is not known', () => {
    expect(classified({ status: 'Withdrawn', level: 'TBC' }).kind).toBe('skipped');
  });

  test.each(['FA0007', 'AU0009'])('of the product %s is reported, never put on a route', (reference) => {
    expect(classified({ reference, route: 'Health and science;Care services' }).kind).toBe('product');
  });

  test('of core and options becomes its options in the order of the alphabet, never the core', () => {
    const row = classified({ core_and_options: 'Yes', options: 'Tower;base\u00a0light; Tower' });
    const planned = planImport([row], map).rows[0];
    expect(planned).toMatchObject({
      outcome: 'added',
      operations: [
        {
          occupation: {
            reference: 'OCC0500A',
            title: 'Lighthouse keeper - base light',
            option: { core: 'OCC0500', name: 'base light' },
          },
        },
        { occupation: { reference: 'OCC0500B', title: 'Lighthouse keeper - Tower' } },
      ],
    });
  });

  test.each([
    [{ route: 'Health and science;Care services' }, 'two-routes'],
    [{ route: ' ' }, 'blank-route'],
    [{ route: 'Sailing' }, 'unknown-route'],
    [{ level: 'TBC' }, 'level-not-known'],
    [{ status: 'Dormant' }, 'unknown-status'],
    [{ title: '<b>Keeper</b>' }, 'markup'],
    [{ banner: 'Paused&nbsp;for starts' }, 'markup'],
    [{ reference: 'QQ1' }, 'unknown-reference'],
    [{ title: '' }, 'blank-title'],
    [{ core_and_options: 'Yes', options: ' ; ' }, 'no-options'],
    [{ title: 'x'.repeat(300) }, 'not-valid'],
  ])('%j is held as %s', (cells, reason) => {
    expect(reasons(classified(cells))).toEqual([reason]);
  });

  test('with two things wrong is held for both', () => {
    expect(reasons(classified({ route: '', level: 'TBC' }))).toEqual(['blank-route', 'level-not-known']);
  });

  test('that repeats a reference is held, and the first one is not', () => {
    const [first, second] = classifyRows('standards', [standard({}, 2), standard({}, 3)], words);
    expect(first.kind).toBe('occupation');
    expect(reasons(second)).toEqual(['duplicate-reference']);
  });

  test('plain text with an ampersand or a less-than sign is no markup', () => {
    expect(classified({ title: 'Research & development <5 staff', overview_of_role: 'A & B; C' }).kind).toBe(
      'occupation',
    );
  });
});

describe('settling a held row', () => {
  test('puts the picks into the cells, so that the row is good', () => {
    const cells = standard({ route: 'Health and science;Care services', level: 'TBC', title: '<i>Keeper</i>' }).cells;
    const row = classify('standards', { line: 2, cells }, words);
    if (row.kind !== 'held') throw new Error('it is held');
    const settled = settledCells(cells, row.faults, ['Care services', '4', 'plain']);
    expect(settled).toMatchObject({ route: 'Care services', level: '4', title: 'Keeper' });
    expect(classify('standards', { line: 2, cells: settled ?? {} }, words).kind).toBe('occupation');
  });

  test('needs a pick for each thing wrong, out of the choices', () => {
    const { cells } = standard({ route: 'Health and science;Care services' });
    const row = classify('standards', { line: 2, cells }, words);
    if (row.kind !== 'held') throw new Error('it is held');
    expect(settledCells(cells, row.faults, ['Digital'])).toBeNull();
    expect(settledCells(cells, row.faults, [])).toBeNull();
  });

  test('markup leaves its plain text', () => {
    expect(withoutMarkup('Paused&nbsp;for <b>starts</b> &amp; more &#8211; &lt;script&gt;')).toBe(
      'Paused for starts & more – script',
    );
  });
});

describe('a file against the map', () => {
  const rows = (...cells: Record<string, string>[]) =>
    classifyRows(
      'standards',
      cells.map((one, index) => standard(one, index + 2)),
      words,
    );

  test('a second time changes nothing', () => {
    const once = planImport(rows({}, { reference: 'ST0116', title: 'Software developer', level: '4' }), map);
    expect(once.rows.map(({ outcome }) => outcome)).toEqual(['added', 'amended']);
    const twice = planImport(rows({}, { reference: 'ST0116', title: 'Software developer', level: '4' }), once.state);
    expect(twice.rows.map(({ outcome }) => outcome)).toEqual(['left', 'left']);
  });

  test('what another revision is bringing already is left, what it brings otherwise is held', () => {
    const pending = planImport(rows({}), map).state;
    expect(planImport(rows({}), map, pending).rows[0].outcome).toBe('left');
    expect(planImport(rows({ title: 'Light keeper' }), map, pending).rows[0].outcome).toBe('held');
  });

  test('a blank cell erases nothing, and a level out of the column of its cluster takes the cluster away', () => {
    const [row] = planImport(
      rows({
        reference: 'ST0116',
        title: 'Software developer',
        level: '6',
        typical_job_titles: '',
        overview_of_role: '',
      }),
      map,
    ).rows;
    if (row.outcome !== 'amended') throw new Error('it is amended');
    expect(row.operations[0]).toMatchObject({
      op: 'place-occupation',
      to: { pathway: 'digital-production', cluster: null },
    });
    expect(JSON.stringify(row.operations[1])).not.toContain('typicalJobTitles');
    expect(fold(map, row.operations)).not.toBeInstanceOf(Array);
  });

  test('options of an occupation that is on the map as one are held', () => {
    const [row] = planImport(rows({ reference: 'ST0116', core_and_options: 'Yes', options: 'Games;Web' }), map).rows;
    expect(row).toMatchObject({ outcome: 'held', faults: [{ reason: 'conflict' }] });
  });

  test('an option keeps the letter that the map has given it', () => {
    const once = planImport(rows({ core_and_options: 'Yes', options: 'Tower;Lamp' }), map).state;
    const [row] = planImport(rows({ core_and_options: 'Yes', options: 'Base;Tower;Lamp' }), once).rows;
    expect(row).toMatchObject({
      outcome: 'added',
      operations: [{ occupation: { reference: 'OCC0500C', title: 'Lighthouse keeper - Base' } }],
    });
  });

  test('every operation of a plan applies in order', () => {
    const plan = planImport(rows({}, { reference: 'ST0501', status: 'Retired' }), map);
    const operations = plan.rows.flatMap((row) => ('operations' in row ? row.operations : []));
    expect(operations.reduce((state, one) => apply(state, one) as typeof map, map)).toEqual(plan.state);
  });
});

describe('reading a file', () => {
  test('counts lines as an editor does, with a cell over two lines and a byte order mark', () => {
    const header = Object.keys(standard().cells).join(',');
    const file = readImportFile(`\ufeff${header}\r\nST1,"A\nB",1\r\nST2,C,1\r\n`);
    expect(file.rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  test('a row with too few or too many cells is held, not shifted', () => {
    const header = Object.keys(standard().cells).join(',');
    const file = readImportFile(`${header}\nST0500,Keeper\n`);
    expect(reasons(classify('standards', file.rows[0], words))).toContain('broken-row');
  });

  test('names the columns that it lacks', () => {
    expect(() => readImportFile('reference,title\n1,2')).toThrow('lacks the columns version, status');
    expect(() => readImportFile('')).toThrow('empty');
  });
});
