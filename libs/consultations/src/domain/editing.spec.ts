import fc from 'fast-check';
import {
  addQuestion,
  addSection,
  editQuestion,
  movable,
  moveQuestion,
  newKey,
  optionLines,
  optionsFrom,
  removalGaps,
  removeQuestion,
  removeSection,
  renameSection,
  sectionOf,
  sectionRemovalGaps,
  tidied,
} from './editing';
import { type ConsultationForm, formGaps, formSchema, pagesOf, questionsOf } from './form';
import { optionsOf, type Question, questionKinds } from './question';
import { templates } from './template';

const standards = templates.standards.form;
const keysOf = (form: ConsultationForm) => questionsOf(form).map(({ key }) => key);
const block = [{ ref: 'OCC0116', title: 'Software developer' }];

describe('editing what is asked', () => {
  it('moves a question with all that follows it up, and a follow-up only below its own question', () => {
    const [lead, , merge] = keysOf(standards);
    const moved = moveQuestion(standards, lead, 'down');
    expect(keysOf(moved).slice(0, 2)).toEqual(['taken-on', 'become']);
    expect(pagesOf(moved)[1]?.questions).toHaveLength(5);
    expect(keysOf(moveQuestion(standards, merge, 'up')).slice(0, 3)).toEqual([
      'become',
      'merge-with',
      'what-to-revise',
    ]);
    expect(movable(standards, 'what-to-revise')).toEqual({ up: false, down: true });
    expect(movable(standards, 'new-level')).toEqual({ up: true, down: false });
    expect(movable(standards, 'taken-on')).toEqual({ up: true, down: false });
  });

  it('takes out nothing that another question depends on or follows up', () => {
    expect(removalGaps(standards, 'become').map(({ text }) => text)).toEqual([
      'Question 1a, 1b, 1c, 1d depends on it or follows it up: change or take out that first',
    ]);
    expect(removalGaps(standards, 'merge-with')).toEqual([]);
    expect(keysOf(removeQuestion(standards, 'merge-with'))).not.toContain('merge-with');
  });

  it('takes out a section only when it is empty, and never the only one', () => {
    expect(sectionRemovalGaps(standards, 0)).toHaveLength(1);
    const more = addSection(standards, 'Numbers');
    expect(sectionRemovalGaps(more, 2)).toEqual([]);
    expect(removeSection(more, 2)).toEqual(standards);
    expect(sectionRemovalGaps(templates.blank.form, 0)[0]?.text).toBe('This is the only section');
    expect(renameSection(standards, 1, 'The rest').sections.map(({ title }) => title)).toEqual([
      'The occupations',
      'The rest',
    ]);
  });

  it('moves a question to another section with what follows it up', () => {
    const [become] = questionsOf(standards);
    if (become === undefined) throw new Error('The template asks nothing');
    const moved = editQuestion(standards, { ...become, text: 'And now?' }, 1);
    expect(moved.sections.map(({ questions }) => questions.length)).toEqual([1, 6]);
    expect(sectionOf(moved, 'merge-with')).toBe(1);
  });

  it('says it where an answer is gone on which another question depends', () => {
    const [become] = questionsOf(standards);
    if (become === undefined) throw new Error('The template asks nothing');
    const options = (become.options ?? []).filter(({ key }) => key !== 'merge');
    expect(formGaps(editQuestion(standards, { ...become, options }, 0), block)).toEqual([
      { text: 'Question 1b: it depends on an answer that there is not' },
    ]);
    const typed = tidied({ ...become, kind: 'short-text' });
    expect([typed.options, typed.doNotKnow]).toEqual([undefined, undefined]);
    expect(formGaps(editQuestion(standards, typed, 0), block)).toHaveLength(4);
  });

  it('keeps the key of an answer that is reworded, moved, or stays', () => {
    const before = questionsOf(standards)[0]?.options ?? [];
    const lines = optionLines(before);
    expect(lines[0]).toBe('Keep: as it stands');
    expect(optionsFrom(lines, before)).toEqual(before);
    expect(optionsFrom([...lines].reverse(), before)).toEqual([...before].reverse());
    const reworded = optionsFrom(['Leave it: as it is', ...lines.slice(1)], before);
    expect(reworded[0]).toEqual({ key: 'keep', text: 'Leave it', hint: 'as it is' });
    expect(optionsFrom([...lines, 'I do not know'], before).at(-1)?.key).toBe('i-do-not-know');
  });

  it('makes keys that nothing else has', () => {
    expect(newKey('What is new?', [])).toBe('what-is-new');
    expect(newKey('New', [])).toBe('new-2');
    expect(newKey('42', ['question'])).toBe('question-2');
    expect(newKey('Do not know', [])).toBe('do-not-know-2');
  });
});

