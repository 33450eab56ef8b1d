import type { Reason } from '@app/kernel';
import type { Block, ConsultationForm, FormPage } from './form';
import { questionsOf } from './form';
import { type Answer, answerGap, isBlank, type Question } from './question';

/** The block of a question that is asked once. */
export const once = '';

/** What somebody answered: by question, then by block (an occupation's reference, or `once`). */
export type Answers = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

/** What answers are judged by: the form, what its blocks are about, and what was said about oneself. */
export type Asked = { form: ConsultationForm; blocks: readonly Block[]; about: readonly string[] };

/** The blocks of a question. */
export function blocksOf({ forEach }: Question, blocks: readonly Block[]): readonly Block[] {
  return forEach === true ? blocks : [{ ref: once, title: '' }];
}

/** The field of an answer on its page, and the anchor that an error leads to. */
export function fieldOf({ key }: Question, block: string): string {
  return block === once ? key : `${key}-${block}`;
}

/** Whether a question is asked in this block, as things stand: all that it depends on is shown, and answered so. */
export function isShown(asked: Asked, question: Question, block: string, answers: Answers): boolean {
  const { shownIf } = question;
  if (shownIf === undefined) return true;
  if (shownIf.question === 'about') return shownIf.oneOf.some((key) => asked.about.includes(key));
  const other = questionsOf(asked.form).find(({ key }) => key === shownIf.question);
  if (other === undefined) return false;
  const within = other.forEach === true ? block : once;
  if (!isShown(asked, other, within, answers)) return false;
  const choices = answers[other.key]?.[within]?.choices ?? [];
  return shownIf.oneOf.some((key) => choices.includes(key));
}

/** What is stored of these answers: nothing that is blank, to a question that is not shown, or in a block that there is not. */
export function withoutHidden(asked: Asked, answers: Answers): Answers {
  const kept: Record<string, Record<string, Answer>> = {};
  // A question depends on earlier ones alone, so one pass in order finds what hides what.
  for (const question of questionsOf(asked.form)) {
    const blocks: Record<string, Answer> = {};
    for (const { ref } of blocksOf(question, asked.blocks)) {
      const answer = answers[question.key]?.[ref];
      if (answer !== undefined && !isBlank(answer) && isShown(asked, question, ref, kept)) blocks[ref] = answer;
    }
    if (Object.keys(blocks).length > 0) kept[question.key] = blocks;
  }
  return kept;
}

/** Whether a page asks anything of who answered so. */
export function isPageShown(asked: Asked, page: FormPage, answers: Answers): boolean {
  return page.questions.some(({ question }) =>
    blocksOf(question, asked.blocks).some(({ ref }) => isShown(asked, question, ref, answers)),
  );
}

/** What is missing or wrong on a page; each reason names its field, and its block where there are several. */
export function pageGaps(asked: Asked, page: FormPage, answers: Answers): Reason[] {
  const lead = page.questions[0].question;
  const blocks = blocksOf(lead, asked.blocks);
  return blocks.flatMap((block) =>
    page.questions.flatMap(({ question }) => {
      // What is asked once on a page of blocks is looked at in the first of them.
      const own = question.forEach === true ? block.ref : once;
      if (own === once && block !== blocks[0]) return [];
      if (!isShown(asked, question, own, answers)) return [];
      const gaps = answerGap(question, answers[question.key]?.[own], fieldOf(question, own));
      return own === once
        ? gaps
        : gaps.map(({ field, text }) => ({ field, text: `${block.title}: ${lowerFirst(text)}` }));
    }),
  );
}

/** What is missing or wrong on all pages that are shown. */
export function gapsOfAll(asked: Asked, pages: readonly FormPage[], answers: Answers): (Reason & { page: number })[] {
  return pages
    .filter((page) => isPageShown(asked, page, answers))
    .flatMap((page) => pageGaps(asked, page, answers).map((gap) => ({ ...gap, page: page.no })));
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
