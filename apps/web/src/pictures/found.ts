import { foldText } from '@app/kernel';
import { isLive, type Occupation, type PublishedMap } from '@app/occupational-map';

/** An occupation that answers a job title, and the words by which it does, where they are not its own title. */
type FoundOccupation = { occupation: Occupation; by: string | null };

/** What some words may mean; `more`: there are more, further off. `corrected`: the words as they were understood where they held a typing error. */
export type Meant = { found: FoundOccupation[]; corrected: string | null; more: boolean };

const most = 20;
/** What names an occupation: what its duties say is no name of it. */
const names: readonly string[] = ['title', 'job-title', 'code', 'keyword'];

/**
 * The occupations of the map that a job title, a title or a reference may mean, best first. One alone where the words are its
 * reference, its title, or a job title of several words, of no other.
 * @returns the hits, at most 20
 */
export function foundBy(map: PublishedMap, asked: string): Meant {
  const named = map.occupation(asked.trim().toUpperCase());
  if (named && isLive(named.occupation))
    return { found: [{ occupation: named.occupation, by: null }], corrected: null, more: false };
  const { hits, corrected } = map.find(asked, { limit: 200, keep: isLive });
  const said = hits
    .filter(({ matched }) => names.includes(matched.by))
    .map(({ occupation, matched }) => ({ occupation, by: matched.by === 'title' ? null : matched.text }));
  const isNamed = new Set(hits.filter(({ matched }) => matched.by !== 'keyword').map(({ occupation }) => occupation));
  const titled = said.filter(
    ({ occupation, by }) => isNamed.has(occupation) && foldText(by ?? occupation.title) === foldText(asked),
  );
  // One word, like "technician", is too little of a job title to be sure.
  const isOne = titled.length === 1 && (titled[0].by === null || /\S\s+\S/.test(asked));
  return { found: isOne ? titled : said.slice(0, most), corrected, more: !isOne && said.length > most };
}
