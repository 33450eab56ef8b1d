/** The squares of one place of the picture as outlines of two paths: one for each occupation, in rows of ten. */
export type Squares = { filled: string; hollow: string; tall: number };

/** A square and the step to the next one, in units of the picture. */
export const square = { side: 7, step: 8.6, inRow: 10, edge: 1.4 } as const;

/** `count` squares, the first `approved` of them filled, the others hollow. `tall`: the height of all rows. */
export function squaresOf(count: number, approved: number): Squares {
  const { side, step, inRow, edge } = square;
  const at = (no: number, inset: number) => {
    const [x, y] = [(no % inRow) * step + inset, Math.floor(no / inRow) * step + inset];
    const length = side - 2 * inset;
    return `M${short(x)} ${short(y)}h${short(length)}v${short(length)}h-${short(length)}z`;
  };
  const all = Array.from({ length: count }, (_, no) => no);
  return {
    filled: all
      .slice(0, approved)
      .map((no) => at(no, 0))
      .join(''),
    hollow: all
      .slice(approved)
      .map((no) => at(no, edge / 2))
      .join(''),
    tall: short(Math.max(0, Math.ceil(count / inRow) - 1) * step + side),
  };
}

const short = (value: number): number => Math.round(value * 10) / 10;
