import { isLive, type Occupation, type PublishedMap } from '@app/occupational-map';
import { type AskedOf, occupationReference, several, words } from '../../http/asked';
import { paths } from '@app/kernel';
import { editionFilters } from '../maps/asked-edition';

/** As many occupations as one sheet of paper still shows. */
export const mostOfMine = 60;

/** `o`: the reference of an occupation, as often as wanted; `title`: what the map is called; `add`: what to add to it. */
export const myMapFilters = {
  o: several(occupationReference, mostOfMine, `Choose at most ${mostOfMine} occupations`),
  title: words(100),
  add: words(),
  ...editionFilters,
};
export type MyMapAsked = AskedOf<typeof myMapFilters>;

/** What somebody chose: the occupations that are on the map, and the references that are not, or not any more. */
export type Chosen = { title: string | null; occupations: Occupation[]; retired: Occupation[]; unknown: string[] };

/** The references, each once and in one order, so that the same choice has one address. */
export const referencesIn = ({ o }: Pick<MyMapAsked, 'o'>): string[] => [...new Set(o ?? [])].sort();

/** What these references name on the map. */
export function chosenFrom(map: PublishedMap, references: readonly string[], title: string | null): Chosen {
  const found = references.map((reference) => [reference, map.occupation(reference)?.occupation] as const);
  const known = found.flatMap(([, occupation]) => occupation ?? []);
  return {
    title,
    occupations: known.filter(isLive),
    retired: known.filter((one) => !isLive(one)),
    unknown: found.filter(([, occupation]) => occupation === undefined).map(([reference]) => reference),
  };
}

/** The address of a map of these occupations: of its page, or of a file of it. */
export function myMapAddress(
  references: readonly string[],
  rest: Readonly<Record<string, string | number | null>> = {},
  path: string = paths.myMap(),
): string {
  const query = new URLSearchParams(references.map((reference): [string, string] => ['o', reference]));
  for (const [name, value] of Object.entries(rest))
    if (value !== null && value !== '') query.append(name, String(value));
  const said = query.toString();
  return said === '' ? path : `${path}?${said}`;
}
