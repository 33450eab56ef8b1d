import type { Reason } from '@app/kernel';
import type { Occupation, PublishedMap } from '@app/occupational-map';
import { foundBy } from '../../pictures/found';

/** So many occupations stand beside each other at most. */
export const mostBeside = 4;
/** So many of those that a name may mean are offered to choose from. */
const mostOffered = 8;
const likeReference = /^occ\d\w{0,10}$/i;

/** Which occupations are meant by what was typed: references, in the order given; what is wrong with the rest; what to choose from. */
export type Chosen = {
  references: readonly string[];
  problems: readonly Reason[];
  offered: readonly Occupation[];
  /** What was typed and could not be settled: it stands in the field again. */
  typed: string;
};

/** Reads references and names of occupations; the same one twice counts once. */
export function chosenOf(map: PublishedMap, given: readonly string[]): Chosen {
  const references: string[] = [];
  const problems: Reason[] = [];
  const offered: Occupation[] = [];
  let typed = '';
  for (const text of new Set(given)) {
    const meant = meantBy(map, text);
    if ('found' in meant) {
      const { reference } = meant.found;
      if (references.includes(reference)) continue;
      if (references.length < mostBeside) references.push(reference);
      else if (!problems.some(({ text }) => text === tooMany)) problems.push({ field: 'o', text: tooMany });
      continue;
    }
    problems.push({ field: 'o', text: meant.wrong });
    offered.push(...(meant.instead ?? []));
    typed = text;
  }
  return { references, problems, offered: offered.filter((one) => !references.includes(one.reference)), typed };
}

const tooMany = `Compare ${mostBeside} occupations at most: remove one first`;

type Meant = { found: Occupation } | { wrong: string; instead?: readonly Occupation[] };

function meantBy(map: PublishedMap, text: string): Meant {
  if (likeReference.test(text)) return byReference(map, text.toUpperCase());
  const found = foundBy(map, text).found.map(({ occupation }) => occupation);
  if (found.length === 1) return { found: found[0] };
  if (found.length === 0) return { wrong: `No occupation is found for “${text}”: enter another title, or a reference` };
  const wrong =
    found.length > mostOffered
      ? `More than ${mostOffered} occupations are found for “${text}”: choose one of the first, or enter more of its title`
      : `Several occupations are found for “${text}”: choose one of them`;
  return { wrong, instead: found.slice(0, mostOffered) };
}

function byReference(map: PublishedMap, reference: string): Meant {
  const occupation = map.occupation(reference)?.occupation;
  if (!occupation) return { wrong: `There is no occupation ${reference} on the maps` };
  if (occupation.status !== 'retired') return { found: occupation };
  const instead = map.replacing(occupation);
  const next = instead.length === 0 ? 'choose another' : 'choose what follows it, or another';
  return { wrong: `${occupation.title} (${reference}) is retired: ${next}`, instead };
}
