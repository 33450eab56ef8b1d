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

/** How closed questions were answered, in words, once the consultation has closed; a question without counts is not told. */
export function talliesShown(
  { form, subjects }: Pick<ConsultationDetail, 'form' | 'subjects'>,
  tallies: Awaited<ReturnType<ResponseQueries['tallies']>>,
) {
  if (tallies === null) return null;
  const asked = new Map(questionsOf(form).map((question) => [question.key, question]));
  const blocks = tallies.questions.map(({ question: key, block, counts }) => {
    const question = asked.get(key);
    const words = new Map(question === undefined ? [] : optionsOf(question).map((one) => [one.key, one.text]));
    const title = subjects.find(({ ref }) => ref === block)?.title ?? '';
    const rows = (counts ?? []).map(({ choice, count }) => ({ text: words.get(choice) ?? choice, count }));
    return { question: question?.text ?? key, title, counts: rows };
  });
  return { ...tallies, blocks };
}
