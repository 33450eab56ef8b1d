import { paths } from '@app/kernel';
import {
  type Occupation,
  type OccupationStatus,
  type Placement,
  type ProductKind,
  type PublishedMap,
  technicalLevelOf,
} from '@app/occupational-map';
import { type Filter, keeps, everything } from '../../pages/maps/filter';
import { type Links, type Made, type Reading } from './answers';
import { partOf } from './cursor';
import type { occupationItself, occupations, search } from './occupations.schema';

const mostFound = 1_000;

/** An occupation in a list: what names it, and where it stands. */
export function briefOf(map: PublishedMap, { at }: Pick<Links, 'at'>, occupation: Occupation) {
  const { reference, title, level, status, apprenticeshipOnly } = occupation;
  const stands = map.occupation(reference)?.placement ?? null;
  const placement = stands && placementOf(map, stands);
  return { reference, title, level, status, apprenticeshipOnly, placement, href: at(`/occupations/${reference}`) };
}

function placementOf(map: PublishedMap, { route, pathway, cluster }: Placement) {
  const named = (found: { slug: string; name: string } | null) => found && { slug: found.slug, name: found.name };
  return {
    route: { slug: route, name: map.route(route)?.name ?? route },
    pathway: pathway === null ? null : named(map.pathway(pathway)),
    cluster: cluster === null ? null : named(map.cluster(cluster)),
  };
}

type ListReading = Reading<typeof occupations.params, typeof occupations.query>;

/** A page of the occupations that fit. */
export function occupationList(reading: ListReading): Made<typeof occupations.answer> {
  const { map, query } = reading;
  const fits = fitsOf(map, query, { pathway: query.pathway, cluster: query.cluster, keyword: query.keyword });
  const [only, awaits] = [query['apprenticeship-only'], query['awaiting-placement']];
  const all = (query.status === 'retired' ? map.retired : map.occupations).filter(
    (one) =>
      fits(one) &&
      (only === undefined || one.apprenticeshipOnly === only) &&
      (awaits === undefined || isAwaiting(map, one) === awaits) &&
      (query.soc2020 === undefined || one.soc2020?.code === query.soc2020),
  );
  const { items, next } = partOf(all, query, ({ reference }) => reference);
  return { said: { total: all.length, items: items.map((one) => briefOf(map, reading, one)) }, next };
}

const isAwaiting = (map: PublishedMap, { reference }: Occupation): boolean =>
  map.occupation(reference)?.placement?.cluster === null;

type Common = { route?: string; level?: number; status?: OccupationStatus; product?: ProductKind };

/** Which occupations fit what the list and the search have in common. */
function fitsOf(
  map: PublishedMap,
  { route, level, status, product }: Common,
  more: Partial<Record<'pathway' | 'cluster' | 'keyword', string>> = {},
): (occupation: Occupation) => boolean {
  const chosen: Partial<Filter> = { level, status, product, ...more };
  const given = Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== undefined));
  const fits = keeps(map, { ...everything, ...given });
  return (one) => {
    const on = map.occupation(one.reference)?.placement?.route ?? one.retiredFrom;
    return (route === undefined || on === route) && fits(one);
  };
}

type SearchReading = Reading<typeof search.params, typeof search.query>;

/** A page of what a search found. */
export function foundList(reading: SearchReading): Made<typeof search.answer> {
  const { map, query } = reading;
  const { hits, corrected } = map.find(query.q, { limit: mostFound, keep: fitsOf(map, query) });
  const { items, next } = partOf(hits, query, ({ occupation }) => occupation.reference);
  const found = items.map(({ occupation, matched }) => ({ ...briefOf(map, reading, occupation), matched }));
  return { said: { corrected, total: hits.length, items: found }, next };
}

/** One occupation in full. */
export function occupationAnswer(
  { map, at, page }: Links & { map: PublishedMap },
  occupation: Occupation,
): Made<typeof occupationItself.answer> {
  const { reference, successor, successors, ...facts } = occupation;
  const briefs = (list: readonly Occupation[]) => list.map((one) => briefOf(map, { at }, one));
  const item = {
    ...facts,
    ...briefOf(map, { at }, occupation),
    technicalLevel: technicalLevelOf(occupation.level),
    successors: successors ?? (successor === null ? [] : [successor]),
    progression: { from: briefs(map.comesFrom(reference)), to: briefs(map.leadsTo(reference)) },
    tLevels: map.tLevelsCovering(reference).map(({ tLevel, specialism }) => ({
      reference: tLevel.reference,
      title: tLevel.title,
      startYear: tLevel.startYear,
      specialism,
      href: at(`/t-levels/${tLevel.reference}`),
    })),
    page: page(paths.occupation(reference)),
  };
  return { said: { item } };
}
