import { formatLondon } from '@app/kernel';
import type { Edition } from '@app/occupational-map';
import { licence } from '../pages/open-data/licence';
import { lookOf } from './route-looks';
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

/** The colours of what belongs to no route (`_tokens.scss` has the same). */
export const inks = { ink: '#0b0c0c', soft: '#484949', line: '#cdd3d1', edge: '#6b7472', brand: '#1f4e4a' } as const;
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
    words(0, y + 18, `${licence.name}. Not the official map.`, { size: 12 }),
    '</svg>\n',
  ].join('\n');
}

/** How a text is set. `anchor`: where it stands from its x. */
export type Setting = { size: number; fill?: string; bold?: boolean; anchor?: 'start' | 'middle' | 'end' };

/** A line of text, as text. */
export function words(x: number, y: number, text: string, { size, fill = inks.ink, bold, anchor }: Setting): string {
  const weight = bold ? ' font-weight="700"' : '';
  const from = anchor && anchor !== 'start' ? ` text-anchor="${anchor}"` : '';
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" fill="${fill}"${weight}${from}>${escape(text)}</text>`;
}

/** A level as its mark: a number in a square, a circle or an arch; `route` is the official number that colours it. */
export function levelSign(x: number, y: number, level: number, route: number | null, size = 24): string {
  const { tint, middle, deep } = lookOf(route);
  const [half, inside] = [size / 2, size - 2];
  const number = (fill: string) =>
    words(x + half, y + size * 0.69, String(level), { size: size * 0.55, fill, bold: true, anchor: 'middle' });
  if (level <= 3)
    return `<rect x="${x + 1}" y="${y + 1}" width="${inside}" height="${inside}" rx="4" fill="${tint}" stroke="${middle}" stroke-width="2"/>${number(deep)}`;
  if (level <= 5) return `<circle cx="${x + half}" cy="${y + half}" r="${half}" fill="${middle}"/>${number('#ffffff')}`;
  const arch = `M${x} ${y + half}a${half} ${half} 0 0 1 ${size} 0v${half - 4}a4 4 0 0 1-4 4h${8 - size}a4 4 0 0 1-4-4z`;
  return `<path d="${arch}" fill="${deep}"/>${number('#ffffff')}`;
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