/** Any edit that a page offers, as a pair of numbers picks it. */
type Step = {
  what: 'move-up' | 'move-down' | 'add' | 'remove' | 'edit' | 'add-section' | 'remove-section';
  at: number;
  to: number;
};
const steps = fc.array(
  fc.record<Step>({
    what: fc.constantFrom('move-up', 'move-down', 'add', 'remove', 'edit', 'add-section', 'remove-section'),
    at: fc.nat(20),
    to: fc.nat(4),
  }),
  { maxLength: 25 },
);

/** Does it as the pages do: what is refused changes nothing. `gone` collects what was taken out. */
function done(form: ConsultationForm, { what, at, to }: Step, gone: Set<string>): ConsultationForm {
  const questions = questionsOf(form);
  const question = questions[at % Math.max(1, questions.length)];
  const section = to % form.sections.length;
  if (what === 'add-section') return addSection(form, `Section ${to}`);
  if (what === 'remove-section')
    return sectionRemovalGaps(form, section).length > 0 ? form : removeSection(form, section);
  if (what === 'add') {
    const key = newKey('Anything else', [...keysOf(form), ...gone]);
    return addQuestion(form, section, { key, kind: 'long-text', text: 'Anything else?', required: false });
  }
  if (question === undefined) return form;
  if (what === 'edit') return editQuestion(form, edited(question, at), section);
  if (what === 'remove') {
    if (removalGaps(form, question.key).length > 0) return form;
    gone.add(question.key);
    return removeQuestion(form, question.key);
  }
  return moveQuestion(form, question.key, what === 'move-up' ? 'up' : 'down');
}

const edited = (question: Question, at: number): Question =>
  tidied({ ...question, kind: questionKinds[at % questionKinds.length] ?? 'date', followsUp: at % 3 === 0 });

describe('whatever is edited, in whatever order', () => {
  it.each(['standards', 'map', 'proposal', 'retirement', 'blank'] as const)(
    'nothing is lost but what was taken out, keys stay unique, and what points at nothing is told (%s)',
    (template) => {
      fc.assert(
        fc.property(steps, (all) => {
          const gone = new Set<string>();
          const begun = templates[template].form;
          let [form, added] = [begun, new Set(keysOf(begun))];
          for (const step of all) {
            form = done(form, step, gone);
            added = new Set([...added, ...keysOf(form)]);
          }
          expect(formSchema.parse(form)).toEqual(form);
          const keys = keysOf(form);
          expect(new Set(keys).size).toBe(keys.length);
          expect([...keys].sort()).toEqual([...added].filter((key) => !gone.has(key)).sort());
          expect(pagesOf(form).flatMap(({ questions }) => questions)).toHaveLength(keys.length);
          expect(told(form)).toEqual(pointsAtNothing(form));
        }),
        { numRuns: 200 },
      );
    },
  );
});

/** The questions that depend on what does not stand before them. */
function pointsAtNothing(form: ConsultationForm): string[] {
  const before = new Map<string, Question>();
  const found: string[] = [];
  for (const question of questionsOf(form)) {
    const { shownIf } = question;
    const asked = shownIf === undefined ? undefined : before.get(shownIf.question);
    const known = asked === undefined ? [] : optionsOf(asked).map(({ key }) => key);
    const isLost =
      shownIf !== undefined && shownIf.question !== 'about' && !shownIf.oneOf.every((key) => known.includes(key));
    if (isLost) found.push(question.key);
    before.set(question.key, question);
  }
  return found;
}

/** The questions of which `formGaps` says so. */
function told(form: ConsultationForm): string[] {
  const numbers = new Map(
    pagesOf(form).flatMap(({ questions }) => questions.map(({ no, question }) => [no, question.key])),
  );
  return formGaps(form, block)
    .map(({ text }) => /^Question (\w+): it depends on an? (question|answer) that/.exec(text)?.[1])
    .flatMap((no) => (no === undefined ? [] : [numbers.get(no) ?? '']));
}
