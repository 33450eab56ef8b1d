import { paths } from '@app/kernel';
import { type Direction, isLive, type Occupation, type PublishedMap, shortTitles } from '@app/occupational-map';
import { lookOf } from '../../pictures/route-looks';
import { inks, levelMark, printedAddress, routeSignAt, sheetOf, words } from '../../pictures/sheet';
import { escape, wrap } from '../../pictures/svg';
import { addressOf } from '../maps/map-pages';
import { type Job, staircaseOf } from './staircase';
import type { Start } from './where.asked';
import { besideWords, namesOf } from './where.view';

const sizes = {
  tread: 190,
  gap: 8,
  rise: 62,
  pad: 12,
  head: 44,
  title: 14,
  small: 11.5,
  line: 17,
  lineSmall: 14,
} as const;
const inner = sizes.tread - 2 * sizes.pad;

/** What is drawn: which way, direct steps alone or all, and where its links lead. */
type Drawn = { direction: Direction; direct: boolean; origin: string };
type Card = { height: number; draw: (x: number, y: number) => string };
type Column = { draw: (x: number, y: number, height: number) => string; height: number };

/** The staircase as a file. */
export function wherePicture(map: PublishedMap, start: Start, { direction, direct, origin }: Drawn): string {
  const stairs = staircaseOf(map, start.occupations, direction, direct ? 1 : Infinity);
  const short = shortTitles(
    [...start.occupations, ...stairs.jobs.map(({ occupation }) => occupation)].map((one) => one.title),
  );
  const { name } = namesOf(start);
  const id = stairs.routes[0]?.officialId ?? null;
  const own = new Set(stairs.starts.map((one) => map.routeOf(one)?.slug));
  const cardFor = (job: Job): Card =>
    cardOf(job.occupation, short(job.occupation.title), job.route?.officialId ?? null, origin, [
      besideWords(job, direction, short),
      ...(own.has(job.route?.slug) || !job.route ? [] : [job.route.name]),
    ]);
  const first = startColumn(
    name,
    direction,
    stairs.starts.map((one) =>
      cardOf(one, short(one.title), map.routeOf(one)?.officialId ?? null, origin, [`level ${one.level}`]),
    ),
    id,
  );
  const treads = stairs.treads.map(({ level, jobs }) => treadColumn(level, jobs.map(cardFor), id));
  const columns = direction === 'back' ? [...treads, first] : [first, ...treads];
  const top = (at: number) => (columns.length - 1 - at) * sizes.rise;
  const height = Math.max(...columns.map((column, at) => top(at) + column.height));
  const key = direction === 'back' ? 'to' : 'from';
  return sheetOf({
    title: direction === 'back' ? 'What leads to this?' : 'Where can this take me?',
    lines: linesOf(name, direction, stairs.jobs.length, start),
    width: Math.max(760, columns.length * (sizes.tread + sizes.gap)),
    height,
    body: columns.map((column, at) => column.draw(at * (sizes.tread + sizes.gap), top(at), height - top(at))),
    edition: map.edition,
    address: printedAddress(origin, addressOf(paths.where(), { [key]: start.reference, steps: direct ? '1' : null })),
  });
}

function linesOf(name: string, direction: Direction, count: number, { occupations }: Start): string[] {
  const reached = `${count} ${count === 1 ? 'occupation' : 'occupations'}`;
  const said = direction === 'back' ? `${reached} on the way to: ${name}` : `From: ${name}. ${reached} within reach`;
  return [
    ...wrap(said, 740, 14),
    ...(occupations.some((one) => !isLive(one)) ? ['It is retired: no step is recorded.'] : []),
    ...wrap('Steps are illustrative: they say what people often do next, not what anybody is entitled to.', 740, 14),
  ];
}

function cardOf(one: Occupation, title: string, id: number | null, origin: string, notes: readonly string[]): Card {
  const lines = wrap(title, inner - 44, sizes.title);
  const small = notes.flatMap((note) => wrap(note, inner - 44, sizes.small));
  const height = lines.length * sizes.line + small.length * sizes.lineSmall + 14;
  const draw = (x: number, y: number) =>
    [
      `<a href="${escape(origin + paths.occupation(one.reference))}" aria-label="${escape([one.title, ...notes].join(', '))}">`,
      `<rect x="${x}" y="${y}" width="${inner}" height="${height}" rx="4" fill="#ffffff"/>`,
      routeSignAt(x + 8, y + 7, id),
      ...lines.map((line, at) => words(x + 36, y + 20 + at * sizes.line, line, { size: sizes.title })),
      ...small.map((line, at) =>
        words(x + 36, y + 19 + lines.length * sizes.line + at * sizes.lineSmall, line, {
          size: sizes.small,
          fill: inks.soft,
        }),
      ),
      '</a>',
    ].join('');
  return { height, draw };
}

const stacked = (cards: readonly Card[], x: number, y: number): string => {
  let at = y;
  return cards
    .map((card) => {
      const drawn = card.draw(x, at);
      at += card.height + 5;
      return drawn;
    })
    .join('');
};

const heightOf = (cards: readonly Card[]): number => cards.reduce((sum, { height }) => sum + height + 5, 0);

function treadColumn(level: number, cards: readonly Card[], id: number | null): Column {
  const look = lookOf(id);
  const { tint, middle, deep } = look;
  return {
    height: sizes.head + heightOf(cards) + sizes.pad,
    draw: (x, y, height) =>
      [
        `<rect x="${x}" y="${y}" width="${sizes.tread}" height="${height}" fill="${tint}"/><rect x="${x}" y="${y}" width="${sizes.tread}" height="6" fill="${middle}"/>`,
        levelMark(x + sizes.pad, y + 14, 24, { level }, look),
        words(x + sizes.pad + 32, y + 31, `Level ${level}`, { size: 15, fill: deep, bold: true }),
        stacked(cards, x + sizes.pad, y + sizes.head),
      ].join(''),
  };
}

function startColumn(name: string, direction: Direction, cards: readonly Card[], id: number | null): Column {
  const { middle, deep } = lookOf(id);
  const lines = wrap(name, inner, 14 * 1.08);
  const head = 36 + lines.length * sizes.line + 8;
  return {
    height: head + heightOf(cards) + sizes.pad,
    draw: (x, y, height) =>
      [
        `<rect x="${x}" y="${y}" width="${sizes.tread}" height="${height}" fill="${deep}"/><rect x="${x}" y="${y}" width="${sizes.tread}" height="6" fill="${middle}"/>`,
        words(x + sizes.pad, y + 28, direction === 'back' ? 'Goal' : 'Start', {
          size: 15,
          fill: '#ffffff',
          bold: true,
        }),
        ...lines.map((line, at) =>
          words(x + sizes.pad, y + 48 + at * sizes.line, line, { size: 14, fill: '#ffffff', bold: true }),
        ),
        stacked(cards, x + sizes.pad, y + head),
      ].join(''),
  };
}
