import fc from 'fast-check';
import { type Answers, type Asked, gapsOfAll, isShown, withoutHidden } from './answers';
import { type ConsultationForm, formGaps, numberOf, pagesOf, questionsOf, shownInWords } from './form';
import { type Answer, doNotKnow, optionsOf, type Question, readAnswer } from './question';
import { saidOf } from './said';
import { templateKeys, templates } from './template';

const blocks = [
  { ref: 'OCC0116', title: 'Software developer' },
  { ref: 'OCC0128', title: 'Data analyst' },
];
const typed = (given: Partial<{ choices: string[]; text: string; why: string }>) => ({
  choices: [],
  text: '',
  why: '',
  ...given,
});

/** Forms whose questions depend on earlier ones, also on those that depend themselves. */
const forms: fc.Arbitrary<ConsultationForm> = fc
  .array(
    fc.record({
      each: fc.boolean(),
      on: fc.option(fc.nat(9)),
      of: fc.subarray(['a', 'b', doNotKnow], { minLength: 1 }),
      required: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((drawn) => {
    const questions: Question[] = [];
    for (const [at, { each, on, of, required }] of drawn.entries()) {
      const parent = on === null || at === 0 ? undefined : questions[on % at];
      questions.push({
        key: `q${at}`,
        kind: 'single',
        text: `Question ${at}?`,
        required,
        options: [
          { key: 'a', text: 'A' },
          { key: 'b', text: 'B' },
        ],
        doNotKnow: true,
        forEach: each || parent?.forEach === true,
        ...(parent === undefined ? {} : { shownIf: { question: parent.key, oneOf: of } }),
      });
    }
    return { sections: [{ title: 'All', questions }] };
  });
const answersTo = (form: ConsultationForm): fc.Arbitrary<Answers> =>
  fc.record(
    Object.fromEntries(
      questionsOf(form).map(({ key }) => [
        key,
        fc.dictionary(
          fc.constantFrom('', 'OCC0116', 'OCC0128', 'OCC9999'),
          fc.constantFrom<Answer>({}, { choices: ['a'] }, { choices: ['b'] }, { choices: [doNotKnow] }),
        ),
      ]),
    ),
  );
const filled = forms.chain((form) =>
  answersTo(form).map((answers): [Asked, Answers] => [{ form, blocks, about: [] }, answers]),
);

describe('what is stored of answers', () => {
  it('is nothing to a question that is not shown, in a block that there is not, or blank; and all that is shown', () => {
    fc.assert(
      fc.property(filled, ([asked, answers]) => {
        const kept = withoutHidden(asked, answers);
        for (const question of questionsOf(asked.form)) {
          const own = question.forEach === true ? blocks.map(({ ref }) => ref) : [''];
          for (const [block, answer] of Object.entries(kept[question.key] ?? {})) {
            expect(own).toContain(block);
            expect(isShown(asked, question, block, kept)).toBe(true);
            expect(answer).not.toEqual({});
          }
          for (const block of own) {
            const given = answers[question.key]?.[block];
            if (given?.choices !== undefined && isShown(asked, question, block, kept))
              expect(kept[question.key]?.[block]).toEqual(given);
          }
        }
        expect(withoutHidden(asked, kept)).toEqual(kept);
      }),
    );
  });

  it('has no gap where each question that is shown and required is answered, and else names the page', () => {
    fc.assert(
      fc.property(filled, ([asked, answers]) => {
        const kept = withoutHidden(asked, answers);
        const pages = pagesOf(asked.form);
        const open = questionsOf(asked.form).flatMap((question) =>
          (question.forEach === true ? blocks.map(({ ref }) => ref) : ['']).filter(
            (block) =>
              question.required && isShown(asked, question, block, kept) && kept[question.key]?.[block] === undefined,
          ),
        );
        const gaps = gapsOfAll(asked, pages, kept);
        expect(gaps).toHaveLength(open.length);
        for (const { page } of gaps) expect(pages.map(({ no }) => no)).toContain(page);
      }),
    );
  });

  it('is told in words, once for each question and block that is shown', () => {
    fc.assert(
      fc.property(filled, ([asked, answers]) => {
        const kept = withoutHidden(asked, answers);
        const said = saidOf(asked, kept, (reference) => reference);
        const places = said.map(({ key, block }) => `${key}/${block}`);
        expect(new Set(places).size).toBe(places.length);
        const stored = Object.entries(kept).flatMap(([key, own]) => Object.keys(own).map((block) => `${key}/${block}`));
        for (const place of stored) expect(places).toContain(place);
      }),
    );
  });
});

describe('a form', () => {
  it.each(templateKeys)('of the template %s can be asked, and each question is told when it is shown', (key) => {
    const { form } = templates[key];
    expect(formGaps(form, blocks)).toEqual([]);
    for (const question of questionsOf(form)) {
      const words = shownInWords(form, question, { employer: 'Employer' });
      expect([question.key, words === null]).toEqual([question.key, question.shownIf === undefined]);
    }
  });

  it('is not asked where a section begins with what follows up a question of another one', () => {
    const question = { key: 'first', kind: 'long-text' as const, text: 'What?', required: false };
    const follows = { ...question, key: 'second', followsUp: true as const };
    const gaps = (sections: ConsultationForm['sections']) => formGaps({ sections }, []).map(({ text }) => text);
    expect(gaps([{ title: 'One', questions: [question, follows] }])).toEqual([]);
    const moved = [
      { title: 'One', questions: [question] },
      { title: 'Two', questions: [follows] },
    ];
    expect(gaps(moved)).toEqual([expect.stringContaining('it begins section “Two”')]);
  });

  it('numbers its questions, those that follow one up by letters', () => {
    const { form } = templates.standards;
    expect(['become', 'what-to-revise', 'merge-with', 'taken-on', 'nothing'].map((key) => numberOf(form, key))).toEqual(
      ['1', '1a', '1b', '2', ''],
    );
  });

  it('says what keeps it from being asked', () => {
    const question = (change: Partial<Question>): Question => ({
      key: 'q',
      kind: 'single',
      text: 'What?',
      required: true,
      ...change,
    });
    const gaps = (...questions: Question[]) =>
      formGaps({ sections: [{ title: 'S', questions }] }, []).map(({ text }) => text);
    const options = [
      { key: 'a', text: 'A' },
      { key: 'b', text: 'B' },
    ];
    expect(gaps()).toEqual(['Add a question']);
    expect(gaps(question({}))).toEqual(['Question 1: give at least two answers to choose from']);
    expect(gaps(question({ options, forEach: true }))).toEqual(['Question 1: there is no occupation to ask it for']);
    expect(gaps(question({ options, shownIf: { question: 'later', oneOf: ['a'] } }))).toEqual([
      'Question 1: it depends on a question that does not stand before it',
    ]);
    expect(
      gaps(question({ options }), question({ key: 'r', options, shownIf: { question: 'q', oneOf: ['c'] } })),
    ).toEqual(['Question 2: it depends on an answer that there is not']);
  });
});

describe('an answer', () => {
  const question = (kind: Question['kind'], change: Partial<Question> = {}): Question => ({
    key: 'q',
    kind,
    text: 'What?',
    required: false,
    ...change,
  });
  it('is read as its kind has it; what cannot be read stays as it was typed', () => {
    expect(readAnswer(question('number'), typed({ text: ' 1,200 ' }))).toEqual({ number: 1200 });
    expect(readAnswer(question('number'), typed({ text: '-3' }))).toEqual({ text: '-3' });
    expect(readAnswer(question('date'), typed({ text: '2026-02-30' }))).toEqual({ text: '2026-02-30' });
    expect(readAnswer(question('date'), typed({ text: '2026-02-28' }))).toEqual({ day: '2026-02-28' });
    expect(readAnswer(question('map-pick'), typed({ choices: ['OCC0116'], text: 'occ0128, OCC0116' }))).toEqual({
      choices: ['OCC0116', 'OCC0128'],
    });
    expect(readAnswer(question('ranking'), typed({ choices: ['b:1', 'a:2'] }))).toEqual({ choices: ['b', 'a'] });
    expect(readAnswer(question('ranking'), typed({ choices: ['b:1', 'a:1'] }))).toEqual({ text: 'b:1 a:1' });
    expect(readAnswer(question('long-text', { why: true }), typed({ text: '\u200B', why: ' because ' }))).toEqual({
      why: 'because',
    });
  });

  it('offers “I do not know” last', () => {
    const offered = optionsOf(question('single', { options: [{ key: 'a', text: 'A' }], doNotKnow: true }));
    expect(offered.map(({ key }) => key)).toEqual(['a', doNotKnow]);
  });
});
