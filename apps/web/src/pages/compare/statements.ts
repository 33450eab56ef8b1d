import { compare } from '@app/alignment';
import { foldText } from '@app/kernel';
import type { Ksb, KsbKind, Occupation } from '@app/occupational-map';

/** Statements of several occupations that say the same, at most one of each: by their places; null where one says nothing like it. */
export type Shared = { said: readonly (Ksb | null)[]; sameWords: boolean };

/** What occupations have in common among their statements of a kind, and what each has alone. */
export type Split = { kind: KsbKind; shared: readonly Shared[]; alone: readonly (readonly Ksb[])[] };

type Edge = { a: [number, number]; b: [number, number]; score: number };

/**
 * Splits the statements of one kind: those with the same words, and those that the product's own measure pairs (`compare`,
 * as for similar occupations), are one; what is more alike is paired first, and no occupation has two in one.
 */
export function splitOf(kind: KsbKind, occupations: readonly Occupation[]): Split {
  const lists = occupations.map(({ ksbs }) => ksbs.filter((ksb) => ksb.kind === kind));
  const groups = new Map<string, Map<number, number>>();
  const keyOf = (of: number, at: number) => `${of}/${at}`;
  lists.forEach((list, of) => list.forEach((_, at) => groups.set(keyOf(of, at), new Map([[of, at]]))));
  for (const { a, b } of edgesOf(lists)) {
    const [one, other] = [groups.get(keyOf(...a)), groups.get(keyOf(...b))];
    if (!one || !other || one === other || [...other.keys()].some((of) => one.has(of))) continue;
    for (const [of, at] of other) {
      one.set(of, at);
      groups.set(keyOf(of, at), one);
    }
  }
  const all = [...new Set(groups.values())];
  const shared = all
    .filter(({ size }) => size > 1)
    .map((group): Shared => {
      const said = lists.map((list, of) => list[group.get(of) ?? -1] ?? null);
      const words = new Set(said.flatMap((ksb) => (ksb ? [foldText(ksb.text)] : [])));
      return { said, sameWords: words.size === 1 };
    });
  shared.sort((one, other) => counted(other) - counted(one));
  const alone = lists.map((list, of) => list.filter((_, at) => groups.get(keyOf(of, at))?.size === 1));
  return { kind, shared, alone };
}

const counted = ({ said }: Shared): number => said.filter((ksb) => ksb !== null).length;

/** Which statements of two occupations are alike, the most alike first; the same words count more than any likeness. */
function edgesOf(lists: readonly (readonly Ksb[])[]): Edge[] {
  const edges: Edge[] = [];
  const folded = lists.map((list) => list.map(({ text }) => foldText(text)));
  lists.forEach((list, one) => {
    lists.slice(one + 1).forEach((others, after) => {
      const other = one + 1 + after;
      const [left, right] = [list, others].map((ksbs) => ksbs.map(({ text }) => text));
      const places = new Map(folded[other].map((text, j): [string, number] => [text, j]).reverse());
      folded[one].forEach((text, i) => {
        const j = places.get(text);
        if (j !== undefined) edges.push({ a: [one, i], b: [other, j], score: 2 });
      });
      for (const pair of compare(left, right).pairs) {
        edges.push({ a: [one, left.indexOf(pair.one)], b: [other, right.indexOf(pair.other)], score: pair.score });
      }
    });
  });
  return edges.sort((a, b) => b.score - a.score);
}
