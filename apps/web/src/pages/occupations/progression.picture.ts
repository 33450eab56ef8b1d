import { paths } from '@app/kernel';
import type { Occupation, PublishedMap } from '@app/occupational-map';
import { type Box, escape, wrap } from '../../pictures/svg';
import { arrow } from '../maps/picture';

const size = { width: 620, box: 182, line: 18, gap: 12, pad: 10 } as const;
type Item = Box & { occupation: Occupation; lines: string[]; route: string };

/** Progression to and from one occupation as SVG: who leads here on the left, where it leads on the right; null without any. */
export function progressionPicture(map: PublishedMap, occupation: Occupation): string | null {
  const [from, to] = [map.comesFrom(occupation.reference), map.leadsTo(occupation.reference)];
  if (from.length + to.length === 0) return null;
  const routeOf = (one: Occupation) => {
    const slug = map.occupation(one.reference)?.placement?.route;
    return slug ? (map.route(slug)?.name ?? '') : '';
  };
  const left = stack(from, 0, routeOf);
  const middle = stack([occupation], (size.width - size.box) / 2, routeOf);
  const right = stack(to, size.width - size.box, routeOf);
  const height = Math.max(...[left, middle, right].map(heightOf));
  for (const items of [left, middle, right]) lower(items, (height - heightOf(items)) / 2);
  const [centre] = middle;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="waymark-picture" role="group" aria-labelledby="progression-title" width="${size.width}" height="${height + 4}" viewBox="-2 -2 ${size.width + 4} ${height + 4}" font-family="Helvetica Neue, Helvetica, Arial, sans-serif" color="#0b0c0c">`,
    `<title id="progression-title">Progression to and from ${escape(occupation.title)}</title>`,
    ...left.map((item) => arrow(item, centre)),
    ...right.map((item) => arrow(centre, item)),
    ...[...left, ...right].map((item) => printed(item, false)),
    printed(centre, true),
    '</svg>',
  ].join('\n');
}

function stack(occupations: readonly Occupation[], x: number, routeOf: (one: Occupation) => string): Item[] {
  let y = 0;
  return occupations.map((occupation) => {
    const lines = wrap(occupation.title, size.box - 2 * size.pad, 15);
    const route = wrap(`Level ${occupation.level}, ${routeOf(occupation)}`, size.box - 2 * size.pad, 12)[0];
    const height = (lines.length + 1) * size.line + 2 * size.pad;
    const item = { occupation, lines, route, x, y, width: size.box, height };
    y += height + size.gap;
    return item;
  });
}

const heightOf = (items: readonly Item[]): number => {
  const last = items.at(-1);
  return last ? last.y + last.height : 0;
};

function lower(items: readonly Item[], by: number): void {
  for (const item of items) item.y += by;
}

function printed({ occupation, lines, route, x, y, width, height }: Item, chosen: boolean): string {
  const frame = `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="#ffffff" stroke="#1f4e4a" stroke-width="${chosen ? 4 : 1}"/>`;
  const title = lines.map((line, at) => {
    const kind = chosen ? ' font-weight="700"' : ' class="waymark-picture__title"';
    return `<text x="${x + size.pad}" y="${y + size.pad + 13 + at * size.line}" font-size="15" fill="currentColor"${kind}>${escape(line)}</text>`;
  });
  const facts = `<text x="${x + size.pad}" y="${y + height - size.pad - 3}" font-size="12" fill="currentColor">${escape(route)}</text>`;
  if (chosen) return `<g>${frame}${title.join('')}${facts}</g>`;
  const label = escape(`${occupation.title}, ${route}`);
  return `<a href="${paths.occupation(occupation.reference)}" aria-label="${label}">${frame}${title.join('')}${facts}</a>`;
}
