import { type Answers, type Asked, blocksOf, isShown } from './answers';
import { pagesOf } from './form';
import { answerWords } from './question';

/** One answer in words: under which question, for which block, and on which page it is changed. */
export type SaidAnswer = {
  page: number;
  no: string;
  question: string;
  key: string;
  block: string;
  blockTitle: string;
  words: readonly string[];
  why: string | null;
};

/** What was answered, in the order of the form, in words; shown questions without an answer have none. */
export function saidOf(asked: Asked, answers: Answers, nameOf: (reference: string) => string): SaidAnswer[] {
  return pagesOf(asked.form).flatMap((page) => {
    const blocks = blocksOf(page.questions[0].question, asked.blocks);
    return blocks.flatMap((block, at) =>
      page.questions.flatMap(({ no, question }): SaidAnswer[] => {
        const own = question.forEach === true ? block : { ref: '', title: '' };
        // What is asked once stands with the first block.
        if ((question.forEach !== true && at > 0) || !isShown(asked, question, own.ref, answers)) return [];
        const answer = answers[question.key]?.[own.ref] ?? {};
        const { why = null } = answer;
        const words = answerWords(question, answer, nameOf);
        const { text, key } = question;
        return [{ page: page.no, no, question: text, key, block: own.ref, blockTitle: own.title, words, why }];
      }),
    );
  });
}
