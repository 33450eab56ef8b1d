import { shortText } from '@app/kernel';
import { coveredBy, type Direction, type Occupation, type PublishedMap, type TLevel } from '@app/occupational-map';
import { type AskedOf, choice, notOnList, words } from '../../http/asked';
import { editionFilters } from '../maps/asked-edition';

const text = 'Enter the reference of an occupation, like OCC0116, or of a T Level';
/** The reference of an occupation or a T Level, in any case. */
const startReference = shortText()
  .regex(/^[a-z0-9]{4,15}$/i, text)
  .transform((given) => given.toUpperCase());

/** `from` and `to`: where it starts, or ends; `q`: a job title instead, with `way=to` for the way to it; `steps=1`: direct ones only. */
export const whereFilters = {
  from: startReference,
  to: startReference,
  q: words(),
  way: choice(['from', 'to']),
  steps: choice(['1', 'all']),
  ...editionFilters,
};
export type WhereAsked = AskedOf<typeof whereFilters>;

/** What a staircase starts from (or ends at): a T Level with what it covers, or one occupation. */
export type Start = { reference: string; tLevel: TLevel | null; occupations: readonly Occupation[] };

/** Which way an address asks for. @throws NotUnderstood for both at once */
export function directionOf({ from, to, way }: WhereAsked): Direction {
  if (from !== null && to !== null) notOnList('to', 'Give where it starts or where it ends, not both');
  return to !== null || way === 'to' ? 'back' : 'onward';
}

/** What this reference names on the map. @throws NotUnderstood where that is nothing */
export function startAt(map: PublishedMap, reference: string, direction: Direction): Start {
  const placed = map.occupation(reference);
  if (placed) return { reference, tLevel: null, occupations: [placed.occupation] };
  const tLevel = map.tLevel(reference);
  if (direction === 'back') return notOnList('to', 'Enter the reference of an occupation on the maps, like OCC0116');
  if (!tLevel) return notOnList('from', 'Enter the reference of an occupation or a T Level on the maps, like OCC0116');
  const covered = coveredBy(tLevel).flatMap((one) => map.occupation(one)?.occupation ?? []);
  return { reference, tLevel, occupations: covered };
}
