import { paths } from '@app/kernel';
import {
  type Direction,
  isLive,
  type Occupation,
  type PublishedMap,
  shortTitles,
  type TLevel,
} from '@app/occupational-map';
import type { Meant } from '../../pictures/found';
import { addressOf } from '../maps/map-pages';
import { mostOfMine } from '../my-map/my-map.asked';
import { posterSizeFor } from './poster-size';
import { type Job, type Staircase, staircaseOf } from './staircase';
import type { Start } from './where.asked';

/** The T Levels that one can start from, as the options of a select. */
export const tLevelChoices = (map: PublishedMap, chosen: string | null = null) =>
  map.tLevels.map((one) => ({ value: one.reference, text: tLevelName(one), selected: one.reference === chosen }));

const tLevelName = ({ title, startYear }: TLevel): string =>
  startYear === null ? title : `${title} (from ${startYear})`;

/** What the form offers and holds: every state of the page has it. */
const formOf = (map: PublishedMap, chosen: string | null, query: string) => ({
  tLevels: tLevelChoices(map, chosen),
  query,
});

/** The page before anything is asked: the two ways to ask. */
export const whereStart = (map: PublishedMap) => ({
  title: 'Where can this take me?',
  section: 'where',
  form: null,
  ask: formOf(map, null, ''),
});

/** Several occupations answer a job title, or none: which one is meant? */
export function whereChoice(map: PublishedMap, query: string, { found, corrected, more }: Meant, direction: Direction) {
  const name = direction === 'back' ? 'to' : 'from';
  return {
    ...whereStart(map),
    title: found.length === 0 ? `Nothing found for “${query}”` : `Which occupation is “${query}”?`,
    ask: formOf(map, null, query),
    choice: {
      corrected,
      more,
      found: found.map(({ occupation, by }) => ({
        href: addressOf(paths.where(), { [name]: occupation.reference }),
        title: occupation.title,
        level: occupation.level,
        status: occupation.status,
        note: [by, map.routeOf(occupation)?.name].filter(Boolean).join('; '),
      })),
    },
  };
}

/** The staircase from (or to) what was asked for, as the page prints it. */
export function whereView(map: PublishedMap, start: Start, direction: Direction, direct: boolean) {
  const stairs = staircaseOf(map, start.occupations, direction, direct ? 1 : Infinity);
  const key = direction === 'back' ? 'to' : 'from';
  const query = { [key]: start.reference, steps: direct ? '1' : null };
  const short = shortTitles(
    [...start.occupations, ...stairs.jobs.map(({ occupation }) => occupation)].map((one) => one.title),
  );
  const own = stairs.starts.map((one) => map.routeOf(one)?.slug);
  const [back, named] = [direction === 'back', namesOf(start)];
  const elsewhere = (job: Job) => (own.includes(job.route?.slug) ? null : (job.route?.name ?? null));
  const first = { jobs: stairs.starts.map((one) => ({ short: short(one.title), notes: ['level'] })), isStart: true };
  const printed = stairs.treads.map(({ jobs }) => ({
    jobs: jobs.map((job) => ({
      short: short(job.occupation.title),
      notes: [besideWords(job, direction, short), elsewhere(job) ?? ''].filter(Boolean),
    })),
    isStart: false,
  }));
  const all = [...stairs.starts, ...stairs.jobs.map(({ occupation }) => occupation)];
  return {
    title: direction === 'back' ? 'What leads to this?' : 'Where can this take me?',
    section: 'where',
    poster: true,
    form: null,
    ask: formOf(map, start.tLevel && start.reference, ''),
    stairs: {
      back,
      direct,
      ...named,
      reference: start.reference,
      id: stairs.routes[0]?.officialId ?? null,
      starts: start.occupations.map((one) => ({ ...cardOf(map, one, short), retired: !isLive(one) })),
      successors: start.tLevel
        ? []
        : start.occupations
            .flatMap((one) => map.replacing(one))
            .map((one) => ({ href: addressOf(paths.where(), { [key]: one.reference }), title: one.title })),
      count: stairs.jobs.length,
      routes: new Set(stairs.jobs.map(({ route }) => route?.slug)).size,
      size: posterSizeFor(back ? [...printed, first] : [first, ...printed], named.name),
      treads: stairs.treads.map(({ level, jobs }) => ({
        level,
        jobs: jobs.map((job) => ({
          ...cardOf(map, job.occupation, short),
          elsewhere: elsewhere(job),
          beside: besideWords(job, direction, short),
        })),
      })),
      list: listOf(map, stairs),
    },
    links: {
      all: addressOf(paths.where(), { ...query, steps: null }),
      direct: addressOf(paths.where(), { ...query, steps: '1' }),
      turned: start.tLevel ? null : addressOf(paths.where(), { [key === 'to' ? 'from' : 'to']: start.reference }),
      picture: addressOf(paths.wherePicture(), query),
      own:
        all.length <= mostOfMine ? `${paths.myMap()}?${all.map(({ reference }) => `o=${reference}`).join('&')}` : null,
    },
    address: addressOf(paths.where(), query),
  };
}

/** What it is called, and where it is read. */
export function namesOf({ tLevel, occupations, reference }: Start) {
  if (tLevel) return { name: tLevelName(tLevel), href: paths.tLevel(reference), tLevel: true };
  return { name: occupations[0]?.title ?? reference, href: paths.occupation(reference), tLevel: false };
}

/** The way to an occupation that stands beside it: "after Team leader and 1 more", and on the way back what comes next. */
export function besideWords({ beside }: Job, direction: Direction, short: (title: string) => string): string {
  const [first, ...rest] = beside.map(({ title }) => short(title));
  const more = rest.length === 0 ? '' : ` and ${rest.length} more`;
  return `${direction === 'back' ? 'then' : 'after'} ${first ?? ''}${more}`;
}

const cardOf = (map: PublishedMap, one: Occupation, short: (title: string) => string) => ({
  href: paths.occupation(one.reference),
  title: one.title,
  short: short(one.title),
  level: one.level,
  id: map.routeOf(one)?.officialId ?? null,
});

/** The same facts in full, step by step: all that is one step away, then two, each with everything right before it. */
function listOf(map: PublishedMap, { jobs }: Staircase) {
  const most = Math.max(0, ...jobs.map(({ steps }) => steps));
  return Array.from({ length: most }, (_, at) => ({
    steps: at + 1,
    jobs: jobs
      .filter(({ steps }) => steps === at + 1)
      .map(({ occupation, route, beside }) => ({
        ...cardOf(map, occupation, (title) => title),
        route: route?.name ?? null,
        beside: beside.map(({ title }) => title),
      })),
  }));
}
