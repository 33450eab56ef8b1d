import {
  aboutWords,
  answerDueOn,
  type Check,
  type ConsultationForm,
  type Draft,
  type DraftDetail,
  kindsOfQuestion,
  movable,
  numberOf,
  type Question,
  shownInWords,
  templates,
} from '@app/consultations';
import { formatLondon } from '@app/kernel';

/** The sections of a form with their questions, as the builder prints them. */
export function sectionsOf(form: ConsultationForm) {
  return form.sections.map(({ title, questions }, at) => ({
    no: at + 1,
    title,
    questions: questions.map((question) => {
      const no = numberOf(form, question.key);
      const shownIf = shownInWords(form, question, aboutWords);
      const move = movable(form, question.key);
      return {
        key: question.key,
        no,
        isSub: question.followsUp === true,
        text: question.text,
        facts: factsOf(question),
        shownIf,
        move,
      };
    }),
  }));
}

function factsOf({ kind, required, forEach, why, doNotKnow }: Question): string {
  return [
    kindsOfQuestion[kind].name,
    ...(forEach === true ? ['for each occupation'] : []),
    ...(why === true ? ['with “Why”'] : []),
    ...(doNotKnow === true ? ['with “I do not know”'] : []),
    required ? 'must be answered' : 'may be left out',
  ].join(' · ');
}

/** The checks, each with its mark. */
export function checksShown(checks: readonly Check[]) {
  return checks.map((check) => ({ ...check, ...markOf(check), canOverride: !check.met && check.mustHold !== true }));
}

function markOf({ met, overridden, mustHold }: Check): { mark: string; said: string } {
  if (met) return { mark: 'good', said: 'OK' };
  if (overridden !== null) return { mark: 'ref', said: 'Overridden' };
  return mustHold === true ? { mark: 'bad', said: 'Must be met' } : { mark: 'warn', said: 'Warning' };
}

/** How the checks stand, in one line. */
export function checksInShort(checks: readonly Check[]): string {
  const met = checks.filter((check) => check.met).length;
  const overridden = checks.filter((check) => check.overridden !== null).length;
  const left = checks.length - met - overridden;
  return `${met} of ${checks.length} are met, ${overridden} overridden with a reason, ${left} left`;
}

type Stage = { text: string; said: string; is: 'done' | 'now' | 'next' };

/** The stages of preparing a consultation, what is done and what is to come. */
export function stagesOf({ draft, gaps }: DraftDetail): Stage[] {
  const { content, state } = draft;
  const begun = content.subjects.length > 0 && content.closesAt !== null;
  const ready = gaps.length === 0;
  const agreed = state === 'announced';
  const isAt = (done: boolean, before: boolean): Stage['is'] => (done ? 'done' : before ? 'now' : 'next');
  return [
    { text: 'Subject and dates', said: begun ? 'Done' : 'Something is missing', is: isAt(begun, true) },
    { text: 'Questions and checks', said: ready ? 'Done' : `${gaps.length} to do`, is: isAt(ready, begun) },
    {
      text: 'Second person agrees',
      said: agreed ? 'Done' : state === 'asked' ? 'Asked' : 'Not yet',
      is: isAt(agreed, begun && ready),
    },
    ...datesOf(content).map(([text, said]): Stage => ({ text, said, is: 'next' })),
  ];
}

function datesOf({ opensAt, closesAt }: Draft): [string, string][] {
  const opens = opensAt === null ? 'When it is agreed' : formatLondon(new Date(opensAt), 'closing');
  const closes = closesAt === null ? 'No day yet' : formatLondon(new Date(closesAt), 'closing');
  const answer = closesAt === null ? 'No day yet' : `By ${formatLondon(answerDueOn(new Date(closesAt)))}`;
  return [
    ['Opens', opens],
    ['Closes', closes],
    ['Answer', answer],
  ];
}

/** From what it was prepared. */
export function templateName({ template }: Draft): string {
  return templates[template].name;
}
