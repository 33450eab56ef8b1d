import { PublishedMap } from '@app/occupational-map';
import { aMap, anEdition, smallMap } from '@app/occupational-map/testing';
import { asked } from '../../http/asked';
import { mapFilters } from './filter';
import { routeView } from './maps.view';

/** Apprentice -> technician -> developer -> architect, and from the developer to a route of its own. */
const state = aMap(smallMap())
  .route('digital')
  .occupation('OCC0700', { title: 'Software architect', level: 6 })
  .pathway('digital-production')
  .occupation('OCC0701', { title: 'Degree of nothing (integrated degree)', level: 6, status: 'in-development' })
  .leads('OCC0973', 'OCC0128')
  .leads('OCC0116', 'OCC0700')
  .leads('OCC0116', 'OCC0005')
  .build();

function viewOf(query: Record<string, string>, of = state) {
  const view = routeView(new PublishedMap(anEdition, of), 'digital', asked(mapFilters, query), 'https://site.test');
  if (!view) throw new Error('no route');
  const bands = [...view.pathways, view.awaiting];
  const rows = bands.flatMap((band) => band.columns.flatMap(({ groups }) => groups.flatMap((group) => group.rows)));
  return { ...view, bands, all: rows };
}
const lit = (query: Record<string, string>) => viewOf(query).all.filter(({ state }) => state !== null);

it('shows the same occupations as a map, a poster and a table, whatever the filters', () => {
  const queries: Record<string, string>[] = [{}, { level: '3' }, { pathway: 'digital-support' }, { keyword: 'web' }];
  for (const query of queries) {
    const map = viewOf(query);
    const table = viewOf({ ...query, view: 'table' });
    const drawn = map.sheets.join('').match(/text-anchor="middle"/g)?.length ?? 0;
    // Six marks of levels on top, two in the key.
    expect([map.all.length, drawn - 8, table.rows.length]).toEqual([map.shown, map.shown, map.shown]);
    expect(map.shown).toBeGreaterThan(0);
  }
});

it('lights the direct steps of the chosen occupation, and all that can be reached when asked', () => {
  expect(lit({})).toEqual([]);
  expect(lit({ occupation: 'occ0116' }).map(({ id, state }) => [id, state])).toEqual([
    ['OCC0128', 'lit'],
    ['OCC0116', 'here'],
    ['OCC0700', 'lit'],
  ]);
  expect(lit({ occupation: 'OCC0116', steps: 'all' }).map(({ id }) => id)).toContain('OCC0973');
});

it('says on the sheet what the curves show, and where steps lead over to another route', () => {
  const { sheet } = viewOf({ occupation: 'OCC0116', level: '4' });
  const steps = (list: readonly { title: string; href: string; route: unknown }[] = []) =>
    list.map(({ title, href, route }) => [title, href, route]);
  expect(steps(sheet?.leadsTo)).toEqual([
    ['Adult care worker', '/maps/care-services?occupation=OCC0005#OCC0005', { id: 14, name: 'Care services' }],
    ['Software architect', '/maps/digital?level=4&occupation=OCC0700#OCC0700', null],
  ]);
  expect(steps(sheet?.comesFrom).map(([title]) => title)).toEqual(['Software development technician']);
  expect([sheet?.further, sheet?.earlier, sheet?.beyond]).toEqual([[], [], 1]);
  expect(sheet?.links).toMatchObject({
    close: '/maps/digital?level=4',
    open: '/occupations/OCC0116',
    all: '/maps/digital?level=4&occupation=OCC0116&steps=all#OCC0116',
  });
  const all = viewOf({ occupation: 'OCC0116', steps: 'all' }).sheet;
  expect(all?.earlier.map(({ title }) => title)).toEqual(['Digital support technician']);
});

it('says the facts of the chosen occupation', () => {
  expect(viewOf({ occupation: 'OCC0116' }).sheet).toMatchObject({
    standing: 'Approved',
    place: ['Digital production, design and development', 'Software developers'],
    ways: ['Apprenticeship'],
    soc: { code: '2134' },
  });
  const technician = viewOf({ occupation: 'OCC0128' }).sheet;
  expect(technician?.ways).toEqual(['T Level in Digital Production, Design and Development']);
  expect(viewOf({ occupation: 'OCC0973' }).sheet?.flags.map(({ text }) => text)).toEqual(['Paused for new starts']);
  expect(viewOf({ occupation: 'OCC0900' }).sheet?.place).toEqual(['Awaiting placement']);
});

it('says beside a title what is no matter of course: a T Level, a status other than approved, a pause', () => {
  const notes = Object.fromEntries(viewOf({}).all.map(({ id, note }) => [id, note]));
  expect(notes).toEqual({
    OCC0116: '',
    OCC0128: 'T Level',
    OCC0700: '',
    OCC0701: 'In development',
    OCC0900: 'Awaiting interest',
    OCC0973: 'Paused',
  });
});

it('keeps those without a cluster by level, under their pathway where they have one', () => {
  const { awaiting, all } = viewOf({});
  expect(awaiting.count).toBe(3);
  expect(
    awaiting.columns.map(({ groups }) => groups.map(({ name, rows }) => [name, rows.map(({ id }) => id)])),
  ).toEqual([
    [],
    [[null, ['OCC0900']]],
    [
      [null, ['OCC0700']],
      ['In Digital production, design and development', ['OCC0701']],
    ],
  ]);
  expect(all.find(({ id }) => id === 'OCC0701')?.short).toBe('Degree of nothing');
});

it('names the clusters without an occupation under their pathway: a search leads to them, too', () => {
  const { pathways } = viewOf(
    {},
    aMap(state).pathway('digital-support').cluster('nobody', 'technical', { name: 'Nobody yet' }).build(),
  );
  const empty = pathways.flatMap((band) => band.empty.map(({ slug, name }) => [band.slug, slug, name]));
  expect(empty).toEqual([['digital-support', 'nobody', 'Nobody yet']]);
});

it('shows what is set, each with the way to take it away', () => {
  const { chips, links } = viewOf({ level: '3', product: 't-level', keyword: 'soft', occupation: 'OCC0128' });
  expect(chips).toEqual([
    { text: 'Level 3', href: '/maps/digital?product=t-level&keyword=soft' },
    { text: 'T Level', href: '/maps/digital?level=3&keyword=soft' },
    { text: '“soft”', href: '/maps/digital?level=3&product=t-level' },
  ]);
  expect(links).toEqual({
    all: '/maps/digital',
    map: '/maps/digital?level=3&product=t-level&keyword=soft',
    table: '/maps/digital?view=table&level=3&product=t-level&keyword=soft',
  });
});
