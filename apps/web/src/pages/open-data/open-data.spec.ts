import { createHash } from 'node:crypto';
import { isLive, loadSeed, type MapState, type Occupation, PublishedMap } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { parse } from 'csv-parse/sync';
import { dataFiles } from './files';
import { licence } from './licence';

const base = 'https://waymark.test';
const publishedAt = new Date('2026-11-25T09:00:00.000Z');
const published = (state: MapState): PublishedMap =>
  new PublishedMap({ no: 3, rootHash: 'x', publishedAt, kind: 'day-to-day', note: '', revisionId: null }, state);

const awkward = (): MapState =>
  aMap(smallMap())
    .route('digital')
    .occupation('OCC0801', {
      title: '=HYPERLINK("http://bad.test")',
      overview: 'Two lines,\r\n"quoted", café',
      typicalJobTitles: ['+44|Caller', 'Zoë', 'Zoë', '=HYPERLINK("http://bad.test")'],
      keywords: ['@home'],
      soc2020: { code: '2136', title: 'Unit group of 2020', confidence: 'low' },
      soc2010: { code: '2136', title: 'Unit group of 2010' },
    })
    .pathway('digital-support')
    .occupation('OCC0802', { title: 'Awaits a cluster' })
    .occupation('OCC0803', { status: 'retired', successor: 'OCC0005', successors: ['OCC0005', 'OCC0116'] })
    .build();

const text = (map: PublishedMap, name: string): string => dataFiles.find((one) => one.name === name)!.text(map, base);
const rowsOf = (map: PublishedMap, name: string) => parse<Record<string, string>>(text(map, name), { columns: true });

type Column = { name: string; titles: string[]; datatype: string; required?: boolean; separator?: string };
type Metadata = { url: string; tableSchema: { columns: Column[]; primaryKey: string[] } };
type Node = { '@id': string; '@type': string } & Record<string, string | string[] | boolean | undefined>;
type Skos = { '@context': Record<string, string | { '@id': string; '@type'?: string }>; '@graph': Node[] };
const skosOf = (map: PublishedMap) => JSON.parse(text(map, 'skos.jsonld')) as Skos;
const list = (value: Node[string]): string[] => [value ?? []].flat().map(String);
const references = (occupations: readonly Occupation[]) => occupations.map(({ reference }) => reference).sort();

