import { paths } from '@app/kernel';
import type { EditionWithChanges, PublishedMap } from '@app/occupational-map';
import type { Around } from '../maps/surroundings';
import { tLevelChoices } from '../where/where.view';

/** The levels of the maps, from left to right in every picture. */
const levels = [2, 3, 4, 5, 6, 7] as const;
/** The bars of a tile, in the units of its picture: six of ten with gaps of three, at most 38 high on a line. */
const picture = { bar: 10, step: 13, tallest: 38, line: 39 };
const [mostOpen, latest, longestNote] = [5, 3, 150];

type Shown = { map: PublishedMap | null; around: Around; editions: readonly EditionWithChanges[] };

/** The start page: the routes in figures, what is open for everybody's view, and what changed last. */
export function homeView({ map, around, editions }: Shown) {
  return {
    title: 'Every skilled occupation, and where it leads',
    routes: map ? tilesOf(map) : [],
    levels,
    edition: map?.edition ?? null,
    total: map?.occupations.length ?? 0,
    tLevels: map ? tLevelChoices(map) : [],
    ...consultationsOf(around),
    editions: editions.slice(0, latest).map(({ no, publishedAt, note, changes }) => ({
      no,
      publishedAt,
      href: `${paths.mapChanges()}#edition-${no}`,
      note: cut(note || (changes[0] ?? '')),
    })),
    next: around.scheduled[0] ?? null,
  };
}

/** Each route with its occupations by level; the bars of all are on one scale, that of the most in one place. */
function tilesOf(map: PublishedMap) {
  const tiles = map.routes.map(({ slug, name, officialId }) => {
    const occupations = map.occupationsOn(slug);
    const counts = levels.map((level) => occupations.filter((one) => one.level === level).length);
    return { href: paths.map(slug), name, id: officialId, occupations: occupations.length, counts };
  });
  const most = Math.max(1, ...tiles.flatMap(({ counts }) => counts));
  return tiles.map((tile) => ({ ...tile, bars: barsOf(tile.counts, most) }));
}

/** The bars as the outline of one path: where there is an occupation there is a bar, where there is none there is not. */
function barsOf(counts: readonly number[], most: number): string {
  return counts
    .map((count, index) => {
      const height = count === 0 ? 0 : Math.max(2, Math.round((picture.tallest * count) / most));
      return height === 0 ? '' : `M${index * picture.step} ${picture.line}v${-height}h${picture.bar}v${height}z`;
    })
    .join('');
}

/** The consultations by the name of what they are about, the first to close first; without any, those to come. */
function consultationsOf({ consultations }: Around) {
  const named = consultations.map(({ subjects: [first, ...others], ...one }) => ({
    ...one,
    href: paths.consultation(one.reference),
    proposed: `${first?.title ?? one.title}${others.length === 0 ? '' : ` and ${others.length} more`}`,
  }));
  const open = named.filter(({ standing }) => standing === 'open');
  return {
    open: open.slice(0, mostOpen).map((one) => ({ ...one, left: leftWords(one.daysLeft) })),
    moreOpen: Math.max(0, open.length - mostOpen),
    upcoming: named.filter(({ standing }) => standing === 'upcoming').slice(0, 2),
  };
}

function leftWords(days: number): string {
  if (days <= 0) return 'today';
  return days === 1 ? 'tomorrow' : `in ${days} days`;
}

/** A note that fits a few lines: cut between words, with an ellipsis. */
function cut(text: string): string {
  return text.length <= longestNote ? text : `${text.slice(0, longestNote).replace(/\s+\S*$/, '')} …`;
}
