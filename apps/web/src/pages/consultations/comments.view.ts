import { aboutInWords, askedInWords, type ConsultationDetail } from '@app/consultations';
import type { AfterComment, PublishedComment } from '@app/responses';

/** A comment as pages and files have it: under which question, about which occupation, from whom. */
export function shownComment(
  { form, subjects, standing }: Pick<ConsultationDetail, 'form' | 'subjects' | 'standing'>,
  comment: PublishedComment,
) {
  const subject = subjects.find(({ ref }) => ref === comment.block);
  const [capacity = '', kind] = aboutInWords(comment.about);
  return {
    ...comment,
    question: askedInWords(form, comment.question, standing === 'closed'),
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
