import { loadSeed, PublishedMap } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import { load } from 'cheerio';
import { parse } from 'csv-parse/sync';
import { stepsAmong } from '../../pictures/steps';
import { chosenFrom, mostOfMine } from './my-map.asked';
import { mineCsv } from './my-map.file';
import { layoutMine, layoutOnPaper } from './my-map.layout';
import { mineSheet } from './my-map.picture';
import { myMapView } from './my-map.view';

const map = new PublishedMap(anEdition, loadSeed().state);
const digital = map.occupationsOn('digital');
const sets = [
  ['one', digital.slice(0, 1)],
  ['a route', digital],
  ['as many as there may be', map.occupations.slice(0, mostOfMine)],
  ['as many of one level', map.occupations.filter(({ level }) => level === 3).slice(0, mostOfMine)],
] as const;

describe.each(sets)('a map of one’s own of %s', (_, occupations) => {
  const { cards, width, height } = layoutMine(map, occupations);

  it('has every occupation once, none over another, and all within the picture', () => {
    expect(cards.map(({ occupation }) => occupation.reference).sort()).toEqual(
      occupations.map(({ reference }) => reference).sort(),
    );
    for (const [at, one] of cards.entries()) {
      expect(one.x + one.width).toBeLessThanOrEqual(width + 0.01);
      expect(one.y + one.height).toBeLessThanOrEqual(height);
      for (const other of cards.slice(at + 1)) {
        const beside = one.x + one.width <= other.x + 0.01 || other.x + other.width <= one.x + 0.01;
        const below = one.y + one.height <= other.y || other.y + other.height <= one.y;
        expect(beside || below).toBe(true);
      }
    }
  });

  it('has the same steps in its picture, its list and its table', () => {
    const chosen = chosenFrom(
      map,
      occupations.map(({ reference }) => reference),
      null,
    );
    const steps = stepsAmong(map, chosen.occupations);
    const $ = load(mineSheet(map, chosen, 'https://maps.test'), { xml: true });
    expect($('g[aria-hidden] circle')).toHaveLength(steps.length);
    expect($('a')).toHaveLength(occupations.length);
    expect(myMapView(map, chosen, null).steps).toHaveLength(steps.length);
    const rows = parse<Record<string, string>>(mineCsv(map, chosen), { columns: true, bom: true });
    expect(rows).toHaveLength(occupations.length);
    expect(rows.flatMap(({ leads_to: to }) => (to === '' ? [] : (to ?? '').split(' ')))).toHaveLength(steps.length);
  });
});

it('can be read on a sheet of paper, also when it is as full as it may be', () => {
  for (const [, occupations] of sets) {
    const { width, height } = layoutOnPaper(map, occupations);
    // 281 by 168 mm: letters of 14 are then at least 5 points tall.
    const millimetres = Math.min(281 / width, 168 / height);
    expect((14 * millimetres * 72) / 25.4).toBeGreaterThan(5);
  }
});

it('says what is unknown or retired, and keeps the rest', () => {
  const [retired] = map.retired;
  const chosen = chosenFrom(map, ['OCC0116', 'OCC9999', 'CONSTRUCTOR', retired?.reference ?? ''], null);
  expect(chosen.occupations.map(({ reference }) => reference)).toEqual(['OCC0116']);
  expect(chosen.unknown).toEqual(['OCC9999', 'CONSTRUCTOR']);
  expect(chosen.retired).toEqual(retired ? [retired] : []);
});
