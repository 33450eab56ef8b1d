import { type Occupation, type TechnicalLevel, technicalLevels } from '@app/occupational-map';
import { bolder, widthOf } from '../../pictures/letters';
import type { Paper } from '../../pictures/paper';
import { type Box, wrap } from '../../pictures/svg';
import type { Band, RowGroup } from './living';

/** Sizes of letters that are read on paper with ease, the largest first: from 9.75 down to 7 points. */
export const sizes = [13, 12.5, 12, 11.5, 11, 10.5, 10, 9.7, 9.33] as const;

/** What is fixed on every sheet, in its units: the title on top, the names of the levels, the foot. */
export const frame = { title: 54, levels: 30, foot: 20 } as const;

/** What is said about an occupation on a poster. */
export type Words = { title: (one: Occupation) => string; note: (one: Occupation) => string };

/** An occupation where it stands; its note follows its last line, or has one of its own. */
export type PosterRow = Box & { occupation: Occupation; lines: string[]; note: string; noteApart: boolean };
/** A heading with the rule below it. */
export type PosterHead = Box & { lines: string[] };
export type PosterBand = Box & { name: string; awaiting: boolean; heads: PosterHead[]; rows: PosterRow[] };
export type PosterLayout = {
  paper: Paper;
  size: number;
  levels: (Box & { level: TechnicalLevel })[];
  bands: PosterBand[];
};

/** The measures that follow from a size of letters. */
export const measuresOf = (size: number) => ({
  line: size * 1.2,
  mark: size * 1.62,
  gap: size * 0.24,
  head: size * 0.94,
  name: size * 1.2,
  pad: size * 0.9,
  between: size * 1.3,
  levelGap: size * 2.4,
  text: size * 2.1,
});
type Measures = ReturnType<typeof measuresOf> & { size: number; together: number };

/** A head or a row, not placed yet. */
type Piece = { height: number; put: (x: number, y: number) => { head: PosterHead } | { row: PosterRow } };
/** What stands together; where it is torn, its head stands again on top of the next column. */
type Group = { head: Piece | null; again: Piece | null; rows: Piece[]; height: number; isWhole: boolean };
const mostColumns = 12;
/** Up to so many rows stay together under their head in one column; where that does not fit, fewer. */
const together = [9, 4] as const;
type Spot = { piece: Piece; column: number; y: number };

/** Lays these bands out on this paper with the largest letters that fit; null where the smallest do not. */
export function posterOn(paper: Paper, bands: readonly Band[], words: Words): PosterLayout | null {
  const wanted = bands.filter(({ groups }) => groups.length > 0);
  for (const rows of together) {
    let [best, low, high] = [null as PosterLayout | null, 0, sizes.length - 1];
    while (low <= high) {
      const middle = Math.floor((low + high) / 2);
      const made = layOut(paper, wanted, words, { size: sizes[middle], together: rows, ...measuresOf(sizes[middle]) });
      if (made) [best, high] = [made, middle - 1];
      else low = middle + 1;
    }
    if (best) return best;
  }
  return null;
}

/** With letters of this size: the columns are shared out among the levels so that the whole is lowest. */
function layOut(paper: Paper, bands: readonly Band[], words: Words, measures: Measures): PosterLayout | null {
  const { size } = measures;
  const room = paper.height - frame.title - frame.levels - frame.foot - bands.length * bandExtra(measures);
  const rows = bands.flatMap(({ groups }) => groups.flatMap(({ occupations }) => occupations)).length;
  let best: { height: number; make: () => PosterLayout } | null = null;
  for (let count = 3; count <= mostColumns; count += 1) {
    const width = (paper.width - 2 * measures.pad - 2 * measures.levelGap - (count - 3) * measures.between) / count;
    if (width > size * 27 && count < mostColumns) continue;
    if (width < size * 12) break;
    if (rows * rowHeight(1, measures) > count * room) continue;
    const pieces = bands.map((band) =>
      technicalLevels.map((level) =>
        piecesOf(
          band.groups.filter((one) => one.level === level),
          width,
          words,
          measures,
        ),
      ),
    );
    if (tooMuch(pieces, count * room)) continue;
    const heightAt = heightsOf(pieces);
    for (const shares of sharings(count)) {
      const heights = bands.map((_, band) =>
        Math.max(...shares.map((columns, level) => heightAt(band, level, columns))),
      );
      const height = heights.reduce((sum, one) => sum + one, 0);
      if (height > room || (best && height >= best.height)) continue;
      best = { height, make: () => placed(paper, bands, { pieces, heights, shares, width, measures }) };
    }
  }
  return best?.make() ?? null;
}

/** Is it more than so much height of columns takes in all? */
const tooMuch = (pieces: readonly (readonly Group[][])[], room: number): boolean =>
  pieces.flat(2).reduce((sum, { height }) => sum + height, 0) > room;

/** The least height of a level of a band in so many columns, worked out once. */
function heightsOf(pieces: readonly (readonly Group[][])[]) {
  const known = new Map<string, number>();
  return (band: number, level: number, columns: number): number => {
    const key = `${band} ${level} ${columns}`;
    const height = known.get(key) ?? lowest(pieces[band][level], columns);
    known.set(key, height);
    return height;
  };
}

/** What a band needs beside its occupations: its name, and space around. */
const bandExtra = ({ name, pad, size }: Measures): number => name * 1.35 + pad * 0.9 + size * 0.4;

