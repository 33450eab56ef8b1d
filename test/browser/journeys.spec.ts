import { readFileSync } from 'node:fs';
import { paths } from '@app/kernel';
import { EditionStore, MapReader, reachOf } from '@app/occupational-map';
import { publishMap } from '@test/support';
import { parse } from 'csv-parse/sync';
import { startAt } from '../../apps/web/src/pages/where/where.asked';
import { seededBrowsing } from '../support/seeded-browsing';
import { type Cost, Visitor } from '../support/visitor';

const on = seededBrowsing();
const table = readFileSync(`${__dirname}/README.md`, 'utf8');

const desk = { width: 1280, height: 900 };
const pocket = { width: 390, height: 844 };

/** Whoever comes for something, and what it costs them; without scripts where that is another way. */
type Journey = {
  who: string;
  size?: typeof desk;
  byKeyboard?: boolean;
  costs: Cost;
  without?: Cost;
  play: (visitor: Visitor, scripts: boolean) => Promise<void>;
};

const cost = (pages: number, clicks: number, typed = 0): Cost => ({ pages, clicks, typed });
const said = ({ pages, clicks, typed }: Cost) => [pages, clicks, typed].join(' / ');

async function schoolLeaver(leaver: Visitor): Promise<void> {
  const { page } = leaver;
  await leaver.choose(leaver.field('The T Level that you do, or think of'), '61001115');
  await leaver.follow(leaver.button('Show the steps from the T Level'));
  const tread = page.locator('.waymark-stairs > li', { has: page.getByRole('heading', { name: 'Level 6' }) });
  await leaver.follow(tread.getByRole('link').first());
  const starts = startAt(on.map, '61001115', 'onward').occupations.map(({ reference }) => reference);
  const reached = reachOf(on.map, starts, 'onward').map(({ occupation }) => occupation);
  const here = reached.find(({ reference }) => new URL(page.url()).pathname === paths.occupation(reference));
  expect(here?.level).toBe(6);
}

async function employer(employer: Visitor): Promise<void> {
  await employer.type(employer.field('Find an occupation'), 'welding');
  await employer.follow(employer.button('Search'));
  await employer.follow(employer.link('Plate welder'));
  await employer.follow(employer.link('Suggest a change'));
  await employer.press(employer.field('Its duties'));
  await employer.type(employer.field('How should it be changed?'), 'Add orbital welding of pipes');
  await employer.type(employer.field('Why?'), 'Every yard that we know asks for it');
  await employer.choose(employer.page.getByLabel('Who are you?'), 'employer');
  await employer.type(employer.field('Your email address'), 'yard@example.test');
  await employer.follow(employer.button('Send your suggestion'));
  expect(await employer.heading()).toBe('We received your suggestion');
  const reference = new URL(employer.page.url()).pathname.split('/').at(-1);
  const stored = await on.site.db
    .read()
    .rows('select occupation_reference, part, change, requester from suggestion where reference = $1', [reference]);
  const change = 'Add orbital welding of pipes';
  expect(stored).toEqual([{ occupation_reference: 'OCC0852', part: 'duties', change, requester: 'employer' }]);
}

/** The button says on what it prints, and the file is the same picture for who runs no scripts. */
async function adviser(adviser: Visitor, scripts: boolean): Promise<void> {
  const { page } = adviser;
  await page.addInitScript('window.print = () => { window.printed = (window.printed ?? 0) + 1; }');
  await adviser.follow(adviser.link('Digital'));
  if (scripts) {
    await adviser.press(adviser.button('Print on one A4 sheet'));
    expect(await page.evaluate('window.printed')).toBe(1);
  } else {
    const file = await adviser.download(adviser.link('Download (SVG)'));
    expect(readFileSync(await file.path(), 'utf8')).toContain('Map of Digital');
  }
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
}

async function parent(parent: Visitor, scripts: boolean): Promise<void> {
  await parent.follow(parent.link('Construction and the built environment'));
  const row = parent.page.locator('#OCC0095');
  if (scripts) await parent.press(row);
  else await parent.follow(row);
  const sheet = parent.page.locator('#sheet');
  await sheet.getByRole('heading', { name: 'Bricklayer' }).waitFor();
  for (const { title } of on.map.leadsTo('OCC0095')) expect(await sheet.innerText()).toContain(title);
  await parent.follow(sheet.getByRole('link', { name: 'Open the occupation' }));
  expect(await parent.heading()).toBe('Bricklayer');
}

async function journalist(journalist: Visitor): Promise<void> {
  await journalist.type(journalist.field('Find an occupation'), 'software developer');
  await journalist.follow(journalist.button('Search'));
  await journalist.follow(journalist.link('Software developer'));
  await journalist.follow(journalist.page.locator('.waymark-head__acts').getByRole('link', { name: 'Compare' }));
  await journalist.type(journalist.field('Add another occupation'), 'software development technician');
  await journalist.follow(journalist.button('Add'));
  expect(await journalist.page.locator('thead th').count()).toBe(2);
  expect(await journalist.main()).toMatch(/[1-9]\d* in common/);
}

async function provider(provider: Visitor, scripts: boolean): Promise<void> {
  const { page } = provider;
  const add = async (title: string) => {
    await provider.type(provider.field('Add an occupation'), title);
    await provider.follow(provider.button('Update the map'));
  };
  await provider.follow(provider.link('Make a map of your own'));
  await add('software development technician');
  await provider.type(provider.field('Title of the map'), 'What we teach');
  await add('software developer');
  const reader = await on.browsing.another(null, scripts);
  await reader.goto(page.url());
  expect(await reader.locator('h1').innerText()).toBe('What we teach');
  expect(await reader.locator('svg.waymark-mine a').count()).toBe(2);
  expect(await reader.locator('main').innerText()).toContain('1 recorded step among them');
  await reader.context().close();
}

