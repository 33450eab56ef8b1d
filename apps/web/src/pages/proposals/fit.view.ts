import type { Ranking, SimilarOccupation, SocCandidate } from '@app/alignment';
import { sureFrom } from '@app/alignment';
import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { closeFrom, type Proposal } from '@app/proposals';
import { similarView } from '../occupations/similar.view';

type Read = { routes: Ranking; soc: SocCandidate[]; similar: readonly SimilarOccupation[] };

/** Where a proposed occupation fits best, as pages print it: routes with their evidence, the lead, SOC, similar ones. */
export function fitView(map: PublishedMap, { content }: Proposal, { routes, soc, similar }: Read) {
  return {
    edition: map.edition.no,
    routes: routes.ranked.slice(0, 3).map(({ label, evidence }) => ({
      name: map.route(label)?.name ?? label,
      href: paths.map(label),
      proposed: label === content.route,
      like: evidence.flatMap(({ key }) => {
        const found = map.occupation(key)?.occupation;
        return found ? [{ title: found.title, href: paths.occupation(key) }] : [];
      }),
    })),
    sure: routes.sure,
    margin: Math.round(routes.margin * 100),
    sureFrom: Math.round(sureFrom * 100),
    soc,
    similar: similarView(map, similar).map((one, at) => {
      const { occupation, score } = similar[at];
      const { reference } = occupation;
      return { ...one, reference, likeness: Math.round(score * 100), close: score >= closeFrom };
    }),
  };
}
