import {
  aboutKeys,
  type About,
  type Block,
  blocksOf,
  type ConsultationForm,
  doNotKnow,
  individualRoles,
  once,
  optionsOf,
  organisationTypes,
  type Question,
  questionsOf,
} from '@app/consultations';
import type { Tallies } from '@app/responses';

/** A sum of groups of people that is known: `of` says how often each is counted in it. */
type Known = { of: Map<string, number>; sum: number };
/** How many people a group has at least and at most. */
type Bounds = Map<string, [least: number, most: number]>;

/**
 * What somebody can work out who knows the questions and what is told of the answers: the groups that must have one to
 * four people in them. They reckon as one does by hand: each sum gives bounds for its parts, the sums themselves and what is
 * left when one is taken from another, until nothing more follows.
 */
export function recovered(
  form: ConsultationForm,
  blocks: readonly Block[],
  told: Pick<Tallies, 'responses' | 'questions'>,
): string[] {
  const known = knownFrom(form, blocks, told);
  const bounds: Bounds = new Map();
  for (const { of } of known) for (const group of of.keys()) bounds.set(group, [0, told.responses ?? 1_000]);
  const sums = [...known, ...eliminated(known)];
  for (let rounds = 0, changed = true; changed && rounds < 60; rounds += 1) {
    changed = sums.map((sum) => narrowed(sum, bounds)).some(Boolean);
  }
  return [...bounds].flatMap(([group, [least, most]]) =>
    least > 0 && most < 5 ? [`${group}: ${least} to ${most}`] : [],
  );
}

/** All sums that the form makes true, with the numbers that are told. */
function knownFrom(
  form: ConsultationForm,
  blocks: readonly Block[],
  told: Pick<Tallies, 'responses' | 'questions'>,
): Known[] {
  const known: Known[] = [];
  const is = (sum: number, ...terms: (readonly [string, number])[]): void => {
    const of = new Map<string, number>();
    for (const [group, times] of terms) of.set(group, (of.get(group) ?? 0) + times);
    known.push({ of, sum });
  };
  if (told.responses !== null) is(told.responses, ['all', 1]);
  is(0, ['all', -1], ...kinds.map((about) => [nameOf(about), 1] as const));
  for (const question of questionsOf(form)) {
    for (const { ref } of blocksOf(question, blocks)) {
      const counts = told.questions.find((one) => one.question === question.key && one.block === ref)?.counts ?? [];
      for (const { choice, count } of counts) is(count, [cell(question, ref, choice), 1]);
      ofAsked(form, question, ref, is);
      ofAnswered(question, ref, is);
    }
  }
  return known;
}

type Is = (sum: number, ...terms: (readonly [string, number])[]) => void;

/** Of whom a question was asked. */
function ofAsked(form: ConsultationForm, { key, shownIf }: Question, block: string, is: Is): void {
  const asked = `asked ${key} ${block}`;
  is(0, [asked, 1], [`not ${asked}`, 1], ['all', -1]);
  if (shownIf === undefined) return is(0, [asked, 1], ['all', -1]);
  if (shownIf.question === 'about') {
    const among = kinds.filter((about) => aboutKeys(about).some((one) => shownIf.oneOf.includes(one)));
    return is(0, [asked, -1], ...among.map((about) => [nameOf(about), 1] as const));
  }
  const parent = questionsOf(form).find((one) => one.key === shownIf.question);
  if (parent === undefined) return;
  const within = parent.forEach === true ? block : once;
  const chosen = shownIf.oneOf.map((choice) => cell(parent, within, choice));
  const several = parent.kind === 'several';
  is(
    0,
    [asked, -1],
    ...(several ? [[`chose more ${asked}`, -1] as const] : []),
    ...chosen.map((one) => [one, 1] as const),
  );
  is(0, [asked, 1], [`rest ${asked}`, 1], [`asked ${parent.key} ${within}`, -1]);
  for (const one of several ? chosen : []) is(0, [one, 1], [`${asked} without ${one}`, 1], [asked, -1]);
}

