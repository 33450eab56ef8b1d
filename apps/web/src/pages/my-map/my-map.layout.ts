import { type Occupation, type PublishedMap, type Route, shortTitles } from '@app/occupational-map';
import { type Box, wrap } from '../../pictures/svg';

/** An occupation where it is drawn. */
export type Card = Box & { occupation: Occupation; route: Route | null; lines: string[] };
/** A level as a column: where it begins, and how many cards stand beside each other in it. */
type Column = { level: number; x: number; width: number };
/** A route as a band across all columns. */
type Band = { route: Route | null; y: number; height: number; lines: string[] };
export type MineLayout = { width: number; height: number; columns: Column[]; bands: Band[]; cards: Card[] };

type Room = { most: number; width: number };

/** In units of the picture. */
export const sizes = {
  name: 168,
  width: 1180,
  between: 40,
  beside: 14,
  pad: 7,
  head: 44,
  gap: 6,
  title: 14,
  line: 17,
} as const;

const screen: Room = { most: 6, width: sizes.width };

/** A sheet of paper in landscape without head and foot, in millimetres. */
const sheet = { width: 281, height: 168 } as const;
const [widths, besides] = [
  [1500, 1800, 2100],
  [6, 8, 10, 12, 14],
];

/** How large letters get on a sheet: millimetres for each unit of the picture. */
const scaleOf = ({ width, height }: MineLayout): number => Math.min(sheet.width / width, sheet.height / height);

/** The layout for paper: where the one of the screen is too tall, the one with the largest letters on a sheet. */
export function layoutOnPaper(map: PublishedMap, occupations: readonly Occupation[]): MineLayout {
  const onScreen = layoutMine(map, occupations);
  if (onScreen.height / onScreen.width <= sheet.height / sheet.width) return onScreen;
  const others = widths.flatMap((width) => besides.map((most) => layoutMine(map, occupations, { most, width })));
  return others.reduce((best, one) => (scaleOf(one) > scaleOf(best) ? one : best), onScreen);
}

/**
 * Occupations of one's own choice by level and route: levels are columns, routes bands; crowded levels have several cards
 * beside each other. @param room how wide it may be, and how many cards may stand beside each other in all
 */
export function layoutMine(map: PublishedMap, occupations: readonly Occupation[], room: Room = screen): MineLayout {
  const levels = [...new Set(occupations.map(({ level }) => level))].sort((a, b) => a - b);
  const routes = [...new Set(occupations.map((one) => map.routeOf(one)))].sort((a, b) => place(map, a) - place(map, b));
  const at = (route: Route | null, level: number) =>
    occupations.filter((one) => one.level === level && map.routeOf(one) === route);
  const columns = columnsFor(levels, room, (level) => routes.map((route) => at(route, level).length));
  const short = shortTitles(occupations.map(({ title }) => title));
  const [bands, cards]: [Band[], Card[]] = [[], []];
  let y: number = sizes.head;
  for (const route of routes) {
    const lines = wrap(route?.name ?? 'On no route', sizes.name - 44, 14.5);
    let height = Math.max(40, lines.length * 17 + 20);
    for (const { level, x, width: wide, beside } of columns) {
      const placed = stack(at(route, level), { x, y: y + sizes.pad, width: wide, beside, short }, route);
      cards.push(...placed);
      height = Math.max(height, ...placed.map((card) => card.y + card.height + sizes.pad - y));
    }
    bands.push({ route, y, height, lines });
    y += height;
  }
  return { width: room.width, height: y, columns, bands, cards };
}

const place = (map: PublishedMap, route: Route | null): number =>
  route ? map.routes.indexOf(route) : map.routes.length;

/** Where there is need for cards beside each other, the level with the tallest stack gets the next one. */
function columnsFor(levels: readonly number[], { most, width }: Room, countsAt: (level: number) => number[]) {
  const columns = levels.map((level) => ({ level, counts: countsAt(level), beside: 1 }));
  const tall = ({ counts, beside }: (typeof columns)[number]) =>
    counts.reduce((sum, count) => sum + Math.ceil(count / beside), 0);
  const used = () => columns.reduce((sum, { beside }) => sum + beside, 0);
  while (used() < most) {
    const [tallest] = [...columns].sort((a, b) => tall(b) - tall(a));
    if (tallest === undefined || tall(tallest) < 5) break;
    tallest.beside += 1;
  }
  const gaps = levels.length * sizes.between + (used() - levels.length) * sizes.beside;
  const card = Math.min(
    width > sizes.width ? 400 : 250,
    (width - sizes.name - gaps - 2 * sizes.pad) / Math.max(1, used()),
  );
  let x = sizes.name + sizes.between;
  return columns.map(({ level, beside }) => {
    const wide = beside * card + (beside - 1) * sizes.beside;
    const column = { level, x, width: wide, beside };
    x += wide + sizes.between;
    return column;
  });
}

type Place = { x: number; y: number; width: number; beside: number; short: (title: string) => string };

/** Cards in rows: those of one row begin at one height. */
function stack(occupations: readonly Occupation[], { x, y, width, beside, short }: Place, route: Route | null): Card[] {
  const wide = (width - (beside - 1) * sizes.beside) / beside;
  const cards = occupations.map((occupation, no) => {
    const lines = wrap(short(occupation.title), wide - 40, sizes.title);
    const height = Math.max(32, lines.length * sizes.line + 11);
    return { occupation, route, lines, x: x + (no % beside) * (wide + sizes.beside), y, width: wide, height };
  });
  let top = y;
  for (let from = 0; from < cards.length; from += beside) {
    const row = cards.slice(from, from + beside);
    for (const card of row) card.y = top;
    top += Math.max(...row.map(({ height }) => height)) + sizes.gap;
  }
  return cards;
}
