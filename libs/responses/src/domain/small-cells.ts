import {
  aboutKeys,
  type About,
  type Block,
  blocksOf,
  type ConsultationForm,
  doNotKnow,
  kindsOfQuestion,
  once,
  optionsOf,
  type Question,
  questionsOf,
} from '@app/consultations';

/** Fewer than this, and somebody could be told from a number. */
export const fewest = 5;

/** How many answered a question in one of its blocks: with one of its choices, or whom another question made it asked of. */
export type Counted = { question: string; block: string; count: number };
/** How many chose an answer. */
export type CountedChoice = Counted & { choice: string };

/** All that was counted of a consultation that has closed; nobody outside this lib sees it. */
export type Counts = {
  responses: number;
  /** How many of them staff entered, from paper or a mail. */
  entered: number;
  distinctTexts: number;
  /** How many said so of themselves. */
  abouts: readonly { about: Pick<About, 'capacity' | 'role' | 'type'>; count: number }[];
  choices: readonly CountedChoice[];
  answered: readonly Counted[];
  /** Of how many a question was asked that depends on the answer to another one. */
  asked: readonly Counted[];
};

/** A closed question in one of its blocks, as it may be told; no counts: somebody could be told from them. */
export type Told = { question: string; block: string; counts: readonly { choice: string; count: number }[] | null };
/** What may be told of how a consultation was answered. A number that is null is smaller than `fewest`. */
export type Tallies = {
  responses: number | null;
  entered: number | null;
  distinctTexts: number | null;
  questions: readonly Told[];
};

/** A question in a block, with the numbers that it is judged by. */
type Asked = {
  question: Question;
  block: string;
  /** Of how many it was asked, and how many answered it. */
  asked: number;
  answered: number;
  shown: readonly { choice: string; count: number }[];
};

/**
 * What may be told of the answers. A question is told wholly or not at all, block by block, and only where each group that
 * anybody can work out from what is told, by adding and subtracting, is empty or has at least `fewest` people in it: who
 * chose an answer, who did not, who left it out, who was not asked, who chose several, who answers as what.
 */
export function talliesOf(form: ConsultationForm, blocks: readonly Block[], counts: Counts): Tallies {
  const told: Asked[] = [];
  const questions: Told[] = [];
  for (const question of questionsOf(form).filter(isCounted)) {
    for (const { ref } of blocksOf(question, blocks)) {
      const one = askedIn(question, ref, counts);
      const isTold = groupsOf(one, counts).every(tellsNobody) && isToldBeside(one, told, counts);
      if (isTold) told.push(one);
      questions.push({ question: question.key, block: ref, counts: isTold ? one.shown : null });
    }
  }
  const some = (count: number): number | null => (tellsNobody(count) ? count : null);
  return {
    responses: some(counts.responses),
    entered: tellsNobody(counts.responses - counts.entered) ? some(counts.entered) : null,
    distinctTexts: some(counts.distinctTexts),
    questions,
  };
}

function isCounted({ kind }: Question): boolean {
  return kindsOfQuestion[kind].hasOptions && kind !== 'ranking';
}

/** Whether a number is such that nobody can be told from it alone. */
export function tellsNobody(people: number): boolean {
  return people <= 0 || people >= fewest;
}

function askedIn(question: Question, block: string, counts: Counts): Asked {
  const at = (rows: readonly Counted[]): number =>
    rows.find((one) => one.question === question.key && one.block === block)?.count ?? 0;
  const shown = optionsOf(question).map(({ key }) => ({
    choice: key,
    count: at(counts.choices.filter(({ choice }) => choice === key)),
  }));
  const { shownIf } = question;
  const asked =
    shownIf === undefined
      ? counts.responses
      : shownIf.question === 'about'
        ? counts.abouts.reduce((sum, one) => sum + (isAmong(question, one.about) ? one.count : 0), 0)
        : (counts.asked.find((row) => row.question === question.key && [block, once].includes(row.block))?.count ?? 0);
  return { question, block, asked, answered: at(counts.answered), shown };
}

/** The sizes of the groups that the numbers of one question give away, beside the total. */
function groupsOf({ question, asked, answered, shown }: Asked, { responses }: Counts): number[] {
  const sizes = shown.map(({ count }) => count);
  const sum = sizes.reduce((all, one) => all + one, 0);
  const all = [...sizes, asked, answered, responses - asked, asked - answered];
  if (question.kind !== 'several') return [...all, asked - sum, ...sizes.map((one) => asked - one)];
  // Who does not know chose nothing else, so the others can be looked at by themselves.
  const notKnowing = shown.find(({ choice }) => choice === doNotKnow)?.count ?? 0;
  const known = shown.filter(({ choice }) => choice !== doNotKnow).map(({ count }) => count);
  const within = [asked, answered, asked - notKnowing, answered - notKnowing];
  // So many choices were made beyond the first one of each: where few chose several, it is few.
  const beyondFirst = sum - answered;
  return [...all, ...within, beyondFirst, ...within.flatMap((base) => [notKnowing, ...known].map((one) => base - one))];
}

/** Whether a question that depends on others can be told beside what is told already. */
function isToldBeside(one: Asked, told: readonly Asked[], counts: Counts): boolean {
  const { shownIf } = one.question;
  if (shownIf === undefined) return true;
  if (shownIf.question === 'about') return partsTellNobody([...told.filter(isByAbout), one], counts);
  // Its total is a number of the question that it depends on: where that one is not told, neither is this.
  const parent = told.find(
    ({ question, block }) => question.key === shownIf.question && (block === one.block || block === once),
  );
  if (parent === undefined) return false;
  const chosen = parent.shown.filter(({ choice }) => shownIf.oneOf.includes(choice)).map(({ count }) => count);
  const overlapping = chosen.reduce((sum, count) => sum + count, 0) - one.asked;
  const within = told
    .filter((other) => other.block === one.block && isNested(other.question.shownIf, shownIf))
    .map(({ asked }) => Math.abs(asked - one.asked));
  const rest = chosen.map((count) => one.asked - count);
  return [overlapping, parent.asked - one.asked, ...within, ...rest].every(tellsNobody);
}

/** Whether two questions depend on the same one, and one on no answer that the other does not depend on. */
function isNested(one: Question['shownIf'], other: NonNullable<Question['shownIf']>): boolean {
  if (one?.question !== other.question) return false;
  const [few, many] = one.oneOf.length < other.oneOf.length ? [one, other] : [other, one];
  return few.oneOf.every((key) => many.oneOf.includes(key));
}

/** Who answers as what, told apart by which of these questions they were asked: no part of them is small. */
function partsTellNobody(asked: readonly Asked[], { abouts }: Counts): boolean {
  const parts = new Map<string, number>();
  for (const { about, count } of abouts) {
    const part = asked.map(({ question }) => (isAmong(question, about) ? '1' : '0')).join('');
    parts.set(part, (parts.get(part) ?? 0) + count);
  }
  return [...parts.values()].every(tellsNobody);
}

function isByAbout({ question }: Asked): boolean {
  return question.shownIf?.question === 'about';
}

function isAmong({ shownIf }: Question, about: Pick<About, 'capacity' | 'role' | 'type'>): boolean {
  return aboutKeys(about).some((key) => shownIf?.oneOf.includes(key));
}
