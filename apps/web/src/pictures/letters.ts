/** Letters by their width in thousandths of their size, in the sans-serif type that the pictures are set in. */
const widths: readonly [string, number][] = [
  ["ijl'|", 222],
  [' ,.:;/!ftI()[]', 278],
  ['-r`"', 340],
  ['cksvxyzJ', 500],
  ['FTZL', 611],
  ['ABEKPSVXY&', 667],
  ['CDHNRUw', 722],
  ['GOQ', 778],
  ['mM', 833],
  ['W@%', 950],
];
const widthOfLetter = new Map(widths.flatMap(([letters, width]) => [...letters].map((one) => [one, width] as const)));
const anyOther = 556;

/** Other types that a browser may set instead run a little wider. */
const margin = 1.06;

/** How much wider bold letters are. */
export const bolder = 1.08;

/** About how wide a text of this size is, in the units of the picture: rather too wide than too narrow. */
export function widthOf(text: string, size: number): number {
  let thousandths = 0;
  for (const letter of text) thousandths += widthOfLetter.get(letter) ?? anyOther;
  return (thousandths / 1000) * size * margin;
}
