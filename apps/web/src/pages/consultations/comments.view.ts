import { aboutInWords, askedInWords, type ConsultationDetail } from '@app/consultations';
import type { PublishedComment } from '@app/responses';

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
