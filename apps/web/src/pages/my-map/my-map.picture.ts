import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import { lookOf } from '../../pictures/route-looks';
import { inks, levelMark, printedAddress, round, routeSignAt, sheetOf, words } from '../../pictures/sheet';
import { escape, wrap } from '../../pictures/svg';
import { stepsAmong } from '../../pictures/steps';
import { type Card, layoutMine, layoutOnPaper, type MineLayout, sizes } from './my-map.layout';
import type { Chosen } from './my-map.asked';

/** What a map without a title is called. */
export const untitled = 'A map of my own';

/** As many characters of a title stand on one line of paper; below more of them the picture has less room. */
const oneLineOfTitle = 45;

/** The picture of somebody's own map for its page. The curves are hidden from who hears it: the page lists the steps. */
export function minePicture(map: PublishedMap, { occupations, title }: Chosen): string {
  const [onScreen, onPaper] = [layoutMine(map, occupations), layoutOnPaper(map, occupations)];
  const low = (title ?? untitled).length > oneLineOfTitle ? ' waymark-mine--low' : '';
  const drawn = (layout: MineLayout, kind: string) =>
    `<svg xmlns="http://www.w3.org/2000/svg" class="waymark-mine${low}${kind}" role="group" aria-label="${escape(title ?? untitled)}" viewBox="0 0 ${layout.width} ${round(layout.height)}">${bodyOf(map, layout, '').join('')}</svg>`;
  if (onPaper.width === onScreen.width) return drawn(onScreen, '');
  return drawn(onScreen, ' waymark-screen-only') + drawn(onPaper, ' waymark-mine--paper');
}

/** The same as a file. */
export function mineSheet(map: PublishedMap, chosen: Chosen, origin: string): string {
  const layout = layoutOnPaper(map, chosen.occupations);
  const { occupations, title } = chosen;
  const steps = stepsAmong(map, occupations).length;
  const counted = `${occupations.length} occupations of the choice of whoever made this, ${steps} recorded steps among them. Steps are illustrative.`;
  const [head, ...more] = wrap(title ?? untitled, layout.width, 26);
  return sheetOf({
    title: head ?? untitled,
    lines: [...more, counted],
    width: layout.width,
    height: layout.height,
    body: bodyOf(map, layout, origin),
    edition: map.edition,
    address: printedAddress(origin, paths.myMap()),
  });
}

function bodyOf(map: PublishedMap, layout: MineLayout, origin: string): string[] {
  const { bands, columns, cards, width, height } = layout;
  const at = new Map(cards.map((card) => [card.occupation.reference, card]));
  const curves = stepsAmong(
    map,
    cards.map(({ occupation }) => occupation),
  ).flatMap(({ from, to }) => {
    const [start, end] = [at.get(from.reference), at.get(to.reference)];
    return start && end ? [curve(start, end)] : [];
  });
  return [
    ...bands.flatMap(({ route, y, height: tall, lines }) => {
      const { tint, middle, deep } = lookOf(route?.officialId ?? null);
      return [
        `<rect x="0" y="${round(y)}" width="${width}" height="${round(tall - 4)}" fill="${tint}"/><rect x="0" y="${round(y)}" width="5" height="${round(tall - 4)}" fill="${middle}"/>`,
        routeSignAt(14, y + 8, route?.officialId ?? null),
        ...lines.map((line, no) => words(42, y + 23 + no * 17, line, { size: 14.5, fill: deep, bold: true })),
      ];
    }),
    ...columns.flatMap(({ level, x }) => [
      levelMark(x, 6, 24, { level }, lookOf(null)),
      words(x + 32, 23, `Level ${level}`, { size: 15, bold: true }),
    ]),
    ...(height > sizes.head ? [`<g class="waymark-mine__curves" aria-hidden="true">${curves.join('')}</g>`] : []),
    ...cards.map((card) => cardAt(card, origin)),
  ];
}

function cardAt({ occupation, route, lines, x, y, width, height }: Card, origin: string): string {
  const look = lookOf(route?.officialId ?? null);
  const hollow = occupation.status === 'approved' ? '' : ' stroke-dasharray="5 3"';
  const label = `${occupation.title}, level ${occupation.level}${route ? `, ${route.name}` : ''}${hollow && ', not yet approved'}`;
  const middleY = y + height / 2;
  return [
    `<a href="${escape(origin + paths.occupation(occupation.reference))}" aria-label="${escape(label)}">`,
    `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${height}" rx="4" fill="#ffffff" stroke="${look.middle}"${hollow}/>`,
    levelMark(x + 6, middleY - 10, 20, occupation, look),
    ...lines.map((line, no) =>
      words(x + 33, middleY + 5 + (no - (lines.length - 1) / 2) * sizes.line, line, {
        size: sizes.title,
        fill: inks.ink,
      }),
    ),
    '</a>',
  ].join('');
}

/** From the right of a card to the left of the next; within a column out on the right and back in there. A dot says where it arrives. */
function curve(from: Card, to: Card): string {
  const [y1, y2] = [round(from.y + from.height / 2), round(to.y + to.height / 2)];
  const onward = to.x > from.x + from.width;
  const x1 = round(onward || to.x + to.width >= from.x ? from.x + from.width : from.x);
  const x2 = round(onward ? to.x : to.x + to.width);
  const bend = round(onward ? Math.max(22, (x2 - x1) / 2) : 24);
  const [c1, c2] = onward ? [x1 + bend, x2 - bend] : [Math.max(x1, x2) + bend, Math.max(x1, x2) + bend];
  const { middle } = lookOf(from.route?.officialId ?? null);
  return `<path d="M${x1} ${y1}C${round(c1)} ${y1} ${round(c2)} ${y2} ${x2} ${y2}" fill="none" stroke="${middle}" stroke-width="2"/><circle cx="${x2}" cy="${y2}" r="4" fill="${middle}"/>`;
}