/** All ways to share out so many columns among three levels, at least one each. */
function sharings(count: number): [number, number, number][] {
  const all: [number, number, number][] = [];
  for (let a = 1; a <= count - 2; a += 1) for (let b = 1; a + b < count; b += 1) all.push([a, b, count - a - b]);
  return all;
}

/** These groups with their heads and rows, of the width of a column. */
function piecesOf(groups: readonly RowGroup[], width: number, words: Words, measures: Measures): Group[] {
  return groups.map(({ name, occupations }) => {
    const head = name === null ? null : headPiece(name, width, measures);
    const again = name === null ? null : headPiece(`${name} (continued)`, width, measures);
    const rows = occupations.map((one) => rowPiece(one, width, words, measures));
    return {
      head,
      again,
      rows,
      height: heightOf(rows) + (head?.height ?? 0),
      isWhole: head !== null && rows.length <= measures.together,
    };
  });
}

function headPiece(name: string, width: number, { head, size }: Measures): Piece {
  const lines = wrap(name, width / bolder, head);
  const height = lines.length * head * 1.15 + size * 0.95;
  return { height, put: (x, y) => ({ head: { x, y, width, height, lines } }) };
}

const rowHeight = (lines: number, { mark, line, gap }: Measures): number => Math.max(mark, lines * line) + 2 * gap;

function rowPiece(occupation: Occupation, width: number, words: Words, measures: Measures): Piece {
  const { size, text } = measures;
  const lines = wrap(words.title(occupation), width - text - size * 0.4, size);
  const note = words.note(occupation);
  const after = widthOf(lines.at(-1) ?? '', size) + size * 0.5;
  const fits = text + after + widthOf(note, size * 0.8) <= width - size * 0.3;
  const noteApart = note !== '' && !fits;
  const height = rowHeight(lines.length + (noteApart ? 1 : 0), measures);
  return { height, put: (x, y) => ({ row: { x, y, width, height, occupation, lines, note, noteApart } }) };
}

/** Where the pieces stand in columns of this height: a group that is not long is not torn, a head stands with a row. */
function flow(groups: readonly Group[], height: number): Spot[] {
  let [column, y] = [0, 0];
  const spots: Spot[] = [];
  const put = (piece: Piece | null) => {
    if (piece === null) return;
    spots.push({ piece, column, y });
    y += piece.height;
  };
  for (const group of groups) {
    const { head, again, rows } = group;
    const whole = group.isWhole || (head !== null && group.height <= height);
    const start = whole ? group.height : (head?.height ?? 0) + rows[0].height;
    if (y > 0 && y + start > height + 0.01) [column, y] = [column + 1, 0];
    put(head);
    for (const [at, row] of rows.entries()) {
      if (at > 0 && !whole && y + row.height > height + 0.01) {
        [column, y] = [column + 1, 0];
        put(again);
      }
      put(row);
    }
  }
  return spots;
}

const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { height }) => sum + height, 0);
const columnsIn = (spots: readonly Spot[]): number => (spots.at(-1)?.column ?? 0) + 1;

/** The least height of this many columns that takes these groups. */
function lowest(groups: readonly Group[], columns: number): number {
  if (groups.length === 0) return 0;
  const whole = groups.reduce((sum, { height }) => sum + height, 0);
  if (columns === 1) return whole;
  // What is not torn: a whole group, or a head with a row.
  const stiff = groups.flatMap(({ isWhole, height, again, rows }) =>
    isWhole ? [height] : rows.map((row) => row.height + (again?.height ?? 0)),
  );
  let [low, high] = [Math.max(whole / columns, ...stiff), whole];
  while (high - low > 0.5) {
    const middle = (low + high) / 2;
    if (columnsIn(flow(groups, middle)) <= columns) high = middle;
    else low = middle;
  }
  return high;
}

type Chosen = {
  /** By band and level. */
  pieces: Group[][][];
  heights: number[];
  shares: [number, number, number];
  width: number;
  measures: Measures;
};

function placed(paper: Paper, bands: readonly Band[], chosen: Chosen): PosterLayout {
  const { pieces, heights, shares, width, measures } = chosen;
  const widthOfLevel = (at: number) => shares[at] * width + (shares[at] - 1) * measures.between;
  const levels = technicalLevels.map((level, at) => ({
    level,
    x: measures.pad + [...Array(at).keys()].reduce((sum, one) => sum + widthOfLevel(one) + measures.levelGap, 0),
    y: frame.title,
    width: widthOfLevel(at),
    height: frame.levels,
  }));
  let y = frame.title + frame.levels;
  const put = bands.map(({ name, slug }, index): PosterBand => {
    const band = { x: 0, y, width: paper.width, height: heights[index] + bandExtra(measures) - measures.size * 0.4 };
    const top = y + measures.name * 1.35 + measures.pad * 0.3;
    const parts = levels.flatMap(({ x }, at) =>
      flow(pieces[index][at], Math.max(heights[index], 1)).map(({ piece, column, y: down }) =>
        piece.put(x + column * (width + measures.between), top + down),
      ),
    );
    y += heights[index] + bandExtra(measures);
    const heads = parts.flatMap((part) => ('head' in part ? [part.head] : []));
    const rows = parts.flatMap((part) => ('row' in part ? [part.row] : []));
    return { ...band, name, awaiting: slug === null, heads, rows };
  });
  return { paper, size: measures.size, levels, bands: put };
}
