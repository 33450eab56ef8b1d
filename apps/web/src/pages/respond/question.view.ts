import {
  type Block,
  blocksOf,
  type FormPage,
  kindsOfQuestion,
  type Numbered,
  once,
  optionsOf,
  type Question,
  type Subject,
} from '@app/consultations';
import type { Form } from '../../http/forms';
import { namesOf, placeName } from './fields';

/** A question as its page prints it, with what follows it up below the answer that shows it. */
export type Shown = {
  no: string;
  key: string;
  kind: Question['kind'];
  text: string;
  help: string;
  required: boolean;
  field: string;
  why: string | null;
  other: string;
  options: { value: string; text: string; hint: string; checked: boolean; place: string; follows: Shown[] }[];
  /** What follows up whatever was answered, or on several answers. */
  follows: Shown[];
};

/** One block of a page: an occupation with what it says now, or the page as a whole. */
export type ShownBlock = { ref: string; title: string; level: string; subject: Subject | null; questions: Shown[] };

/** A page of questions: each block with the first question, and under its answers what follows it up. */
export function blocksShown(
  page: FormPage,
  blocks: readonly Block[],
  subjects: readonly Subject[],
  form: Form,
): ShownBlock[] {
  const lead = page.questions[0].question;
  return blocksOf(lead, blocks).map((block, at) => {
    const subject = subjects.find(({ kind, ref }) => kind === 'occupation' && ref === block.ref) ?? null;
    const level = subject?.shown.facts.find(({ name }) => name === 'Level')?.value ?? '';
    // What is asked once stands in the first block.
    const here = page.questions.filter(({ question }) => question.forEach === true || at === 0);
    return { ref: block.ref, title: block.title, level, subject, questions: nested(here, block.ref, blocks, form) };
  });
}

function nested(all: readonly Numbered[], block: string, blocks: readonly Block[], form: Form): Shown[] {
  const under = (question: Question | null, option: string | null): Shown[] =>
    all.filter(({ question: one }) => parentOf(all, one) === question && optionOf(one, question) === option).map(show);
  const show = ({ no, question }: Numbered): Shown => {
    const within = question.forEach === true ? block : once;
    const { field, why, other } = namesOf(question, within);
    const picks = question.kind === 'map-pick' ? blocks.filter(({ ref }) => ref !== within) : [];
    const options =
      picks.length > 0 ? picks.map(({ ref, title }) => ({ key: ref, text: title, hint: '' })) : optionsOf(question);
    return {
      no,
      key: question.key,
      kind: question.kind,
      text: question.text,
      help: question.help ?? '',
      required: question.required,
      field,
      why: question.why === true ? why : null,
      other,
      options: options.map(({ key, text, hint = '' }) => ({
        value: key,
        text,
        hint,
        checked: form.has(field, key),
        place: placeName(field, key),
        follows: under(question, key),
      })),
      follows: under(question, null),
    };
  };
  return under(null, null);
}

/** The question on this page that another one depends on; null where it stands by itself. */
function parentOf(all: readonly Numbered[], { shownIf }: Question): Question | null {
  return all.find(({ question }) => question.key === shownIf?.question)?.question ?? null;
}

/** The one answer below which a question stands; null where it depends on several, or on a kind that shows no choices. */
function optionOf({ shownIf }: Question, parent: Question | null): string | null {
  if (parent === null || !kindsOfQuestion[parent.kind].hasOptions || parent.kind === 'ranking') return null;
  const [only, ...others] = shownIf?.oneOf ?? [];
  return only === undefined || others.length > 0 ? null : only;
}
