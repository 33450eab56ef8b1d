import { paths } from '@app/kernel';
import { type Occupation, type Placed, type PublishedMap, technicalLevelOf } from '@app/occupational-map';
import { levelWords, productWords, statusWords } from '../maps/words';

const confidenceWords = { high: 'close match', medium: 'fair match', low: 'weak match' } as const;

/** A way into an occupation: its kind (of a T Level its title), what it is called in a few words, in full, and where one reads of it. */
export type WayIn = { kind: string; short: string; text: string; href: string | null };

/** The facts that stand in a row at the head of an occupation. */
export function factsOf(map: PublishedMap, { occupation, placement }: Placed) {
  const { level, status, soc2020 } = occupation;
  const route = placement && map.route(placement.route);
  return {
    level: `${level}, ${levelWords[technicalLevelOf(level)].name}`,
    status: statusWords[status].text,
    route: route && { id: route.officialId, name: route.name, href: paths.map(route.slug) },
    pathway: placement?.pathway ? (map.pathway(placement.pathway)?.name ?? null) : null,
    cluster: placement?.cluster ? (map.cluster(placement.cluster)?.name ?? null) : null,
    ways: shortly(waysInto(map, occupation)),
    soc2020: soc2020 && { ...soc2020, confidence: confidenceWords[soc2020.confidence] },
    standard: standardOf(occupation),
  };
}

/** The products that are based on an occupation, and the T Levels that cover it: each a way into it. */
export function waysInto(map: PublishedMap, occupation: Occupation): WayIn[] {
  const products = occupation.products.map(({ kind, title, reference }): WayIn => {
    const said = reference ? ` (${reference})` : '';
    return {
      kind: productWords[kind],
      short: `${productWords[kind]}${said}`,
      text: `${productWords[kind]}: ${title}${said}`,
      href: null,
    };
  });
  const tLevels = map.tLevelsCovering(occupation.reference).map(({ tLevel, specialism }): WayIn => {
    const from = tLevel.startYear ? ` (from ${tLevel.startYear})` : '';
    const text = `${tLevel.title}${from}, by the occupational specialism ${specialism}`;
    return { kind: tLevel.title, short: 'T Level', text, href: paths.tLevel(tLevel.reference) };
  });
  return [...apprenticeshipOf(occupation), ...products, ...tLevels];
}

/** The apprenticeship of an approved standard, where no product names it. */
function apprenticeshipOf({ standard, products }: Occupation): WayIn[] {
  if (standard?.status !== 'approved' || products.some(({ kind }) => kind === 'apprenticeship')) return [];
  const short = `${productWords.apprenticeship} (${standard.reference})`;
  return [{ kind: productWords.apprenticeship, short, text: short, href: null }];
}

/** The ways in a few words, each once: of several alike, how many there are. */
function shortly(ways: readonly WayIn[]) {
  return [...new Set(ways.map(({ short }) => short))].map((short) => {
    const [first, ...more] = ways.filter((one) => one.short === short);
    return more.length === 0 ? first : { short: `${short} (${more.length + 1})`, href: null };
  });
}

/** The standard in a few words; null where there is none yet. */
export function standardOf({ standard }: Occupation): string | null {
  if (!standard) return null;
  const version = standard.version ? ` version ${standard.version}` : '';
  const status = { approved: ', approved', 'in-development': ', in development' };
  return `${standard.reference}${version}${standard.status ? status[standard.status] : ''}`;
}
