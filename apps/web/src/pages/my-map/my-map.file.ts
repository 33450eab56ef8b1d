import type { PublishedMap } from '@app/occupational-map';
import { csvText } from '../../http/csv';
import { stepsAmong } from '../../pictures/steps';
import { licence, notOfficial } from '../open-data/licence';
import { statusWords } from '../maps/words';
import type { Chosen } from './my-map.asked';

export const columns = [
  'reference',
  'title',
  'level',
  'route',
  'status',
  'leads_to',
  'edition',
  'published',
  'licence',
  'notice',
];

/** Somebody's own map as CSV: a row for each occupation, with the references that it leads to among them. */
export function mineCsv(map: PublishedMap, { occupations }: Chosen): string {
  const { no, publishedAt } = map.edition;
  const steps = stepsAmong(map, occupations);
  const rows = occupations.map((one) => {
    const to = steps.filter(({ from }) => from === one).map((step) => step.to.reference);
    const said = [one.reference, one.title, one.level, map.routeOf(one)?.name ?? '', statusWords[one.status].text];
    return [...said, to.join(' '), no, publishedAt.toISOString(), licence.url, notOfficial];
  });
  return csvText('people', columns, rows);
}
