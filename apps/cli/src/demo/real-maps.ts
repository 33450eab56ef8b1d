import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from '@app/kernel';
import { panelAgrees, wordOn } from './authority-steps';
import type { Play } from './play';
import { begin, takeNote } from './revision-draft';
import { approve, schedule } from './revision-steps';
import type { Visitor } from './visitor';

const files = ['DERIVED_map_occupations.csv', 'occupational_standards.csv'] as const;
const routes = ['digital', 'engineering-manufacturing'] as const;
/** What the panel of each route agrees to, so that its first placements stand on it. */
const placement = `Placement of import ${files.length}`;

/** How much of a route was placed through the placement screen, as it says itself; `clearLead`: of them for a clear lead. */
type RouteFigures = { route: string; live: number; placed: number; clearLead: number; awaiting: number };

/** What the import of a real file came to. */
export type Imported = { counts: Record<string, number>; revision: { id: string } | null };

/** Takes in a file by `waymark import occupations`. */
type ImportFile = (path: string) => Promise<Imported>;

/** The real files that are not in this folder. */
export const missingFiles = (folder: string): string[] => files.filter((name) => !existsSync(join(folder, name)));

/**
 * Both real files on the map, their held rows settled; then, in two routes whose panels agreed to it, what the placement
 * screen proposes is accepted in bulk: all with a clear lead, and further ones until four fifths of the route are placed.
 */
export async function playRealMaps(play: Play, folder: string, take: ImportFile): Promise<RouteFigures[]> {
  for (const name of files) await imported(play, name, await take(join(folder, name)));
  const figures: RouteFigures[] = [];
  const admin = await play.as('admin');
  for (const route of routes) {
    await panelAgrees(
      play,
      route,
      placement,
      'The panel agreed that places with a clear lead are taken, and likely ones.',
    );
    const revision = await begin(admin, `Places on ${route}`);
    await accepted(admin, revision, route, 'clear');
    const clear = await figuresOf(admin, route);
    await accepted(admin, revision, route, 'enough');
    await admin.get(revision);
    play.see(`proposed places are accepted in bulk (${route})`, admin, 'occupations moved');
    await publish(play, revision);
    figures.push({ ...(await figuresOf(admin, route)), route, clearLead: clear.drafted });
    play.see(`the rest awaits placement (${route})`, admin, 'await placement');
  }
  const poor = figures.find(({ live, placed }) => placed < 0.8 * live);
  if (poor !== undefined) throw new Error(`${poor.route}: only ${poor.placed} of ${poor.live} are placed`);
  return figures;
}

async function imported(play: Play, name: string, { counts, revision }: Imported): Promise<void> {
  const admin = await play.as('admin');
  if (revision === null) throw new Error(`${name} changes nothing`);
  const address = paths.revision(revision.id);
  await admin.get(address);
  const said = Object.entries(counts).map(([outcome, count]) => `${count} ${outcome}`);
  play.see(`${name} is a draft: ${said.join(', ')}`, admin, name);
  let settled = 0;
  for (; ; settled += 1) {
    await admin.get(address);
    const row = admin.page('#held-rows ~ ul').first().find('a').attr('href');
    if (!admin.visit.body.includes('id="held-rows"') || row === undefined) break;
    await admin.get(row);
    await admin.submit(row, picksOn(admin));
    if (admin.visit.status !== 200) throw new Error(`${row} was not settled: ${admin.text}`);
  }
  play.see(`${settled} held rows are settled`, admin, settled === 0 ? name : 'settled');
  await publish(play, address);
}

/** The first choice for each thing that is wrong with a held row; it is left out where there is none. */
function picksOn(admin: Visitor): Record<string, string> {
  const page = admin.page;
  const picks: Record<string, string> = {};
  for (const radio of page('input[name^=pick-]').toArray()) {
    picks[page(radio).attr('name') ?? ''] ??= page(radio).attr('value') ?? '';
  }
  return { ...picks, decision: page('input[name=decision]').first().attr('value') ?? '' };
}

async function publish(play: Play, revision: string): Promise<void> {
  const [admin, anybody] = [await play.as('admin'), await play.as(null)];
  const edition = (await play.edition()) + 1;
  await takeNote(admin, revision);
  await approve(play, revision);
  await schedule(play, admin, revision, 3);
  await play.clock('hour');
  await play.await(`edition ${edition} is published`, anybody, paths.maps(), `edition ${edition}`, 60);
}

/** Accepts a page of proposals at a time: those with a clear lead, or as many as are still missing. */
async function accepted(admin: Visitor, revision: string, route: string, which: 'clear' | 'enough'): Promise<void> {
  for (;;) {
    await admin.get(`${paths.placement()}?route=${route}${which === 'clear' ? '&sure=yes' : ''}`);
    const { live, placed, drafted } = countsOn(admin);
    const missing = which === 'clear' ? Infinity : Math.ceil(0.8 * live) - placed - drafted;
    const boxes = admin.page('input[name=accept]').toArray();
    const ticked = boxes.slice(0, Math.max(0, missing)).map((box) => admin.page(box).attr('value') ?? '');
    if (ticked.length === 0) return;
    const word = wordOn(admin, { by: 'minutes', items: [placement] });
    await admin.submit(paths.placement(), { ...word, accept: ticked, revision: revision.split('/').at(-1) ?? '' });
    if (!admin.visit.url.endsWith(revision)) throw new Error(`places on ${route} were refused: ${admin.text}`);
  }
}

async function figuresOf(admin: Visitor, route: string) {
  await admin.get(`${paths.placement()}?route=${route}`);
  return countsOn(admin);
}

/** What the placement screen says of its route. */
function countsOn({ text, visit }: Visitor) {
  const numbers = /([\d,]+) of ([\d,]+) live occupations? have their cluster\. ([\d,]+) await placement/.exec(text);
  if (numbers === null) throw new Error(`${visit.url} does not say how many are placed`);
  const [placed = 0, live = 0, awaiting = 0] = numbers.slice(1).map((said) => Number(said.replaceAll(',', '')));
  const drafted = Number(/ ([\d,]+) more are placed by an open map revision/.exec(text)?.[1]?.replaceAll(',', '') ?? 0);
  return { placed, live, awaiting, drafted };
}
