import type { Occupation, Product, TechnicalLevel } from '@app/occupational-map';

type Named = { id: number; name: string };

const approved: Named = { id: 1, name: 'Approved occupation' };
const inDevelopment: Named = { id: 2, name: 'Occupational standard in development' };
const potential: Named = { id: 3, name: 'Potential occupational standard' };

/** What the API says about where an occupation stands; retired ones are not in it at all. */
export function statusOf({ status }: Occupation): Named {
  if (status === 'approved') return approved;
  return status === 'in-development' ? inDevelopment : potential;
}

const levels: Readonly<Record<TechnicalLevel, Named>> = {
  technical: { id: 1, name: 'Technical' },
  'higher-technical': { id: 2, name: 'Higher Technical' },
  professional: { id: 3, name: 'Professional' },
};

/** The column of the map as a number and a name. */
export const technicalLevelNamed = (level: TechnicalLevel): Named => levels[level];

/** Kinds of products; the names without blanks are the API's own. Only 1 and 3 were ever seen as numbers. */
export const productTypes: Readonly<Record<Product['kind'] | 't-level', Named>> = {
  apprenticeship: { id: 1, name: 'Apprenticeship' },
  'higher-technical-qualification': { id: 2, name: 'HTQ' },
  't-level': { id: 3, name: 'TLevel' },
  'technical-qualification': { id: 4, name: 'TQ' },
  'foundation-apprenticeship': { id: 5, name: 'Foundation Apprenticeship' },
  'apprenticeship-unit': { id: 6, name: 'Apprenticeship Unit' },
};

/** The reference lists, by the end of their address. */
export const referenceLists: Readonly<Record<string, readonly Named[]>> = {
  occupationstates: [approved, inDevelopment, potential],
  occupationstatuses: [approved, inDevelopment, potential],
  technicallevels: Object.values(levels),
  producttypes: Object.values(productTypes),
};
