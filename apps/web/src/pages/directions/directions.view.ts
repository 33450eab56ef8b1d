import { formatLondon, parseLondon, paths } from '@app/kernel';
import type { DirectionRow } from '@app/revisions';

/** A direction as its pages print it, with the names that its routes have now; one that is gone keeps its slug. */
export function directionView(row: DirectionRow, routes: readonly { slug: string; name: string }[]) {
  const { no, title, document, text, recordedAt } = row;
  const ofRoutes = row.routes.map((slug) => {
    const route = routes.find((one) => one.slug === slug);
    return { name: route?.name ?? slug, href: route === undefined ? null : paths.map(slug) };
  });
  return {
    ...{ no, title, document, text },
    href: paths.direction(no),
    dated: formatLondon(parseLondon(row.datedOn, '12:00')),
    recorded: formatLondon(recordedAt),
    routes: ofRoutes,
  };
}
