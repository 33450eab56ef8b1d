import type { PublishedMap } from '@app/occupational-map';
import { type Searchable, search } from '@app/search';
import { thingsOf } from '../../apps/web/src/pages/search/site.things';
import { judge, type Question, questions, seedMap } from './asked';
import { dataMap } from './data-map';

const site = thingsOf({ consultations: [] }, [], []);

/** How the search does with these questions on this map; SHOW_MISSES=1 lists what it misses. */
function resultOf(map: PublishedMap, half: Question['half'], needs: Question['needs']) {
  const asked = questions.filter((one) => one.half === half && one.needs === needs);
  const result = judge(asked, (text) => search<Searchable>([map.things, site], text).hits);
  if (process.env.SHOW_MISSES !== undefined)
    process.stderr.write(`${half} ${needs} ${JSON.stringify(result, null, 1)}\n`);
  return result;
}

// What is held is what was reached. `report` was right first for 83 %, among five for 91 %, before faults that it showed
// were mended; `fresh`, asked once after that, for 74 and 83 %, and is tuned on since; `second` was asked once after that.
describe.each([
  ['tune', 0.95, 0.98],
  ['report', 0.88, 0.96],
  ['fresh', 0.95, 0.95],
  ['second', 0.82, 0.9],
] as const)('the questions "%s", asked on the seed', (half, first, five) => {
  const result = resultOf(seedMap(), half, 'seed');

  it('have a right answer first, or among five, as often as before', () => {
    expect(result.asked).toBeGreaterThan(40);
    expect(result.first / result.asked).toBeGreaterThanOrEqual(first);
    expect(result.five / result.asked).toBeGreaterThanOrEqual(five);
  });

  it('are answered with silence where nothing is right', () => {
    expect(result.none).toBeGreaterThanOrEqual(4);
    expect(result.silent).toBeGreaterThanOrEqual(result.none - 1);
  });
});

const official = dataMap();
if (official === null) {
  process.stderr.write('The 33 questions on the official list are not asked: ../shared/data is not there.\n');
}
const onTheList = official === null ? describe.skip : describe;

onTheList('the questions that need the official list', () => {
  it.each(['tune', 'report'] as const)('of the half "%s" have a right answer as often as before', (half) => {
    const { asked, first, five } = resultOf(official as PublishedMap, half, 'data');
    expect(asked).toBeGreaterThanOrEqual(15);
    expect(first / asked).toBeGreaterThanOrEqual(0.7);
    expect(five / asked).toBeGreaterThanOrEqual(0.8);
  });
});