describe.each([
  ['an awkward map', awkward],
  ['the seed', () => loadSeed().state],
])('the tables of %s', (_, state) => {
  const map = published(state());

  it('have every occupation exactly once', () => {
    expect(rowsOf(map, 'occupations.csv').map((row) => row.reference)).toEqual(
      Object.keys(map.state.occupations).sort(),
    );
    expect(
      rowsOf(map, 'soc-codes.csv')
        .map((row) => row.reference)
        .sort(),
    ).toEqual(references(map.occupations));
    const json = JSON.parse(text(map, 'map.json')) as { occupations: Occupation[] };
    expect(references(json.occupations)).toEqual(Object.keys(map.state.occupations).sort());
  });

  it('have a row for each duty and statement', () => {
    const expected = Object.values(map.state.occupations).flatMap(({ reference, duties, ksbs }) =>
      [...duties, ...ksbs].map(({ code }) => `${reference} ${code}`),
    );
    expect(
      rowsOf(map, 'statements.csv')
        .map(({ reference, code }) => `${reference} ${code}`)
        .sort(),
    ).toEqual(expected.sort());
  });

  it.each(['occupations', 'statements', 'soc-codes'])('say of each column of %s what it holds', (name) => {
    const [header] = parse(text(map, `${name}.csv`));
    const metadata = JSON.parse(text(map, `${name}.csv-metadata.json`)) as Metadata;
    expect(metadata.url).toBe(`${name}.csv`);
    expect(metadata.tableSchema.columns.map((column) => column.name)).toEqual(header);
    const rows = rowsOf(map, `${name}.csv`);
    const keys = rows.map((row) => metadata.tableSchema.primaryKey.map((key) => row[key]).join(' '));
    expect(new Set(keys).size).toBe(rows.length);
  });

  it.each(['occupations', 'statements', 'soc-codes'])('hold in each cell of %s what its column says', (name) => {
    const metadata = JSON.parse(text(map, `${name}.csv-metadata.json`)) as Metadata;
    const rows = rowsOf(map, `${name}.csv`);
    const wrong = metadata.tableSchema.columns.flatMap(({ name: column, datatype, required, separator }) =>
      rows.flatMap((row) => {
        const cell = row[column];
        if (cell === '') return required ? [`${column} is empty`] : [];
        const values = separator === undefined ? [cell] : cell.split(separator);
        return values.filter((value) => !fits[datatype].test(value)).map((value) => `${column}: ${value}`);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

/** How values of each datatype are written in CSV on the Web, where the metadata name no format. */
const fits: Readonly<Record<string, RegExp>> = {
  string: /[^]/,
  integer: /^-?\d+$/,
  boolean: /^(true|false)$/,
  dateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  anyURI: /^https:\/\/[^ <>"{}|]+$/,
};

it.each([
  ['occupations.csv', '77358c95f1ef5c9ee213ee850ab5757e3eede8a35dcc6e87d0d0d677a98df846'],
  ['statements.csv', 'bdf25109a76571d9fb543042ec02b7b30b4281b3b38b0afaae759115f0df0b4d'],
  ['soc-codes.csv', '9b25a02ddaa0acb720af414cc98cc3c80e5ee38fb325cce64b8c970eab7d0055'],
])('%s of the seed has the bytes that it always had: no mark, nothing quoted anew', (name, hash) => {
  expect(
    createHash('sha256')
      .update(text(published(loadSeed().state), name))
      .digest('hex'),
  ).toBe(hash);
});

describe('a table', () => {
  const map = published(awkward());

  it('agrees with the edition about an occupation', () => {
    const of = (reference: string) => rowsOf(map, 'occupations.csv').find((row) => row.reference === reference);
    expect(of('OCC0128')).toMatchObject({
      title: 'Software development technician',
      level: '3',
      status: 'approved',
      route: 'Digital',
      pathway: 'Digital production, design and development',
      cluster: 'Software technicians',
      technical_level: 'Technical',
      apprenticeship_only: 'false',
      t_levels: '60358324',
    });
    expect(of('OCC0116')).toMatchObject({ soc_2020_code: '2134', standard: 'ST0116', standard_version: '1.1' });
    expect(of('OCC0973')?.paused_for_starts).toBe('true');
    expect(of('OCC0803')).toMatchObject({ status: 'retired', route: '', replaced_by: 'OCC0005|OCC0116' });
    expect(of('OCC0510')?.replaced_by).toBe('OCC0973');
  });

  it('has no cell that a spreadsheet would take for a formula, and no separator inside a value', () => {
    const row = rowsOf(map, 'occupations.csv').find(({ reference }) => reference === 'OCC0801');
    expect(row).toMatchObject({
      title: `'=HYPERLINK("http://bad.test")`,
      overview: 'Two lines,\r\n"quoted", café',
      typical_job_titles: `'+44/Caller|Zoë|Zoë|=HYPERLINK("http://bad.test")`,
      keywords: `'@home`,
    });
    expect(text(map, 'occupations.csv').split('\r\n')[0]).not.toContain('\n');
  });

  it.each(dataFiles.filter(({ name }) => !name.endsWith('.csv')).map(({ name }) => name))(
    'and every other file, like %s, names edition, date and licence',
    (name) => {
      const said = text(map, name);
      for (const part of [licence.url, licence.name, publishedAt.toISOString()]) expect(said).toContain(part);
      expect(said).toMatch(/"(no|dc:hasVersion|versionInfo)": "?3/);
    },
  );

  it.each(dataFiles.filter(({ name }) => name.endsWith('.csv')).map(({ name }) => name))(
    'names edition, date and licence in each row of %s',
    (name) => {
      const origin = { edition: '3', published: publishedAt.toISOString(), licence: licence.url };
      for (const row of rowsOf(map, name)) expect(row).toMatchObject(origin);
    },
  );
});

describe.each([
  ['an awkward map', awkward],
  ['the seed', () => loadSeed().state],
])('the concepts of %s', (_, state) => {
  const map = published(state());
  const { '@context': context, '@graph': graph } = skosOf(map);
  const byId = new Map(graph.map((node) => [node['@id'], node]));

  it('have identifiers of their own, and none that leads nowhere', () => {
    expect(byId.size).toBe(graph.length);
    const relations = ['broader', 'narrower', 'inScheme', 'topConceptOf', 'hasTopConcept', 'closeMatch'];
    const dangling = graph.flatMap((node) =>
      [...relations, 'relatedMatch', 'isReplacedBy', 'isPartOf'].flatMap((name) =>
        list(node[name]).filter((id) => !byId.has(id)),
      ),
    );
    expect(dangling).toEqual([]);
  });

  it('have the narrower of every broader, and the broader of every narrower', () => {
    const up = graph.flatMap((node) => list(node.broader).map((id) => `${id} > ${node['@id']}`));
    const down = graph.flatMap((node) => list(node.narrower).map((id) => `${node['@id']} > ${id}`));
    expect(down.sort()).toEqual(up.sort());
    const { routes, pathways, clusters } = map.state;
    const below = [pathways, clusters].flatMap(Object.keys).length + map.occupations.length;
    const routesOnTop = graph.filter(({ topConceptOf }) => String(topConceptOf).startsWith(`${base}/maps/`));
    expect([up.length, routesOnTop.length]).toEqual([below, Object.keys(routes).length]);
    for (const { hasTopConcept, '@id': scheme } of graph.filter((node) => node.hasTopConcept)) {
      for (const id of list(hasTopConcept)) expect(byId.get(id)?.topConceptOf).toBe(scheme);
    }
  });

  it('are reached from the top of their scheme, and come to an end going up; no scheme is empty', () => {
    const topOf = ({ '@id': id, broader }: Node, passed: string[] = []): string => {
      if (passed.includes(id)) throw new Error(`It goes round: ${[...passed, id].join(' > ')}`);
      const above = byId.get(String(broader));
      return above === undefined ? id : topOf(above, [...passed, id]);
    };
    const schemes = graph.filter((node) => node['@type'] === 'skos:ConceptScheme');
    for (const scheme of schemes) {
      const within = graph.filter(({ inScheme }) => inScheme === scheme['@id']);
      const live = within.filter(({ deprecated }) => deprecated !== true);
      expect([scheme['@id'], within.length > 0]).toEqual([scheme['@id'], true]);
      expect([...new Set(live.map((node) => topOf(node)))].sort()).toEqual(list(scheme.hasTopConcept).sort());
    }
  });

  it('have every occupation exactly once, with its labels, and the retired ones deprecated', () => {
    const occupations = graph.filter((node) => node['@id'].startsWith(`${base}/occupations/`));
    expect(occupations.map(({ notation }) => notation)).toEqual(Object.keys(map.state.occupations).sort());
    for (const { notation, prefLabel, altLabel, deprecated, broader } of occupations) {
      const occupation = map.state.occupations[String(notation)];
      expect(prefLabel).toBe(occupation.title);
      expect(list(altLabel)).toEqual([
        ...new Set(occupation.typicalJobTitles.filter((title) => title !== occupation.title)),
      ]);
      expect([deprecated === true, broader !== undefined]).toEqual([!isLive(occupation), isLive(occupation)]);
    }
  });

  it('have a context in the file itself that defines every member and every prefix', () => {
    expect(graph.flatMap(Object.keys).filter((key) => !key.startsWith('@') && !(key in context))).toEqual([]);
    const terms = Object.values(context).flatMap((term) =>
      typeof term === 'string' ? term : [term['@id'], term['@type'] ?? []].flat(),
    );
    const types = graph.map((node) => node['@type']);
    const compact = [...terms, ...types].filter((term) => !term.startsWith('http') && !term.startsWith('@'));
    expect(compact.filter((term) => !/^http/.test(JSON.stringify(context[term.split(':')[0]] ?? '').slice(1)))).toEqual(
      [],
    );
  });
});

it('tells in SKOS what replaced a retired occupation, and how close a match with SOC is', () => {
  const node = (reference: string) =>
    skosOf(published(awkward()))['@graph'].find((one) => one['@id'] === `${base}/occupations/${reference}`);
  expect(node('OCC0803')).toMatchObject({
    deprecated: true,
    inScheme: `${base}/retired-occupations#scheme`,
    isReplacedBy: [`${base}/occupations/OCC0005`, `${base}/occupations/OCC0116`],
  });
  expect(node('OCC0510')).toMatchObject({
    inScheme: `${base}/maps/digital#scheme`,
    isReplacedBy: [`${base}/occupations/OCC0973`],
  });
  expect(node('OCC0116')).toMatchObject({ closeMatch: [`${base}/soc-codes#soc-2020-2134`] });
  expect(node('OCC0801')).toMatchObject({
    relatedMatch: [`${base}/soc-codes#soc-2020-2136`, `${base}/soc-codes#soc-2010-2136`],
    broader: `${base}/maps/digital`,
  });
  expect(node('OCC0802')?.broader).toBe(`${base}/maps/digital#digital-support`);
});
