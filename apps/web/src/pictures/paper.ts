/** Paper in landscape within margins of 8 mm: its size in units of 1/96 inch, those of the picture. */
export type Paper = { name: string; width: number; height: number };

const inside = (mm: number): number => Math.floor(((mm - 16) / 25.4) * 96);
/** The papers that a poster may need, the smallest first. */
export const papers: readonly Paper[] = [
  { name: 'a4', width: inside(297), height: inside(210) },
  { name: 'a3', width: inside(420), height: inside(297) },
  { name: 'a2', width: inside(594), height: inside(420) },
  { name: 'a1', width: inside(841), height: inside(594) },
];
