import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { lookOf } from '../../pictures/route-looks';
import { inks, levelMark, printedAddress, round, routeSignAt, sheetOf, words } from '../../pictures/sheet';
import { wrap } from '../../pictures/svg';
import { chosen, factsOf, type Figures, figuresOf, headingOf, levels, type Order, type Row } from './all-routes.view';
import { addressOf } from '../maps/map-pages';

const sizes = { width: 1180, name: 250, cell: 112, total: 76, head: 62, foot: 34, row: 53, dots: 1.15 } as const;
const cellX = (level: number): number => sizes.name + (level - 2) * sizes.cell;
const totalX = cellX(8);
const arcsX = totalX + sizes.total;
const bands = [
  [2, 'Technical'],
  [4, 'Higher Technical'],
  [6, 'Professional'],
] as const;

/** The picture of all routes as a file: the table with its squares, the curves of the steps across, and the four facts. */
export function allRoutesPicture(map: PublishedMap, order: Order, origin: string): string {
  const figures = figuresOf(map, order);
  const { rows } = figures;
  // As many rows of squares as the fullest place has; all rows are equally tall.
  const tallest = Math.max(0, ...rows.flatMap(({ cells }) => cells.map(({ tall }) => tall)));
  const row = Math.max(sizes.row, Math.ceil(22 + tallest * sizes.dots + 6));
  const height = sizes.head + rows.length * row + sizes.foot;
  return sheetOf({
    title: headingOf(rows.length),
    lines: linesOf(map, figures),
    width: sizes.width,
    height,
    body: [
      ...bands.map(([level, name]) => words(cellX(level) + 8, 18, name, { size: 14, bold: true })),
      words(0, 52, 'Route', { size: 14, bold: true }),
      ...levels.map((level) => levelMark(cellX(level) + 8, 30, 24, { level }, lookOf(null))),
      words(totalX + 8, 52, 'All', { size: 14, bold: true }),
      words(arcsX + 8, 52, 'Steps across', { size: 14, bold: true }),
      ...rows.flatMap((one, at) => rowAt(one, sizes.head + at * row, row)),
      ...columnLines(height - sizes.foot),
      ...curvesAt(figures, row),
      ...totalsAt(map, height - sizes.foot),
    ],
    edition: map.edition,
    address: printedAddress(origin, addressOf(paths.allRoutes(), { order: chosen(order) })),
  });
}

function linesOf(map: PublishedMap, figures: Figures): string[] {
  const { steps, across } = figures;
  const said = factsOf(figures).map(({ name, text }) => `${name}: ${text}`);
  return [
    `${map.occupations.length} occupations, ${steps.length} steps between them, ${across.length} of them from one route to another.`,
    ...wrap(`${said.join('. ')}.`, sizes.width, 14),
    'Each square is one occupation, in rows of ten: filled is approved, hollow not yet. A curve is a step to another route, its dot where it arrives. Steps are illustrative.',
  ];
}

function rowAt({ id, name, total, cells }: Row, y: number, row: number): string[] {
  const { tint, middle, deep } = lookOf(id);
  const lines = wrap(name, sizes.name - 58, 15).slice(0, 2);
  const centre = y + row / 2;
  return [
    `<path d="M0 ${y}H${sizes.width}" stroke="${inks.line}"/>`,
    `<circle cx="18" cy="${centre}" r="17.5" fill="${tint}" stroke="${middle}"/>${routeSignAt(8, centre - 10, id)}`,
    ...lines.map((line, at) =>
      words(46, centre + 5 + (at - (lines.length - 1) / 2) * 17, line, { size: 14.5, fill: deep, bold: true }),
    ),
    ...cells.flatMap(({ level, count, filled, hollow }) => [
      count === 0
        ? words(cellX(level) + 8, centre + 5, 'none', { size: 13, fill: inks.soft })
        : words(cellX(level) + 8, y + 16, String(count), { size: 14, fill: deep, bold: true }),
      `<g transform="translate(${cellX(level) + 8} ${y + 21}) scale(${sizes.dots})"><path d="${filled}" fill="${middle}"/><path d="${hollow}" fill="none" stroke="${middle}" stroke-width="1.4"/></g>`,
    ]),
    words(totalX + 8, centre + 6, String(total), { size: 18, fill: deep, bold: true }),
  ];
}

const columnLines = (bottom: number): string[] =>
  [...levels, 8].map((level) => {
    const [stroke, width] = level % 2 === 0 ? [inks.edge, 2] : [inks.line, 1];
    return `<path d="M${cellX(level)} ${level % 2 === 0 ? 4 : sizes.head}V${bottom}" stroke="${stroke}" stroke-width="${width}"/>`;
  });

/** The curves are drawn in rows of ten: as tall as the rows here, and as wide as there is room. */
function curvesAt({ curves }: Figures, row: number): string[] {
  const stretch = `transform="translate(${arcsX + 4} ${sizes.head}) scale(1.5 ${round(row / 10)})"`;
  return curves.map(({ id, line, dot, width }) => {
    const stroke = `fill="none" stroke="${lookOf(id).middle}" vector-effect="non-scaling-stroke"`;
    return `<g ${stretch}><path d="${line}" ${stroke} stroke-width="${width}"/><path d="${dot}" ${stroke} stroke-width="8" stroke-linecap="round"/></g>`;
  });
}

function totalsAt(map: PublishedMap, y: number): string[] {
  const bold = { size: 14, bold: true } as const;
  return [
    `<path d="M0 ${y}H${sizes.width}" stroke="${inks.ink}" stroke-width="2"/>`,
    words(0, y + 22, 'All routes', bold),
    ...levels.map((level) => {
      const count = map.occupations.filter((one) => one.level === level).length;
      return words(cellX(level) + 8, y + 22, String(count), bold);
    }),
    words(totalX + 8, y + 22, String(map.occupations.length), bold),
  ];
}
