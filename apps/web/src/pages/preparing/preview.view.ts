import {
  blocksOfSubjects,
  type ConsultationForm,
  type FormPage,
  pagesOf,
  type Question,
  type Subject,
} from '@app/consultations';
import { Form } from '../../http/forms';
import { schemaOf } from '../respond/fields';
import { blocksShown } from '../respond/question.view';

/** A page of a form as a respondent sees it, with nothing answered. Its fields have names of their own: an editor may stand beside it. */
export function previewOf(form: ConsultationForm, subjects: readonly Subject[], no: number) {
  const pages = pagesOf(form);
  const found = pages.find((page) => page.no === no);
  if (found === undefined) return null;
  const page = apart(found);
  const blocks = blocksOfSubjects(subjects);
  const empty = new Form({}, { schema: schemaOf(page, blocks) });
  return {
    no,
    of: pages.length,
    section: page.section,
    title: page.questions[0].question.text,
    form: empty,
    blocks: blocksShown(page, blocks, subjects, empty),
  };
}

/** On which page a question stands; 1 for one that there is not. */
export function pageWith(form: ConsultationForm, key: string | null): number {
  return pagesOf(form).find(({ questions }) => questions.some(({ question }) => question.key === key))?.no ?? 1;
}

const named = (key: string): string => `seen-${key}`;

function apart(page: FormPage): FormPage {
  const [lead, ...others] = page.questions;
  const renamed = ({ no, question }: FormPage['questions'][number]) => ({ no, question: renamedQuestion(question) });
  return { ...page, questions: [renamed(lead), ...others.map(renamed)] };
}

function renamedQuestion({ key, shownIf, ...question }: Question): Question {
  const depends = shownIf === undefined ? {} : { shownIf: { ...shownIf, question: named(shownIf.question) } };
  return { ...question, key: named(key), ...depends };
}
