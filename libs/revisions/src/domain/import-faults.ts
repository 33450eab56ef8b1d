import { cleanText, foldText } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import { z } from 'zod';

export const faultReasons = [
  'two-routes',
  'blank-route',
  'unknown-route',
  'level-not-known',
  'unknown-status',
  'markup',
  'duplicate-reference',
  'unknown-reference',
  'blank-title',
  'no-options',
  'broken-row',
  'not-valid',
  'conflict',
  'needs-request',
] as const;
export type FaultReason = (typeof faultReasons)[number];

/** One thing wrong with a row: the column concerned, and what a person may pick instead. No choice: leave the row out. */
export const faultSchema = z.object({
  reason: z.enum(faultReasons),
  text: z.string(),
  field: z.string().nullable(),
  choices: z.array(z.object({ value: z.string(), text: z.string() })),
});
export type Fault = z.infer<typeof faultSchema>;

/** The names that a file may use, as the map has them today. */
export type ImportWords = {
  routes: readonly { slug: string; name: string }[];
  routeByName: Readonly<Record<string, string>>;
  /** By `route slug/pathway name`. */
  pathwayByName: Readonly<Record<string, string>>;
  socTitles: Readonly<Record<string, string>>;
};

/** The names of routes and pathways on a map, and the titles of SOC 2020 codes. */
export function importWords(state: MapState, socTitles: Readonly<Record<string, string>>): ImportWords {
  const routes = Object.values(state.routes).sort((a, b) => a.name.localeCompare(b.name, 'en-GB'));
  return {
    routes,
    routeByName: Object.fromEntries(routes.map(({ name, slug }) => [foldText(name), slug])),
    pathwayByName: Object.fromEntries(
      Object.values(state.pathways).map(({ route, name, slug }) => [`${route}/${foldText(name)}`, slug]),
    ),
    socTitles,
  };
}

/** A cell as it is read: one clean line. */
export const clean = (text: string): string => cleanText(text, 'one-line');

/** What is wrong with the cell of a route: blank, two routes (one occupation is on one map), or none that we know. */
export function routeFault(cell: string, { routes, routeByName }: ImportWords): Fault[] {
  if (routeByName[foldText(cell)]) return [];
  const choose = (some: readonly string[]) => some.map((name) => ({ value: name, text: name }));
  const all = choose(routes.map(({ name }) => name));
  if (cell === '') return [{ reason: 'blank-route', text: 'The route is blank', field: 'route', choices: all }];
  const parts = cell.split(';').map(clean).filter(Boolean);
  if (parts.length < 2) {
    return [{ reason: 'unknown-route', text: `“${cell}” is no route of the map`, field: 'route', choices: all }];
  }
  const known = parts.filter((part) => routeByName[foldText(part)]);
  const text = `Two routes in one cell: “${cell}”. An occupation is on one map`;
  return [{ reason: 'two-routes', text, field: 'route', choices: known.length > 0 ? choose(known) : all }];
}

/** What is wrong with the cell of a level: it must be a number from 2 to 7. */
export function levelFault(cell: string): Fault[] {
  if (/^[2-7]$/.test(cell)) return [];
  const choices = ['2', '3', '4', '5', '6', '7'].map((level) => ({ value: level, text: `Level ${level}` }));
  const text = cell === '' ? 'The level is blank' : `The level is “${cell}”, not a number from 2 to 7`;
  return [{ reason: 'level-not-known', text, field: 'level', choices }];
}

/** What is wrong with the cell of a status: none that we know. */
export function statusFault(cell: string, column: string, known: readonly string[]): Fault[] {
  const choices = known.map((status) => ({ value: status, text: status }));
  const text = cell === '' ? 'The status is blank' : `“${cell}” is no status that Waymark knows`;
  return [{ reason: 'unknown-status', text, field: column, choices }];
}

const markup = /<[/!a-z][^>]*>|&(?:[a-z][a-z0-9]{1,30}|#\d+|#x[0-9a-f]+);/i;

/** Cells with HTML in them: a person decides whether the plain text of it is meant. */
export function markupFaults(texts: Readonly<Record<string, string>>): Fault[] {
  return Object.entries(texts)
    .filter(([, text]) => markup.test(text))
    .map(([column, text]) => {
      const plain = withoutMarkup(text);
      const shown = plain.length > 160 ? `${plain.slice(0, 157)}...` : plain;
      return {
        reason: 'markup' as const,
        text: `There is markup in ${column.replaceAll('_', ' ')}`,
        field: column,
        choices: [{ value: 'plain', text: `Use the text without it: “${shown}”` }],
      };
    });
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** The plain text of a cell with HTML: tags go, entities become their characters. */
export function withoutMarkup(text: string): string {
  const untagged = text.replace(/<[/!a-z][^>]*>/gi, ' ');
  const plain = untagged.replace(/&([a-z][a-z0-9]{1,30}|#\d+|#x[0-9a-f]+);/gi, (_, name: string) => {
    if (!name.startsWith('#')) return entities[name.toLowerCase()] ?? ' ';
    const code = name[1].toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ';
  });
  return clean(plain.replace(/[<>]/g, ' '));
}

/** What a person picked for each fault of a held row, by its position; a fault without a choice cannot be settled. */
export type Picks = readonly (string | undefined)[];

/** The cells as a person settled them; null where a pick is missing or is none of the choices. */
export function settledCells(
  cells: Readonly<Record<string, string>>,
  faults: readonly Fault[],
  picks: Picks,
): Record<string, string> | null {
  const settled = { ...cells };
  for (const [index, { reason, field, choices }] of faults.entries()) {
    const pick = choices.find(({ value }) => value === picks[index]);
    if (pick === undefined || field === null) return null;
    if (reason === 'markup') settled[field] = withoutMarkup(settled[field]);
    else if (reason !== 'duplicate-reference') settled[field] = pick.value;
  }
  return settled;
}
