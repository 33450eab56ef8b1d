import { formatLondon } from '@app/kernel';
import type { Edition, OccupationStatus } from '@app/occupational-map';
import { printedNotice } from '../pages/open-data/licence';
import { lookOf, type RouteLook } from './route-looks';
import { escape } from './svg';

/** A picture as a file of its own: what stands on it, and of what it was made. Sizes are in units of the picture. */
export type Sheet = {
  title: string;
  /** What stands below the title, a line each. */
  lines: readonly string[];
  width: number;
  /** The height of the body; head and foot are added. */
  height: number;
  body: readonly string[];
  edition: Edition;
  /** Where the page of the picture is read, without its scheme. */
  address: string;
};

/** The colours of what belongs to no route (`_tokens.scss` and `_rows.scss` have the same). */
export const inks = {
  ink: '#0b0c0c',
  soft: '#484949',
  line: '#cdd3d1',
  edge: '#6b7472',
  brand: '#1f4e4a',
  pale: '#5b6260',
} as const;
const edges = 24;
const font = 'font-family="Helvetica Neue, Helvetica, Arial, sans-serif"';

/** A file to look at, print and put into a report: it says its edition, date and licence, and that it is not the official map. */
export function sheetOf({ title, lines, width, height, body, edition, address }: Sheet): string {
  const head = 44 + lines.length * 20;
  const whole = { width: width + 2 * edges, height: head + height + 60 + edges };
  const foot = `Waymark · Edition ${edition.no}, published ${formatLondon(edition.publishedAt, 'date')} · ${address}`;
  const y = head + height + 34;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="title" width="${whole.width}" height="${whole.height}" viewBox="${-edges} ${-edges} ${whole.width} ${whole.height}" ${font}>`,
    `<title id="title">${escape(title)}</title>`,
    `<rect x="${-edges}" y="${-edges}" width="${whole.width}" height="${whole.height}" fill="#ffffff"/>`,
    words(0, 26, title, { size: 26, bold: true }),
    ...lines.map((line, at) => words(0, 50 + at * 20, line, { size: 14, fill: inks.soft })),
    `<g transform="translate(0 ${head})">${body.join('\n')}</g>`,
    `<path d="M0 ${y - 18}H${width}" stroke="${inks.ink}"/>`,
    words(0, y, foot, { size: 12 }),
    words(0, y + 18, printedNotice, { size: 12 }),
    '</svg>\n',
  ].join('\n');
}

/** What a mark of a level says. */
type Mark = { level: number; status?: OccupationStatus };

/** How a text is set. `anchor`: where it stands from its x. */
export type Setting = { size: number; fill?: string; bold?: boolean; anchor?: 'start' | 'middle' | 'end' };

/** A line of text, as text. */
export function words(x: number, y: number, text: string, { size, fill = inks.ink, bold, anchor }: Setting): string {
  const weight = bold ? ' font-weight="700"' : '';
  const from = anchor && anchor !== 'start' ? ` text-anchor="${anchor}"` : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${from}>${escape(text)}</text>`;
}

/** The edge of what is not approved: dashed, or dotted where nobody works on it yet. */
const dashes = { approved: '', 'awaiting-interest': ' stroke-dasharray="1.2 1.6"' } as const;
const dashed = ' stroke-dasharray="3 2"';

/**
 * A level as its mark, this large: its number in a square, a circle or an arch, in the colours of a route. What is not
 * approved is hollow.
 */
export function levelMark(x: number, y: number, size: number, mark: Mark, { tint, middle, deep }: RouteLook): string {
  const { level, status = 'approved' } = mark;
  const [hollow, light, high] = [status !== 'approved', level <= 3, level >= 6];
  const edge = round(size / 14);
  const ground = hollow ? '#fff' : light ? tint : high ? deep : middle;
  const dash = dashes[status as keyof typeof dashes] ?? dashed;
  const paint = `fill="${ground}" stroke="${high ? deep : middle}" stroke-width="${edge}"${dash}`;
  const [half, inside, left, top] = [size / 2, size - edge, round(x + edge / 2), round(y + edge / 2)];
  const [r, bottom] = [round(inside / 2), round(y + size - edge / 2)];
  const arch = `M${left} ${bottom}V${round(y + half)}a${r} ${r} 0 0 1 ${round(inside)} 0V${bottom}z`;
  const shape = light
    ? `<rect x="${left}" y="${top}" width="${round(inside)}" height="${round(inside)}" rx="${round(size / 8)}" ${paint}/>`
    : high
      ? `<path d="${arch}" ${paint}/>`
      : `<circle cx="${round(x + half)}" cy="${round(y + half)}" r="${r}" ${paint}/>`;
  const letters = { size: round(size * 0.57), fill: hollow || light ? deep : '#fff', bold: true } as const;
  return shape + words(x + half, y + half + letters.size * 0.36, String(level), { ...letters, anchor: 'middle' });
}

/** The sign of a route, this large. */
export function routeSignAt(x: number, y: number, route: number | null, size = 20, stroke?: string): string {
  const { middle, sign } = lookOf(route);
  return `<svg x="${round(x)}" y="${round(y)}" width="${size}" height="${size}" viewBox="0 0 24 24" fill="none" stroke="${stroke ?? middle}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="${sign}"/></svg>`;
}

/** Two digits behind the point are enough for every picture. */
export const round = (value: number): number => Math.round(value * 100) / 100;

/** The headers and the type of a picture as a file to be saved under this name. */
export const svgFile = (name: string, text: string) => ({
  type: 'image/svg+xml; charset=utf-8',
  headers: { 'content-disposition': `attachment; filename="${name}"` },
  text,
});

/** An address as it is printed: without its scheme. */
export const printedAddress = (origin: string, path: string): string =>
  `${origin.replace(/^https?:\/\//, '')}${decodeURI(path)}`;
