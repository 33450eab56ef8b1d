import { type MapState, type Occupation, technicalLevelOf } from '@app/occupational-map';
import { textOf } from './features';
import type { Alignment } from './ranking';
import { wordsOf } from './words';

/** A pathway, or a cluster in one, that an occupation could stand in, with what speaks for it. */
export type Place = {
  pathway: string;
  cluster: string | null;
  score: number;
  /** Occupations that stand there already and are similar, the most similar first. */
  like: readonly string[];
  /** Words that the occupation shares with the names of the pathway and the cluster. */
  shared: readonly string[];
};

/** The places for one occupation, the best first, and by how much the first leads. */
export type Placing = { places: readonly Place[]; margin: number; sure: boolean };

/** The first place leads by this share of its score, or people should look closely. */
const clearLead = 0.15;
const nameWeight = 0.6;
const mostLike = 5;

/**
 * Where on its own route an occupation fits best: where similar occupations stand already, and whose name says what it
 * is. Clusters of another technical level are no places for it. A proposal for people, never a decision.
 */
export function placesFor(occupation: Occupation, route: string, state: MapState, alignment: Alignment): Placing {
  const wanted = technicalLevelOf(occupation.level);
  const onRoute = (reference: string) => state.placements[reference]?.route === route;
  const similar = alignment
    .similar(textOf(occupation), 40, (key) => key === occupation.reference || !onRoute(key))
    .map(({ key, score }) => ({ key, score, place: state.placements[key] }));
  const words = new Set(wordsOf([occupation.title, ...occupation.typicalJobTitles, occupation.overview].join(' ')));
  const pathways = Object.values(state.pathways).filter((pathway) => pathway.route === route);
  const places = pathways.flatMap((pathway): Place[] => {
    const clusters = Object.values(state.clusters).filter(
      (one) => one.pathway === pathway.slug && one.level === wanted,
    );
    const standing = similar.filter(({ place }) => place?.pathway === pathway.slug);
    const inPathway = scored(standing, `${pathway.name}`, words);
    if (clusters.length === 0) return [{ pathway: pathway.slug, cluster: null, ...inPathway }];
    return clusters.map((cluster) => {
      const inCluster = scored(
        standing.filter(({ place }) => place?.cluster === cluster.slug),
        cluster.name,
        words,
      );
      return {
        pathway: pathway.slug,
        cluster: cluster.slug,
        score: inCluster.score + 0.5 * inPathway.score,
        like: [...new Set([...inCluster.like, ...inPathway.like])].slice(0, 3),
        shared: [...new Set([...inCluster.shared, ...inPathway.shared])],
      };
    });
  });
  places.sort((a, b) => b.score - a.score || (`${a.pathway}/${a.cluster}` < `${b.pathway}/${b.cluster}` ? -1 : 1));
  const [first, second] = places;
  const margin = first ? first.score - (second?.score ?? 0) : 0;
  return { places: places.slice(0, 3), margin, sure: first !== undefined && margin > clearLead * first.score };
}

function scored(standing: readonly { key: string; score: number }[], name: string, words: ReadonlySet<string>) {
  const nearest = standing.slice(0, mostLike);
  const likeness = nearest.reduce((sum, { score }, at) => sum + score / (at + 1), 0);
  const named = [...new Set(wordsOf(name))];
  const shared = named.filter((word) => words.has(word));
  const byName = named.length === 0 ? 0 : (nameWeight * shared.length) / named.length;
  return { score: likeness + byName, like: nearest.slice(0, 3).map(({ key }) => key), shared };
}
