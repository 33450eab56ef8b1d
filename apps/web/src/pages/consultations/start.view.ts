import {
  type ConsultationDetail,
  type ConsultationForm,
  kindsOfQuestion,
  optionsOf,
  pagesOf,
  questionsOf,
  shownInWords,
  type Standing,
  type Subject,
} from '@app/consultations';
import { paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import type { ResponseQueries } from '@app/responses';

const words: Readonly<Record<Standing, { mark: string; said: string }>> = {
  upcoming: { mark: 'ref', said: 'Not open yet' },
  open: { mark: 'good', said: 'Open' },
  suspended: { mark: 'warn', said: 'Suspended' },
  closed: { mark: 'ref', said: 'Closed' },
  withdrawn: { mark: 'bad', said: 'Withdrawn' },
};

/** How a consultation stands, as a mark; and how often its close was moved. */
export function standingOf({ standing, deadlines }: Pick<ConsultationDetail, 'standing' | 'deadlines'>) {
  return {
    stands: words[standing],
    moved: deadlines.slice(1).map((one, at) => ({ ...one, from: deadlines[at].closesAt })),
  };
}

/** What is consulted on, each with its page where the map has one. */
export function subjectLinks(subjects: readonly Subject[], map: PublishedMap | null) {
  return subjects.map((subject) => {
    const { kind, ref } = subject;
    const href =
      kind === 'occupation' && map?.occupation(ref) != null
        ? paths.occupation(ref)
        : kind === 'route' && map?.route(ref) != null
          ? paths.map(ref)
          : null;
    return { ...subject, href, level: subject.shown.facts.find(({ name }) => name === 'Level')?.value ?? '' };
  });
}

/** The questions in words, with what is asked of whom. */
export function questionsShown(form: ConsultationForm, aboutWords: Readonly<Record<string, string>>) {
  return pagesOf(form).flatMap(({ section, questions }) =>
    questions.map(({ no, question }) => ({
      section,
      no,
      text: question.text,
      help: question.help ?? '',
      required: question.required,
      asks: `${kindsOfQuestion[question.kind].asks}${question.forEach === true ? ', for each occupation' : ''}${question.why === true ? ', and why' : ''}`,
      options: optionsOf(question).map(({ text, hint }) => (hint === undefined ? text : `${text}: ${hint}`)),
      shownIf: shownInWords(form, question, aboutWords),
    })),
  );
}

/** Fewer than this, and somebody could be told from a number. */
const fewest = 5;

/**
 * How closed questions were answered, once the consultation has closed. Where any number is so small that somebody could be
 * told from it, the question has none: each but the total would give it away by subtraction.
 */
export function talliesShown(
  { form, subjects }: Pick<ConsultationDetail, 'form' | 'subjects'>,
  results: Awaited<ReturnType<ResponseQueries['tallies']>>,
) {
  if (results === null) return null;
  const { tallies } = results;
  const blocks = questionsOf(form).flatMap((question) => {
    const own = tallies.filter((one) => one.question === question.key);
    if (!kindsOfQuestion[question.kind].hasOptions || question.kind === 'ranking') return [];
    return [...new Set(own.map(({ block }) => block))].map((block) => {
      const counts = optionsOf(question).map(({ key, text }) => ({
        text,
        count: own.find((one) => one.block === block && one.choice === key)?.count ?? 0,
      }));
      const isSmall = counts.some(({ count }) => count > 0 && count < fewest);
      const title = subjects.find(({ ref }) => ref === block)?.title ?? '';
      return { question: question.text, title, counts: isSmall ? [] : counts };
    });
  });
  return { responses: results.responses, entered: results.entered, distinctTexts: results.distinctTexts, blocks };
}
