import type { Occupation, Product, PublishedMap } from '@app/occupational-map';
import { productTypes } from './enums.view';

type Kind = keyof typeof productTypes;
type Said = {
  name: string;
  versionNo?: string;
  level: number;
  status?: number;
  statusName?: string;
  productCode?: string;
};

const order: readonly Kind[] = [
  'foundation-apprenticeship',
  'apprenticeship',
  'apprenticeship-unit',
  'higher-technical-qualification',
  't-level',
  'technical-qualification',
];
const standardStatuses = {
  approved: { status: 1, statusName: 'Approved for delivery' },
  'in-development': { status: 2, statusName: 'Development stage' },
} as const;

/**
 * What leads to an occupation: its standard, the T Levels that cover it and its other products, each code once, in the
 * API's order. Only apprenticeships and their units have a status.
 */
export function productsOf(map: PublishedMap, occupation: Occupation) {
  const tLevels = map.tLevelsCovering(occupation.reference).map(({ tLevel, specialism }) => {
    const said: Said = { name: `${tLevel.title} - ${specialism}`, level: 3, productCode: tLevel.reference };
    return wire('t-level', said);
  });
  const all = [...standardOf(occupation), ...occupation.products.map((one) => productOf(occupation, one)), ...tLevels];
  const codes = all.map(({ productCode }) => productCode);
  const once = all.filter(({ productCode }, at) => productCode === undefined || codes.indexOf(productCode) === at);
  const rank = (type: number) => order.findIndex((kind) => productTypes[kind].id === type);
  return once.sort((a, b) => rank(a.type) - rank(b.type));
}

function standardOf({ standard, title, level }: Occupation) {
  if (!standard) return [];
  const status = standard.status ? standardStatuses[standard.status] : {};
  const said = { name: title, versionNo: standard.version ?? undefined, level, productCode: standard.reference };
  return [wire('apprenticeship', { ...said, ...status })];
}

const productOf = ({ level }: Occupation, { kind, reference, title }: Product) =>
  wire(kind, { name: title, level, productCode: reference ?? undefined });

function wire(kind: Kind, { name, versionNo, level, status, statusName, productCode }: Said) {
  const { id, name: typeName } = productTypes[kind];
  const base = { object: 'Product', name, versionNo, level, status, statusName, type: id, typeName };
  return { ...base, careerStarter: false, productCode, royal: false };
}
