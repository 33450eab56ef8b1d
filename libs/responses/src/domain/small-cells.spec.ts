import {
  type About,
  type Answers,
  type Asked,
  type Block,
  blocksOf,
  type ConsultationForm,
  isShown,
  once,
  optionsOf,
  type Question,
  questionsOf,
  withoutHidden,
} from '@app/consultations';
import fc from 'fast-check';
import { askedOf } from './draft';
import { type Counts, fewest, talliesOf, type Told } from './small-cells';
import { recovered } from '../../../../test/support/working-out';

const blocks: Block[] = [
  { ref: 'OCC0116', title: 'Software developer' },
  { ref: 'OCC0128', title: 'Data analyst' },
];
const abouts: About[] = [
  { capacity: 'individual', role: 'learner' },
  { capacity: 'individual', role: 'teacher' },
  { capacity: 'organisation', type: 'employer' },
  { capacity: 'organisation', type: 'college' },
];

/** Somebody who answers: as what, and with which of the choices; what is hidden from them goes. */
type Person = { about: About; chooses: readonly (readonly number[])[] };

const questions = fc.array(
  fc.record({
    kind: fc.constantFrom('single' as const, 'several' as const, 'scale' as const),
    required: fc.boolean(),
    doNotKnow: fc.boolean(),
    each: fc.boolean(),
    on: fc.option(fc.nat(6), { freq: 2 }),
    of: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
    as: fc.option(fc.subarray(['individual', 'learner', 'employer', 'college'], { minLength: 1 }), { freq: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);
const forms: fc.Arbitrary<ConsultationForm> = questions.map((drawn) => {
  const made: Question[] = [];
  for (const [at, { on, of, as, each, ...one }] of drawn.entries()) {
    const parent = on === null || at === 0 ? undefined : made[on % at];
    const shownIf = as !== null ? { question: 'about', oneOf: as } : parent && { question: parent.key, oneOf: of };
    const forEach = each || (as === null && parent?.forEach === true);
    const options = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
    made.push({ ...one, key: `q${at}`, text: `Question ${at}?`, options, forEach, ...(shownIf && { shownIf }) });
  }
  return { sections: [{ title: 'All', questions: made }] };
});
/** Most choose alike, so that some numbers are small and others are not. */
const people = fc.array(
  fc.record({
    about: fc.oneof(
      { weight: 4, arbitrary: fc.constant(abouts[0]) },
      { weight: 2, arbitrary: fc.constantFrom(...abouts) },
    ),
    chooses: fc.array(fc.constantFrom([0], [0], [0], [1], [1], [2], [0, 1], [1, 2], [], [3]), {
      minLength: 8,
      maxLength: 8,
    }),
  }),
  { maxLength: 45 },
);

function answersOf({ about, chooses }: Person, form: ConsultationForm): { asked: Asked; answers: Answers } {
  const asked = askedOf(form, blocks, about);
  const given: Record<string, Record<string, { choices: string[] }>> = {};
  for (const [at, question] of questionsOf(form).entries()) {
    const keys = optionsOf(question).map(({ key }) => key);
    for (const [no, { ref }] of blocksOf(question, blocks).entries()) {
      const chosen = (chooses[(at * 2 + no) % chooses.length] ?? []).flatMap((one) => keys[one] ?? []);
      const some = chosen.length === 0 && question.required ? ['a'] : chosen;
      const choices = question.kind === 'several' ? some : some.slice(0, 1);
      if (choices.length > 0) (given[question.key] ??= {})[ref] = { choices };
    }
  }
  return { asked, answers: withoutHidden(asked, given) };
}

/** What the database counts of these people. */
function countsOf(form: ConsultationForm, all: readonly Person[]): Counts {
  const sent = all.map((one) => ({ about: one.about, ...answersOf(one, form) }));
  const places = questionsOf(form).flatMap((question) =>
    blocksOf(question, blocks).map(({ ref }) => ({ question, block: ref })),
  );
  const count = (is: (one: (typeof sent)[number]) => boolean): number => sent.filter(is).length;
  const row = ({ question, block }: (typeof places)[number]) => ({ question: question.key, block });
  const chosen = (one: (typeof sent)[number], question: string, block: string) =>
    one.answers[question]?.[block]?.choices ?? [];
  return {
    responses: sent.length,
    distinctTexts: 0,
    entered: 0,
    abouts: abouts.map((about) => ({ about, count: count((one) => one.about === about) })),
    choices: places.flatMap((place) =>
      optionsOf(place.question).map(({ key: choice }) => ({
        ...row(place),
        choice,
        count: count((one) => chosen(one, place.question.key, place.block).includes(choice)),
      })),
    ),
    answered: places.map((place) => ({
      ...row(place),
      count: count((one) => chosen(one, place.question.key, place.block).length > 0),
    })),
    asked: places.flatMap((place) => {
      const { shownIf } = place.question;
      if (shownIf === undefined || shownIf.question === 'about') return [];
      return { ...row(place), count: count((one) => isShown(one.asked, place.question, place.block, one.answers)) };
    }),
  };
}

/** What was told until this rule stood: whatever question has no small number of its own. */
function onlyOwnCells(form: ConsultationForm, counts: Counts): { responses: number; questions: Told[] } {
  const places = questionsOf(form).flatMap(({ key }) =>
    [once, ...blocks.map(({ ref }) => ref)].map((block) => ({ question: key, block })),
  );
  const told = places.map(({ question, block }): Told => {
    const own = counts.choices.filter((one) => one.question === question && one.block === block);
    const small = own.some(({ count }) => count > 0 && count < fewest);
    return {
      question,
      block,
      counts: small || own.length === 0 ? null : own.map(({ choice, count }) => ({ choice, count })),
    };
  });
  return { responses: counts.responses, questions: told };
}

describe('numbers from which somebody could be told', () => {
  it('cannot be worked out from those that are told', () => {
    let told = 0;
    fc.assert(
      fc.property(forms, people, (form, all) => {
        const tallies = talliesOf(form, blocks, countsOf(form, all));
        told += tallies.questions.filter(({ counts }) => counts?.some(({ count }) => count > 0)).length;
        expect(recovered(form, blocks, tallies)).toEqual([]);
      }),
      { numRuns: 600, examples: [[formOf({ key: 'q', kind: 'single' }), alike(20, [0])]] },
    );
    // It is no rule that hides all: where everybody says the same, that is told.
    expect(told).toBeGreaterThan(0);
  });

  it('could be, when only small numbers themselves were hidden: the property finds that', () => {
    const found = fc.check(
      fc.property(
        forms,
        people,
        (form, all) => recovered(form, blocks, onlyOwnCells(form, countsOf(form, all))).length === 0,
      ),
      { numRuns: 600 },
    );
    expect(found.failed).toBe(true);
  });

  it('are hidden no more than they have to be: what many answered alike is told', () => {
    const form = formOf({ key: 'q', kind: 'single', required: true });
    const counts = countsOf(form, alike(10, [0]).concat(alike(7, [1])));
    expect(talliesOf(form, blocks, counts).questions).toEqual([
      {
        question: 'q',
        block: once,
        counts: [
          { choice: 'a', count: 10 },
          { choice: 'b', count: 7 },
          { choice: 'c', count: 0 },
        ],
      },
    ]);
  });

  it.each<[string, ConsultationForm, Person[]]>([
    ['the three who left a question out', formOf({ key: 'q', kind: 'single' }), [...alike(20, [0]), ...alike(3, [])]],
    [
      'the three who did not choose what twenty chose',
      formOf({ key: 'q', kind: 'several', required: true }),
      [...alike(20, [0, 1]), ...alike(3, [1])],
    ],
    [
      'the two who chose both',
      formOf({ key: 'q', kind: 'several', required: true }),
      [...alike(9, [0]), ...alike(9, [1]), ...alike(2, [0, 1])],
    ],
    [
      'the two who do not know',
      formOf({ key: 'q', kind: 'single', doNotKnow: true }),
      [...alike(20, [0]), ...alike(2, [3])],
    ],
    [
      'the two who are not employers',
      formOf({ key: 'q', kind: 'single', required: true, shownIf: { question: 'about', oneOf: ['employer'] } }),
      [...alike(20, [0], abouts[2]), ...alike(2, [0], abouts[3])],
    ],
  ])('hide a question that gives away %s', (_, form, all) => {
    expect(talliesOf(form, blocks, countsOf(form, all)).questions.map(({ counts }) => counts)).toEqual([null]);
  });

  it('hide with a question those that follow it up, whose totals are its numbers', () => {
    const form = formOf(
      { key: 'q', kind: 'single', required: true },
      { key: 'r', kind: 'single', required: true, shownIf: { question: 'q', oneOf: ['a'] } },
    );
    const counts = countsOf(form, [...alike(20, [0]), ...alike(2, [1])]);
    expect(talliesOf(form, blocks, counts).questions.map(({ counts: told }) => told)).toEqual([null, null]);
  });

  it('a total of fewer than five is one of them', () => {
    const counts = { ...countsOf(formOf({ key: 'q', kind: 'single' }), alike(4, [0])), distinctTexts: 4 };
    const { responses, distinctTexts } = talliesOf(formOf({ key: 'q', kind: 'single' }), blocks, counts);
    expect([responses, distinctTexts]).toEqual([null, null]);
  });

  it('tells of how many staff entered only where neither they nor the others are few', () => {
    const form = formOf({ key: 'q', kind: 'single' });
    const entered = (all: number, some: number) =>
      talliesOf(form, blocks, { ...countsOf(form, alike(all, [0])), entered: some }).entered;
    expect([entered(20, 0), entered(20, 5), entered(20, 20)]).toEqual([0, 5, 20]);
    expect([entered(20, 4), entered(20, 16)]).toEqual([null, null]);
  });
});

function formOf(...given: (Pick<Question, 'key' | 'kind'> & Partial<Question>)[]): ConsultationForm {
  const options = ['a', 'b', 'c'].map((key) => ({ key, text: key }));
  const made = given.map((one): Question => ({ text: `${one.key}?`, required: false, options, ...one }));
  return { sections: [{ title: 'All', questions: made }] };
}

function alike(many: number, chooses: readonly number[], about = abouts[0]): Person[] {
  return Array.from({ length: many }, () => ({
    about: about ?? { capacity: 'individual' },
    chooses: [chooses, chooses, chooses, chooses],
  }));
}
