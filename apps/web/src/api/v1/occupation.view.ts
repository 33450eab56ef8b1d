import type { Occupation, PublishedMap } from '@app/occupational-map';
import type { Expand } from './asked';
import { statusOf } from './enums.view';
import { type Hosts, occupationLinks } from './links.view';
import { hierarchyOf } from './hierarchy.view';
import { productsOf } from './products.view';
import { statementsOf } from './statements.view';

/** What every view needs to write occupations: the edition, what is expanded, and where links lead. */
export type Writing = { map: PublishedMap; expand: Expand; hosts: Hosts };

const neverApproved = '0001-01-01';

/**
 * An occupation in the API's words and order (contract 3.1 to 3.3). What is not expanded or not known is undefined, and
 * so left out of the JSON: the API never writes null. Whether an occupation is green is not known, so `greenOccupation` is
 * not there either. The day of an approval is not on the map, so an approved occupation
 * has no `statusLastUpdated`.
 */
export function occupationObject(occupation: Occupation, writing: Writing) {
  const { reference, title, level, standard } = occupation;
  const { id, name } = statusOf(occupation);
  const approved = occupation.status === 'approved';
  return {
    object: 'Occupation',
    stdCode: reference,
    name: title,
    status: id,
    statusName: name,
    level,
    versionNo: approved ? (standard?.version ?? undefined) : '0.0',
    ...expanded(occupation, writing),
    statusLastUpdated: approved ? undefined : neverApproved,
  };
}

function expanded(occupation: Occupation, { map, expand, hosts }: Writing) {
  const titles = [...occupation.typicalJobTitles].sort(inAnyCase);
  return {
    overview: expand.has('overview') ? occupation.overview : undefined,
    keywords: expand.has('keywords') ? [...occupation.keywords].sort(inAnyCase) : undefined,
    typicalJobTitles: expand.has('typicaljobtitles') ? titles.map((name) => ({ name, isGreen: false })) : undefined,
    soc: expand.has('soc') ? socOf(occupation) : undefined,
    mapHierarchy: expand.has('maphierarchy') ? hierarchyOf(map, occupation) : undefined,
    ...(expand.has('dutiesksb') ? statementsOf(occupation) : {}),
    products: expand.has('products') ? productsOf(map, occupation) : undefined,
    links: expand.has('links') ? occupationLinks(map, occupation, hosts) : undefined,
  };
}

/** SOC codes are integers here; an occupation that was matched with none has no `soc` at all. */
function socOf({ soc2010, soc2020 }: Occupation) {
  if (!soc2010 && !soc2020) return undefined;
  return {
    soc2010Code: soc2010 ? Number(soc2010.code) : undefined,
    soc2010Description: soc2010?.title,
    soc2020Code: soc2020 ? Number(soc2020.code) : undefined,
    soc2020Description: soc2020?.title,
  };
}

const inAnyCase = (a: string, b: string): number => a.localeCompare(b, 'en-GB', { sensitivity: 'base' });
