import { paths } from '@app/kernel';
import type { RouteLook } from '../../pictures/route-looks';
import { bolder, widthOf } from '../../pictures/letters';
import { inks, levelMark } from '../../pictures/sheet';
import { type Box, escape } from '../../pictures/svg';
import { printedNotice } from '../open-data/licence';
import {
  frame,
  measuresOf,
  type PosterBand,
  type PosterHead,
  type PosterLayout,
  type PosterRow,
} from './poster-layout';
import { levelWords } from './words';

/** What a poster says beside its occupations, and what of them is lit. */
export type Drawing = {
  title: string;
  meta: string;
  look: RouteLook;
  foot: string;
  /** The address of the map. */
  address: string;
  chosen: string | null;
  lit: ReadonlySet<string>;
  all: boolean;
  leadsTo: (reference: string) => readonly string[];
  /** White space around, for a file; on a page the paper has its own. */
  margin: number;
  /** The site that links lead to; null for a picture without links. */
  origin: string | null;
};

/** A poster as SVG: title, levels, bands, foot; with a chosen occupation its steps. */
export function drawPoster(layout: PosterLayout, drawing: Drawing): string {
  const { paper, bands, size } = layout;
  const { margin, title, meta, origin } = drawing;
  const [width, height] = [paper.width + 2 * margin, paper.height + 2 * margin];
  const named =
    origin === null
      ? 'class="waymark-poster"'
      : `role="img" aria-labelledby="poster" width="${width}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${named} viewBox="${-margin} ${-margin} ${width} ${height}" font-family="Helvetica Neue, Helvetica, Arial, sans-serif" font-size="${size}" fill="${inks.ink}">`,
    ...(origin === null
      ? []
      : [
          `<title id="poster">Map of ${escape(title)}: ${escape(meta)}</title>`,
          box({ x: -margin, y: -margin, width, height }, 'fill="#fff"'),
        ]),
    headOf(drawing),
    ...layout.levels.map((level) => levelHead(level, drawing)),
    box({ x: 0, y: frame.title + frame.levels - 5, width: paper.width, height: 2.5 }, `fill="${drawing.look.middle}"`),
    ...bands.map((band, at) => bandGround(band, at, layout, drawing)),
    ...curvesOf(layout, drawing),
    ...bands.flatMap(({ rows }) => rows.map((row) => rowOf(row, size, drawing))),
    footOf(layout, drawing),
    '</svg>',
  ].join('');
}

