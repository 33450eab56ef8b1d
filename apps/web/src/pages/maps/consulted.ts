import { foldText, formatLondon, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import type { OnTheWay } from './around';

type About = OnTheWay['subjects'][number];

/** A consultation in a sentence, with its page. */
export type ConsultedOn = { text: string; href: string };

/** The consultations that cover an occupation: it, or its cluster, pathway or route; also what is proposed under its title. */
export function consultedOnOccupation(
  map: PublishedMap,
  consultations: readonly OnTheWay[],
  { reference, title }: { reference: string; title: string },
): ConsultedOn[] {
  const placed = map.state.placements[reference];
  const covers = ({ kind, ref, occupation, title: named }: About): boolean => {
    if (kind === 'route' || kind === 'pathway' || kind === 'cluster') return placed?.[kind] === ref;
    return occupation === null ? kind !== 'revision' && foldText(named) === foldText(title) : occupation === reference;
  };
  return linesOf(consultations, covers);
}

/** The consultations that cover the map of a route, or something that stands on it or is proposed for it. */
export function consultedOnRoute(map: PublishedMap, consultations: readonly OnTheWay[], route: string): ConsultedOn[] {
  const covers = ({ kind, ref, occupation, route: proposedFor }: About): boolean => {
    if (kind === 'route') return ref === route;
    if (kind === 'pathway') return map.pathway(ref)?.route === route;
    if (kind === 'cluster') return map.pathway(map.cluster(ref)?.pathway ?? '')?.route === route;
    const placed = occupation === null ? undefined : map.state.placements[occupation];
    return placed?.route === route || proposedFor === route;
  };
  return linesOf(consultations, covers);
}

function linesOf(consultations: readonly OnTheWay[], covers: (subject: About) => boolean): ConsultedOn[] {
  return consultations
    .filter(({ subjects }) => subjects.some(covers))
    .map(({ reference, title, standing, opensAt, closesAt }) => {
      const until = `until ${formatLondon(closesAt, 'datetime')}`;
      const when = {
        open: `Consultation open ${until}`,
        upcoming: `Consultation from ${formatLondon(opensAt, 'datetime')} ${until}`,
        suspended: 'Consultation, stopped for now',
      };
      return { text: `${when[standing]}: ${title}`, href: paths.consultation(reference) };
    });
}
