import { aboutInWords, type ConsultationDetail, questionsOf } from '@app/consultations';
import type { AfterComment, PublishedComment } from '@app/responses';

/** A comment as pages and files have it: under which question, about which occupation, from whom. */
export function shownComment(
  { form, subjects }: Pick<ConsultationDetail, 'form' | 'subjects'>,
  comment: PublishedComment,
) {
  const question = questionsOf(form).find(({ key }) => key === comment.question);
  const subject = subjects.find(({ ref }) => ref === comment.block);
  const [capacity = '', kind] = aboutInWords(comment.about);
  return {
    ...comment,
    question: question?.text ?? comment.question,
    block: subject?.title ?? comment.block,
    from: comment.about.type === undefined && comment.about.role === undefined ? capacity : (kind ?? capacity),
  };
}

/** Where the page after a comment begins, as its address says it. */
export function placeOf(comment: AfterComment | undefined): string | null {
  return comment === undefined ? null : [comment.responseId, comment.question, comment.block, comment.part].join('~');
}

/** The place that an address names. */
export function placeIn(place: string): AfterComment {
  const [responseId = '', question = '', block = '', part = ''] = place.split('~');
  return { responseId, question, block, part: part === 'why' ? 'why' : 'text' };
}
