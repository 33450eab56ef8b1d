import { wrap } from '../../pictures/svg';
import { bolder } from '../../pictures/letters';

/** How large the letters of a staircase are on a sheet of paper: as large as there is room for. */
export const posterSizes = ['huge', 'large', 'medium', 'small', 'tiny'] as const;
export type PosterSize = (typeof posterSizes)[number];

/** In CSS pixels, as `_pictures-print.scss` has them: the title of a job, what stands below it, what is around, the rise of a tread. */
const measures: Readonly<
  Record<PosterSize, { title: number; note: number; around: number; sign: number; rise: number }>
> = {
  huge: { title: 16, note: 13, around: 21, sign: 40, rise: 60 },
  large: { title: 12, note: 10, around: 11, sign: 34, rise: 40 },
  medium: { title: 11, note: 9.4, around: 8, sign: 32, rise: 30 },
  small: { title: 10, note: 8.7, around: 5, sign: 26, rise: 20 },
  tiny: { title: 8, note: 7.4, around: 2, sign: 18, rise: 10 },
};
/** A sheet in landscape: how wide it is, and how tall without the head and the foot of the page, with some room to spare. */
const sheet = { width: 1002, height: 640, gap: 6 } as const;
const headOfTread = 42;

/** A tread as it is printed: its jobs, each with what stands below it. */
type Printed = { short: string; notes: readonly string[] };
type PrintedTread = { jobs: readonly Printed[]; isStart: boolean };

/** The largest letters with which all treads, from the lowest to the highest, stand on one sheet; the smallest where none does. */
export function posterSizeFor(treads: readonly PrintedTread[], name: string): PosterSize {
  return posterSizes.find((size) => heightOf(treads, name, size) <= sheet.height) ?? 'tiny';
}

function heightOf(treads: readonly PrintedTread[], name: string, size: PosterSize): number {
  const { title, note, around, sign, rise } = measures[size];
  const width = (sheet.width - treads.length * sheet.gap) / Math.max(1, treads.length) - 14 - sign;
  const cardOf = ({ short, notes }: Printed) =>
    wrap(short, width, title).length * title * 1.2 +
    notes.reduce((sum, text) => sum + wrap(text, width, note).length * note * 1.25, 0) +
    around;
  // The start is one of the treads, and says its name in large letters, too.
  const named = wrap(name, width, 15 * bolder).length * 22 + 22;
  const tall = treads.map(({ jobs, isStart }, at) => {
    const head = headOfTread + (isStart ? named : 0);
    return jobs.reduce((sum, job) => sum + cardOf(job), head) + (treads.length - 1 - at) * rise;
  });
  return Math.max(0, ...tall);
}