/** By the headings, links and lists that are read out: the staircase is there as a list of steps, too. */
async function listener(listener: Visitor): Promise<void> {
  await listener.follow(listener.link('Where can this take me?'));
  await listener.type(listener.field('Or from a job title'), 'software developer');
  await listener.follow(listener.button('What leads to it'));
  await listener.press(listener.page.getByText('The same as a list of steps'));
  const listed = await listener.page.locator('.waymark-journey').getByRole('link').allInnerTexts();
  const before = reachOf(on.map, ['OCC0116'], 'back').map(({ occupation }) => occupation.title);
  expect([...listed].sort()).toEqual(before.sort());
  expect(before.length).toBeGreaterThan(0);
}

async function analyst(analyst: Visitor): Promise<void> {
  await analyst.follow(analyst.link('Open data'));
  const file = await analyst.download(analyst.page.getByRole('link', { name: /^Every occupation/ }).first());
  const rows = parse<Record<string, string>>(readFileSync(await file.path(), 'utf8'), { columns: true, bom: true });
  const all = [...on.map.occupations, ...on.map.retired].map(({ reference }) => reference);
  expect(rows.map(({ reference }) => reference).sort()).toEqual(all.sort());
}

async function developer(developer: Visitor): Promise<void> {
  await developer.follow(developer.link('API'));
  const example = await developer.page.locator('pre').first().innerText();
  const address = /\/api\/v2\/occupations\?[^']+/.exec(example)?.[0] ?? '';
  const answer = await developer.page.request.get(address);
  const { items } = (await answer.json()) as { items: { reference: string }[] };
  const wanted = on.map.occupationsOn('digital').filter(({ level }) => level === 4);
  expect(items.map(({ reference }) => reference).sort()).toEqual(wanted.map(({ reference }) => reference).sort());
}

async function tLevels(student: Visitor): Promise<void> {
  await student.follow(student.link(/^\d+ T Levels$/));
  const digital = student.page.locator('section', { has: student.page.getByRole('heading', { name: 'Digital' }) });
  await student.follow(digital.getByRole('link', { name: 'T Level in Digital Software Development' }));
  expect(await student.heading()).toBe('T Level in Digital Software Development');
  expect(await student.main()).toContain('Occupational specialisms');
}

async function reader(reader: Visitor): Promise<void> {
  await reader.follow(reader.link('Edition 2'));
  await reader.follow(reader.link('Compare edition 2 with the one before'));
  expect(await reader.main()).toContain('1 new title');
}

const journeys: Journey[] = [
  { who: 'A school leaver: from a T Level to a job of level 6', costs: cost(3, 3), play: schoolLeaver },
  { who: 'An employer: from “welding” to the occupation and a suggestion', costs: cost(5, 6, 4), play: employer },
  { who: 'An adviser: a route as a poster', costs: cost(2, 2), play: adviser },
  {
    who: 'A parent on a phone: where bricklaying leads',
    size: pocket,
    costs: cost(3, 3),
    without: cost(4, 3),
    play: parent,
  },
  { who: 'A journalist: two occupations beside each other', costs: cost(5, 4, 2), play: journalist },
  { who: 'A provider: a map of what it teaches, to share', costs: cost(4, 3, 3), play: provider },
  {
    who: 'Somebody who listens to pages: all that leads to an occupation',
    byKeyboard: true,
    costs: cost(3, 3, 1),
    play: listener,
  },
  { who: 'An analyst: all occupations as CSV', costs: cost(2, 2), play: analyst },
  { who: 'A developer on a phone: the first answer of the API', size: pocket, costs: cost(2, 1), play: developer },
  { who: 'A student on a phone: the T Levels of a route', size: pocket, costs: cost(3, 2), play: tLevels },
];

/** What the table of the README says of this way: its last two cells, with scripts and without. */
const told = (who: string) =>
  new RegExp(`^\\| ${who} \\|.*\\| ([\\d /]+) \\| ([\\d /]+) \\|$`, 'm').exec(table)?.slice(1);

/** Plays a journey from the start page on. */
async function played({ size = desk, byKeyboard, play }: Journey, scripts: boolean): Promise<Cost> {
  const page = await on.browsing.another(null, scripts);
  await page.setViewportSize(size);
  const visitor = await Visitor.at(page, { byKeyboard });
  await play(visitor, scripts);
  await page.context().close();
  return visitor.cost;
}

describe.each([true, false])('with JavaScript %s, from the start page', (scripts) => {
  it.each(journeys)('$who', async (journey) => {
    expect(await played(journey, scripts)).toEqual(scripts ? journey.costs : (journey.without ?? journey.costs));
  });
});

describe('after a second edition', () => {
  const journey: Journey = { who: 'A reader: what has changed on the maps', costs: cost(3, 2), play: reader };

  beforeAll(async () => {
    await on.site.db.write(async (tx) => {
      const state = structuredClone(await on.site.lib(EditionStore).liveState(tx));
      state.occupations.OCC0116.title = 'Software maker';
      await publishMap(tx, on.site.lib(EditionStore), { state, kind: 'day-to-day', note: 'A new title', changes: [] });
    });
    await on.site.lib(MapReader).refresh();
  });

  it.each([true, false])('with JavaScript %s: what has changed', async (scripts) => {
    expect(await played(journey, scripts)).toEqual(journey.costs);
    expect(told(journey.who)).toEqual([said(journey.costs), said(journey.costs)]);
  });
});

it.each(journeys)('stands in the table: $who', ({ who, costs, without = costs }) => {
  expect(told(who)).toEqual([said(costs), said(without)]);
});
