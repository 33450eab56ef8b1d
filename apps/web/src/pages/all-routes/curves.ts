import { round } from '../../pictures/sheet';

/** The steps from one route to another as a curve: as thick as there are steps; `dot` is where it arrives. */
export type Curve = { id: number; line: string; dot: string; width: number };

type End = { slug: string; officialId: number };

/** In a box of 100 by 10 for each row, stretched to the rows: they have to be equally tall, and may be as tall as they like. */
const row = 10;
const apart = 1.1;

/** A curve for each two routes that steps lead between, in each direction, the longest first. */
export function curvesOf(
  rows: readonly { slug: string }[],
  across: readonly { fromRoute: End; toRoute: End }[],
): Curve[] {
  const at = new Map(rows.map(({ slug }, index) => [slug, index]));
  const ways = new Map<string, { id: number; from: number; to: number; steps: number }>();
  for (const { fromRoute, toRoute } of across) {
    const key = `${fromRoute.slug} ${toRoute.slug}`;
    const [from, to] = [at.get(fromRoute.slug) ?? 0, at.get(toRoute.slug) ?? 0];
    const way = ways.get(key) ?? { id: fromRoute.officialId, from, to, steps: 0 };
    ways.set(key, { ...way, steps: way.steps + 1 });
  }
  const far = ({ from, to }: { from: number; to: number }) => Math.abs(from - to);
  return [...ways.values()]
    .sort((a, b) => far(b) - far(a))
    .map((way) => {
      const [y1, y2] = [centre(way.from) + apart, centre(way.to) - apart];
      const bend = round(14 + (112 * far(way)) / Math.max(1, rows.length - 1));
      return {
        id: way.id,
        line: `M4 ${y1}C${bend} ${y1} ${bend} ${y2} 4 ${y2}`,
        dot: `M4 ${y2}h.01`,
        width: round(0.6 + 0.9 * way.steps),
      };
    });
}

const centre = (index: number): number => index * row + row / 2;
