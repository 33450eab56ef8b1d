import type { PublishedMap } from '@app/occupational-map';
import { csvText } from '../../http/csv';
import { licence, notOfficial } from '../open-data/licence';
import { figuresOf, type Order } from './all-routes.view';

export const columns = ['route', 'level', 'occupations', 'approved', 'edition', 'published', 'licence', 'notice'];

/** The figures of the picture as CSV: a row for each level of each route, those without an occupation, too. */
export function allRoutesCsv(map: PublishedMap, order: Order): string {
  const { no, publishedAt } = map.edition;
  const rows = figuresOf(map, order).rows.flatMap(({ slug, name, cells }) =>
    cells.map(({ level, count }) => {
      const approved = map.occupationsOn(slug).filter((one) => one.level === level && one.status === 'approved');
      const made = [no, publishedAt.toISOString(), licence.url, notOfficial];
      return [name, level, count, approved.length, ...made];
    }),
  );
  return csvText('people', columns, rows);
}
