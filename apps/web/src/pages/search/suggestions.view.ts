import { search } from '@app/search';
import { type Ground, hrefOf, kinds, matchedBy, type Thing } from './found.view';

/** So many things are suggested at most. */
const most = 8;

/** Something that is suggested while somebody types: its title, what it is and by what it was found, where it leads. */
export type Suggestion = { title: string; what: string; href: string };

/** What is suggested for words the last of which is still being typed: what is found by its name, best first. */
export function suggestionsFor({ map, site }: Ground, words: string): Suggestion[] {
  return (
    search<Thing>([map.things, site], words, { typing: true })
      // Whoever types looks for a name. What is only said somewhere of a thing is found by the whole question.
      .hits.filter(({ thing, by }) => by !== 'statement' && !isRetired(thing))
      .slice(0, most)
      .map(({ thing, by, text }) => ({
        title: thing.title,
        what: [whatIs(thing), matchedBy(by, text)].filter(Boolean).join('. '),
        href: hrefOf(map, thing),
      }))
  );
}

const isRetired = (thing: Thing): boolean => 'occupation' in thing && thing.occupation?.status === 'retired';

/** "Occupation, level 4", "Route". */
function whatIs({ kind, level }: Thing): string {
  const { one } = kinds[kind];
  const name = `${one.charAt(0).toUpperCase()}${one.slice(1)}`;
  return level === undefined ? name : `${name}, level ${level}`;
}
