import { cleanText, NotFound, refuse } from '@app/kernel';
import { isLive, type Occupation, type PublishedMap } from '@app/occupational-map';
import { occupationObject, type Writing } from './occupation.view';
import { productsOf } from './products.view';

/** All occupations that are not retired, of whatever status, as a bare list. */
export const occupationList = (writing: Writing) =>
  [...writing.map.occupations].sort(byReference).map((occupation) => occupationObject(occupation, writing));

/** One occupation; a retired one is none. @throws NotFound */
export const oneOccupation = (code: string, writing: Writing) => occupationObject(live(writing.map, code), writing);

/** Where an occupation leads: itself first, then each end of each edge. @throws NotFound where it leads nowhere */
export function progressionOf(code: string, writing: Writing) {
  const key = live(writing.map, code);
  const ends = writing.map.leadsTo(key.reference).filter(isLive);
  if (ends.length === 0) throw new NotFound('This progression map');
  return {
    keyStdCode: key.reference,
    occupations: [key, ...ends].map((occupation) => occupationObject(occupation, writing)),
    progressions: ends.map(({ reference }) => ({ stdCodeFrom: key.reference, stdCodeTo: reference })),
  };
}

/** One page of what a term finds: first the occupations that a product of exactly this code leads to, then by words. */
export function searchPage(term: string, at: { pageNumber: number; pageSize: number }, writing: Writing) {
  const { pageNumber, pageSize } = at;
  const found = searched(term, writing.map);
  const shown = found.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  return {
    results: shown.map((occupation) => occupationObject(occupation, writing)),
    pageNumber,
    pageSize,
    totalPages: Math.ceil(found.length / pageSize),
    totalResults: found.length,
  };
}

function searched(term: string, map: PublishedMap): readonly Occupation[] {
  if (term === '') return map.occupations;
  const code = term.toUpperCase();
  const hasIt = (occupation: Occupation) =>
    productsOf(map, occupation).some(({ productCode }) => productCode?.toUpperCase() === code);
  const byCode = map.occupations.filter(hasIt);
  const byWords = map.find(term, { limit: map.occupations.length, keep: isLive }).hits.map((hit) => hit.occupation);
  return [...new Set([...byCode, ...byWords])];
}

/** The occupations that were matched with a SOC code, of 2020 or of 2010. @throws Refused for what is no code */
export function occupationsBySoc(code: string, writing: Writing) {
  if (!/^\d{1,4}$/.test(code)) refuse('SOCCode is a number of four digits', 'SOCCode');
  const matched = ({ soc2010, soc2020 }: Occupation) => soc2020?.code === code || soc2010?.code === code;
  return writing.map.occupations.filter(matched).map((occupation) => occupationObject(occupation, writing));
}

function live(map: PublishedMap, code: string): Occupation {
  const occupation = map.occupation(cleanText(code, 'one-line').toUpperCase())?.occupation;
  if (!occupation || !isLive(occupation)) throw new NotFound('This occupation');
  return occupation;
}

const byReference = (a: Occupation, b: Occupation): number => (a.reference < b.reference ? -1 : 1);