const round = (value: number): number => Math.round(value * 10) / 10;
const text = (x: number, y: number, words: string, rest = '', after = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${rest}>${escape(words)}${after}</text>`;
const box = ({ x, y, width, height }: Box, rest: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" ${rest}/>`;

function headOf({ title, meta, look }: Drawing): string {
  const sign = `<g fill="none" stroke="${look.middle}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" transform="translate(9 8)"><path d="${look.sign}"/></g>`;
  return [
    `<circle cx="21" cy="20" r="20" fill="${look.tint}" stroke="${look.middle}"/>${sign}`,
    text(52, 24, title, ' font-size="25" font-weight="700"'),
    text(52, 40, meta, ` font-size="11" fill="${inks.soft}"`),
  ].join('');
}

function levelHead({ level, x, y, width }: PosterLayout['levels'][number], { look }: Drawing): string {
  const { marks, name } = levelWords[level];
  const wanted = marks.length * 22 + 4 + widthOf(name, 14) * bolder;
  const scale = round(Math.min(1, (width + 12) / wanted));
  const drawn = marks.map((no, at) => levelMark(at * 22, 0, 18, { level: no }, look));
  const named = text(marks.length * 22 + 4, 14, name, ' font-size="14" font-weight="700"');
  return `<g transform="translate(${round(x)} ${y}) scale(${scale})">${drawn.join('')}${named}</g>`;
}

function bandGround(band: PosterBand, at: number, { size }: PosterLayout, { look }: Drawing): string {
  const { name, pad } = measuresOf(size);
  const ground = band.awaiting
    ? box(
        { ...band, x: 0.75, width: band.width - 1.5 },
        `fill="none" stroke="${inks.edge}" stroke-width="1.5" stroke-dasharray="5 4"`,
      )
    : at % 2 === 0
      ? box(band, `fill="${look.tint}"`)
      : '';
  const title = text(
    pad,
    band.y + name * 1.35,
    band.name,
    ` font-size="${round(name)}" font-weight="700" fill="${look.deep}"`,
  );
  return ground + title + band.heads.map((head) => groupHead(head, size, look)).join('');
}

function groupHead({ x, y, width, height, lines }: PosterHead, size: number, look: RouteLook): string {
  const { head } = measuresOf(size);
  const words = lines.map((words, at) =>
    text(
      x,
      y + size * 0.4 + head * (0.9 + at * 1.15),
      words,
      ` font-size="${round(head)}" font-weight="700" fill="${inks.soft}"`,
    ),
  );
  const rule = box({ x, y: y + height - size * 0.3, width, height: 0.8 }, `fill="${look.middle}"`);
  return words.join('') + rule;
}

function rowOf(row: PosterRow, size: number, { look, chosen, lit, origin }: Drawing): string {
  const { occupation, lines, note } = row;
  const measures = measuresOf(size);
  const here = occupation.reference === chosen;
  const colour = here ? '#fff' : chosen !== null && !lit.has(occupation.reference) ? inks.pale : null;
  const fill = colour === null ? '' : ` fill="${colour}"`;
  const edge = { x: row.x - 2, y: row.y + 0.8, width: row.width + 2, height: row.height - 1.6 };
  const frameOf = here ? `fill="${look.deep}"` : `fill="#fff" stroke="${look.middle}" stroke-width="1.3"`;
  const frame = lit.has(occupation.reference) ? box(edge, `rx="3" ${frameOf}`) : '';
  const height = (lines.length + (row.noteApart ? 1 : 0)) * measures.line;
  const top = row.y + (row.height - height) / 2 + size * 0.95;
  const left = row.x + measures.text;
  const small = ` font-size="${round(size * 0.8)}" fill="${here ? '#fff' : (colour ?? inks.soft)}"`;
  const titles = lines.map((words, at) => {
    const last = at === lines.length - 1 && note !== '' && !row.noteApart;
    const after = last ? `<tspan dx="${round(size * 0.4)}"${small}>${escape(note)}</tspan>` : '';
    return text(left, top + at * measures.line, words, fill, after);
  });
  const said = row.noteApart ? text(left, top + lines.length * measures.line, note, small) : '';
  const mark = levelMark(row.x + size * 0.1, row.y + (row.height - measures.mark) / 2, measures.mark, occupation, look);
  const drawn = frame + mark + titles.join('') + said;
  if (origin === null) return drawn;
  const label = `Level ${occupation.level}, ${occupation.title}`;
  return `<a href="${escape(origin + paths.occupation(occupation.reference))}" aria-label="${escape(label)}">${drawn}</a>`;
}

/** The steps of what is lit: from and to the chosen one, or along all of its ways. */
function curvesOf({ bands }: PosterLayout, { chosen, lit, all, leadsTo, look }: Drawing): string[] {
  if (chosen === null) return [];
  const at = new Map(bands.flatMap(({ rows }) => rows.map((row) => [row.occupation.reference, row] as const)));
  return [...at].flatMap(([from, start]) =>
    leadsTo(from).flatMap((to) => {
      const end = at.get(to);
      const wanted = lit.has(from) && lit.has(to) && (all || from === chosen || to === chosen);
      return end && wanted ? [curve(start, end, look.middle)] : [];
    }),
  );
}

/** A curve between two rows with a head at its end; within a column it leaves and arrives on the left. */
function curve(from: Box, to: Box, colour: string): string {
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  const onward = to.x > from.x;
  const [x1, x2] = [onward ? from.x + from.width : from.x - 2, to.x - 3];
  const bend = onward ? Math.min(16, (x2 - x1) / 2) : -12;
  const way = `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - Math.abs(bend))} ${round(y2)} ${round(x2 - 3)} ${round(y2)}`;
  const head = `M${round(x2 + 1)} ${round(y2)}l-5 -3v6z`;
  return `<path d="${way}" fill="none" stroke="${colour}" stroke-width="1.5"/><path d="${head}" fill="${colour}"/>`;
}

function footOf({ paper }: PosterLayout, { foot, address, look }: Drawing): string {
  const y = paper.height - 5;
  const small = ' font-size="9.5"';
  const left = `${foot} · ${address.replace(/^https?:\/\//, '')}`;
  const rule = box({ x: 0, y: paper.height - frame.foot + 1, width: paper.width, height: 0.8 }, `fill="${inks.ink}"`);
  const key = [
    { status: 'in-development' as const, words: 'In development' },
    { status: 'awaiting-interest' as const, words: 'Awaiting interest' },
  ];
  let x = Math.max(widthOf(`Waymark · ${left}`, 9.5) + 40, paper.width / 2 - 110);
  const keys = key.map(({ status, words }) => {
    const drawn = levelMark(x, y - 10, 12, { level: 4, status }, look) + text(x + 16, y, words, small);
    x += 16 + widthOf(words, 9.5) + 14;
    return drawn;
  });
  return [
    rule,
    `<text x="0" y="${y}"${small}><tspan font-weight="700">Waymark</tspan> · ${escape(left)}</text>`,
    ...keys,
    text(paper.width, y, printedNotice, `${small} text-anchor="end"`),
  ].join('');
}