/** How those who were asked divide into those who chose this or that, several, nothing. */
function ofAnswered(question: Question, block: string, is: Is): void {
  const at = `${question.key} ${block}`;
  const [asked, answered, left] = [`asked ${at}`, `answered ${at}`, `left out ${at}`];
  const cells = optionsOf(question).map(({ key }) => cell(question, block, key));
  is(0, [answered, 1], [left, 1], [asked, -1]);
  if (question.required) is(0, [left, 1]);
  const several = question.kind === 'several';
  is(
    0,
    [answered, -1],
    ...(several ? [[`chose more ${at}`, -1] as const] : []),
    ...cells.map((one) => [one, 1] as const),
  );
  for (const one of cells) is(0, [one, 1], [`not ${one}`, 1], [asked, -1]);
  if (!several) return;
  const apart = question.doNotKnow === true ? cell(question, block, doNotKnow) : null;
  for (const one of cells) {
    is(0, [one, 1], [`answered, not ${one}`, 1], [answered, -1]);
    // Who does not know chose nothing else.
    if (apart !== null && one !== apart) is(0, [one, 1], [apart, 1], [`neither, ${one}`, 1], [answered, -1]);
  }
}

const cell = ({ key }: Question, block: string, choice: string): string => `${key} ${block} ${choice}`;

const kinds: readonly About[] = [
  { capacity: 'individual' },
  ...Object.keys(individualRoles).map((role) => ({ capacity: 'individual', role }) as About),
  ...Object.keys(organisationTypes).map((type) => ({ capacity: 'organisation', type }) as About),
];
const nameOf = (about: About): string => `who is ${aboutKeys(about).join(' ')}`;

/** The same sums, each taken from the others until a group stands in one of them alone (Gauss and Jordan). */
function eliminated(known: readonly Known[]): Known[] {
  const rows = known.map(({ of, sum }) => ({ of: new Map(of), sum }));
  const done: Known[] = [];
  for (let row = rows.shift(); row !== undefined; row = rows.shift()) {
    const [pivot] = row.of;
    if (pivot === undefined) continue;
    const [group, times] = pivot;
    const one = { of: new Map([...row.of].map(([name, n]) => [name, n / times] as const)), sum: row.sum / times };
    for (const other of [...rows, ...done]) takeFrom(other, one, other.of.get(group) ?? 0);
    done.push(one);
  }
  return done;
}

function takeFrom(from: Known, row: Known, times: number): void {
  if (times === 0) return;
  for (const [name, n] of row.of) {
    const left = (from.of.get(name) ?? 0) - times * n;
    if (Math.abs(left) < 1e-9) from.of.delete(name);
    else from.of.set(name, left);
  }
  from.sum -= times * row.sum;
}

/** Narrows what is known of each group of a sum by what is known of the others. @returns whether it did */
function narrowed({ of, sum }: Known, bounds: Bounds): boolean {
  let changed = false;
  const ends = [...of].map(([group, n]): [string, number, number, number] => {
    const [least, most] = bounds.get(group) ?? [0, 0];
    return n > 0 ? [group, n, n * least, n * most] : [group, n, n * most, n * least];
  });
  const [low, high] = [ends.reduce((all, one) => all + one[2], 0), ends.reduce((all, one) => all + one[3], 0)];
  for (const [group, n, least, most] of ends) {
    const [before, after] = bounds.get(group) ?? [0, 0];
    const own = [(sum - (high - most)) / n, (sum - (low - least)) / n].sort((a, b) => a - b);
    const next: [number, number] = [
      Math.max(before, Math.ceil((own[0] ?? 0) - 1e-6)),
      Math.min(after, Math.floor((own[1] ?? 0) + 1e-6)),
    ];
    if (next[0] > before || next[1] < after) changed = true;
    bounds.set(group, next);
  }
  return changed;
}
