/** A run of what two sequences have in common, of what only the first has (out), or of what only the second has (in). */
export type Run = { is: 'same' | 'out' | 'in'; items: readonly string[] };

/** A piece of a text that stayed, was taken out, or is new. All but what is new is the text before; all but what is out the text after. */
export type Piece = { is: Run['is']; text: string };

/**
 * Which words of a text were taken out and which are new. White space counts, but a space alone between two changes
 * belongs to both: a rewritten sentence reads as one, not word by word.
 */
export function differenceOfTexts(before: string, after: string): Piece[] {
  const pieces = runsOf(wordsOf(before), wordsOf(after)).map(({ is, items }) => ({ is, text: items.join('') }));
  return joined(pieces);
}

/** Words, the punctuation around them, and the white space between them. */
const wordsOf = (text: string): string[] =>
  text.match(/\s+|[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*|[^\s\p{L}\p{N}]+/gu) ?? [];

/**
 * The longest common subsequence of two sequences, as runs; of two runs in the same place what is out comes first. The
 * other way round it is the same with out and in exchanged: ties are broken by the sequences, not by their order.
 */
export function runsOf(before: readonly string[], after: readonly string[]): Run[] {
  if (before.join('\0') <= after.join('\0')) return runsInOrder(before, after);
  return grouped(runsInOrder(after, before).map(({ is, items }) => ({ is: other[is], items })));
}

const other = { same: 'same', out: 'in', in: 'out' } as const;

function runsInOrder(before: readonly string[], after: readonly string[]): Run[] {
  const [head, tail] = commonEnds(before, after);
  const [one, two] = [before.slice(head, before.length - tail), after.slice(head, after.length - tail)];
  const single = (is: Run['is'], items: readonly string[]): Run[] => items.map((item) => ({ is, items: [item] }));
  return grouped([
    ...single('same', before.slice(0, head)),
    ...steps(one, two),
    ...single('same', before.slice(before.length - tail)),
  ]);
}

function commonEnds(before: readonly string[], after: readonly string[]): [head: number, tail: number] {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return [head, tail];
}

/** Item by item from the front, by the table of how much the rests have in common. */
function steps(one: readonly string[], two: readonly string[]): Run[] {
  const width = two.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = two.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = one[i] === two[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: Run[] = [];
  let [i, j] = [0, 0];
  while (i < one.length || j < two.length) {
    const [mine, theirs] = [one[i], two[j]];
    if (mine !== undefined && mine === theirs) {
      runs.push({ is: 'same', items: [mine] });
      [i, j] = [i + 1, j + 1];
    } else if (mine !== undefined && (theirs === undefined || at(i + 1, j) >= at(i, j + 1))) {
      runs.push({ is: 'out', items: [mine] });
      i += 1;
    } else if (theirs !== undefined) {
      runs.push({ is: 'in', items: [theirs] });
      j += 1;
    }
  }
  return runs;
}

/** Neighbours of a kind as one run; between two common ones what is out before what is in. */
function grouped(runs: readonly Run[]): Run[] {
  const groups: Run[] = [];
  let [out, added]: [string[], string[]] = [[], []];
  const close = (): void => {
    if (out.length > 0) groups.push({ is: 'out', items: out });
    if (added.length > 0) groups.push({ is: 'in', items: added });
    [out, added] = [[], []];
  };
  for (const { is, items } of runs) {
    if (is === 'out') out.push(...items);
    else if (is === 'in') added.push(...items);
    else {
      close();
      const last = groups.at(-1);
      if (last?.is === 'same') groups[groups.length - 1] = { is, items: [...last.items, ...items] };
      else groups.push({ is, items: [...items] });
    }
  }
  close();
  return groups;
}

/** Lets a space alone between two changes belong to both sides. */
function joined(pieces: readonly Piece[]): Piece[] {
  const between = (at: number): boolean => {
    const [piece, next] = [pieces[at], pieces[at + 1]];
    return piece?.is === 'same' && piece.text.trim() === '' && at > 0 && next !== undefined;
  };
  const split = pieces.flatMap((piece, at): Run[] =>
    between(at)
      ? [
          { is: 'out', items: [piece.text] },
          { is: 'in', items: [piece.text] },
        ]
      : [{ is: piece.is, items: [piece.text] }],
  );
  return grouped(split).map(({ is, items }) => ({ is, text: items.join('') }));
}
