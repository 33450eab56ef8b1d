import { inCodeOrder, type ProposalContent } from './content';
import { differenceOfTexts, type Piece, runsOf } from './difference';
import type { ContentAndBeside, PartOfRequest } from './part';
import { proposalFields } from './parts';

/** A duty, or a statement of knowledge, skill or behaviour: as it was, as it is, and what of its words differs. */
export type ComparedStatement = {
  is: 'unchanged' | 'changed' | 'added' | 'removed' | 're-coded';
  /** Its code on each side; null where it is not there. */
  before: string | null;
  after: string | null;
  pieces: readonly Piece[];
};

/** What a duty needs: the codes that stayed and that were added, as they are called now, and those that were taken off. */
export type ComparedMapping = {
  before: string | null;
  after: string | null;
  kept: string[];
  out: string[];
  in: string[];
};

/** How one part of a content differs; `field` is its name in change requests. */
export type ComparedPart = { field: string; text: string; changed: boolean } & (
  | { shape: 'texts'; texts: readonly { name: string | null; pieces: readonly Piece[] }[] }
  /** Lists, an item a piece. */
  | { shape: 'list'; items: readonly Piece[] }
  | { shape: 'statements'; statements: readonly ComparedStatement[] }
  | { shape: 'mapping'; duties: readonly ComparedMapping[] }
);

/**
 * How two contents differ, part by part, in those parts that `fields` names. Comparing the other way round says the same
 * with before and after exchanged.
 */
export function comparisonOf(
  before: ContentAndBeside,
  after: ContentAndBeside,
  fields: readonly string[],
): ComparedPart[] {
  return proposalFields
    .filter(({ field }) => fields.includes(field))
    .map(({ field, text, says }) => ({ field, text, ...partCompared(says, before, after) }));
}

type Shaped = ComparedPart extends infer P ? (P extends ComparedPart ? Omit<P, 'field' | 'text'> : never) : never;

function partCompared(says: PartOfRequest['says'], before: ContentAndBeside, after: ContentAndBeside): Shaped {
  const [was, is] = [says(before), says(after)];
  if (was.shape === 'statements' && is.shape === 'statements') {
    const statements = statementsCompared(was.statements, is.statements);
    return { shape: 'statements', statements, changed: statements.some((one) => one.is !== 'unchanged') };
  }
  if (was.shape === 'list' && is.shape === 'list') {
    const items = runsOf(was.items, is.items).flatMap((run) => run.items.map((text): Piece => ({ is: run.is, text })));
    return { shape: 'list', items, changed: items.some((item) => item.is !== 'same') };
  }
  if (was.shape === 'texts' && is.shape === 'texts') {
    const texts = was.texts.map(([name, text], at) => ({
      name,
      pieces: differenceOfTexts(text, is.texts[at]?.[1] ?? ''),
    }));
    return { shape: 'texts', texts, changed: texts.some(({ pieces }) => differ(pieces)) };
  }
  const duties = mappingCompared(before, after);
  return { shape: 'mapping', duties, changed: duties.some((one) => one.out.length + one.in.length > 0) };
}

const differ = (pieces: readonly Piece[]): boolean => pieces.some(({ is }) => is !== 'same');

type Coded = { code: string; text: string };
type Pair = { before: Coded | null; after: Coded | null };

/** By code, as a reader looks for them; what was taken out stands where it stood. */
function statementsCompared(before: readonly Coded[], after: readonly Coded[]): ComparedStatement[] {
  const rows = pairsOf(before, after).map((pair) => ({ code: (pair.after ?? pair.before)?.code ?? '', pair }));
  return inCodeOrder(rows).map(({ pair }) => compared(pair));
}

function compared({ before, after }: Pair): ComparedStatement {
  const pieces = differenceOfTexts(before?.text ?? '', after?.text ?? '');
  const codes = { before: before?.code ?? null, after: after?.code ?? null };
  if (before === null) return { is: 'added', ...codes, pieces };
  if (after === null) return { is: 'removed', ...codes, pieces };
  if (before.code !== after.code) return { is: 're-coded', ...codes, pieces };
  return { is: before.text === after.text ? 'unchanged' : 'changed', ...codes, pieces };
}

/** Which statement became which: first those that say the same under the same code, then the same, then the same code. */
function pairsOf(before: readonly Coded[], after: readonly Coded[]): Pair[] {
  const [left, right] = [[...before], [...after]];
  const pairs: Pair[] = [];
  const match = (alike: (one: Coded, other: Coded) => boolean): void => {
    for (const one of [...left]) {
      const found = right.find((other) => alike(one, other));
      if (found === undefined) continue;
      left.splice(left.indexOf(one), 1);
      right.splice(right.indexOf(found), 1);
      pairs.push({ before: one, after: found });
    }
  };
  match((one, other) => one.text === other.text && one.code === other.code);
  match((one, other) => one.text === other.text);
  match((one, other) => one.code === other.code);
  return [
    ...pairs,
    ...left.map((one) => ({ before: one, after: null })),
    ...right.map((one) => ({ before: null, after: one })),
  ];
}

/** Duty by duty; a statement under another code is the same need. */
function mappingCompared(before: ProposalContent, after: ProposalContent): ComparedMapping[] {
  const pairs = new Map(pairsOf(before.ksbs, after.ksbs).map((pair) => [pair.before?.code, pair.after?.code]));
  // A code without a statement, as a draft may have it, stays what it is.
  const nowOf = (code: string): string | undefined => {
    if (pairs.has(code)) return pairs.get(code);
    return after.ksbs.some((ksb) => ksb.code === code) ? undefined : code;
  };
  const needs = (of: ProposalContent, code: string | undefined): readonly string[] =>
    of.duties.find((duty) => duty.code === code)?.ksbs ?? [];
  const rows = pairsOf(before.duties, after.duties).map((pair) => {
    const [was, is] = [needs(before, pair.before?.code), needs(after, pair.after?.code)];
    const stayed = new Set(was.map(nowOf));
    return {
      code: (pair.after ?? pair.before)?.code ?? '',
      before: pair.before?.code ?? null,
      after: pair.after?.code ?? null,
      kept: is.filter((code) => stayed.has(code)),
      out: was.filter((code) => !is.includes(nowOf(code) ?? '')),
      in: is.filter((code) => !stayed.has(code)),
    };
  });
  return inCodeOrder(rows).map(({ code: _, ...needed }) => needed);
}
