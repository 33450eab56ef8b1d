import { canonicalJson, type Reason } from '@app/kernel';
import {
  type About,
  aboutGaps,
  aboutKeys,
  type Answer,
  type Answers,
  type Asked,
  type ConsultationForm,
  type FormPage,
  gapsOfAll,
  pagesOf,
  type Question,
  questionsOf,
  withoutHidden,
} from '@app/consultations';

/** What was answered to one question, the version of the form that it answers, and how often it was saved. */
export type SavedAnswer = { saved: number; formVersion: number; blocks: Readonly<Record<string, Answer>> };
export type SavedAnswers = Readonly<Record<string, SavedAnswer>>;

/** What somebody says of themselves, with the name of their organisation. */
export type SavedAbout = Partial<About> & { organisation?: string };

/** How what staff enter came to them. */
export const cameBy = { paper: 'On paper', mail: 'By email' } as const;
export type CameBy = keyof typeof cameBy;

/** How words may be used: with the name, without it, or not at all. */
export const permissions = {
  named: 'with my name',
  anonymous: 'without my name',
  confidential: 'keep them confidential',
} as const;
export type Permission = keyof typeof permissions;

/** What is chosen on the last page. */
export type SendingChoices = { permission?: Permission; name?: string; copy?: boolean; outcome?: boolean };

/** The answers alone. */
export function answersOf(saved: SavedAnswers): Answers {
  return Object.fromEntries(Object.entries(saved).map(([key, { blocks }]) => [key, blocks]));
}

/** What answers are judged by, of a draft. */
export function askedOf(form: ConsultationForm, blocks: Asked['blocks'], about: SavedAbout): Asked {
  return { form, blocks, about: about.capacity === undefined ? [] : aboutKeys({ capacity: about.capacity, ...about }) };
}

/**
 * The answers after a page was sent: what it says in the place of what stood, without what is hidden then. A question that
 * was not on the page keeps its answer.
 */
export function withPage(
  asked: Asked,
  saved: SavedAnswers,
  page: FormPage,
  given: Answers,
  formVersion: number,
): SavedAnswers {
  const next: Record<string, SavedAnswer> = { ...saved };
  for (const { question } of page.questions) {
    const before = saved[question.key];
    next[question.key] = { saved: (before?.saved ?? 0) + 1, formVersion, blocks: given[question.key] ?? {} };
  }
  return shownAlone(asked, next);
}

/** Saved answers without those that are not shown (any more). */
export function shownAlone(asked: Asked, saved: SavedAnswers): SavedAnswers {
  const kept = withoutHidden(asked, answersOf(saved));
  return Object.fromEntries(Object.entries(saved).map(([key, one]) => [key, { ...one, blocks: kept[key] ?? {} }]));
}

/** How often the questions of a page were saved: what a form carries, to see whether another tab was faster. */
export function savesOf(page: FormPage, saved: SavedAnswers): number {
  return page.questions.reduce((sum, { question }) => sum + (saved[question.key]?.saved ?? 0), 0);
}

/** The questions whose wording or answers changed since they were answered: they are asked again. */
export function changedSince(
  form: ConsultationForm,
  saved: SavedAnswers,
  formAt: (version: number) => ConsultationForm | undefined,
): Question[] {
  return questionsOf(form).filter((question) => {
    const answer = saved[question.key];
    if (answer === undefined || Object.keys(answer.blocks).length === 0) return false;
    const then = formAt(answer.formVersion);
    const before = then === undefined ? undefined : questionsOf(then).find(({ key }) => key === question.key);
    return before === undefined || canonicalJson(before) !== canonicalJson(question);
  });
}

/** What keeps a draft from being sent; each reason names its page, 0 being the one about oneself. */
export function sendingGaps(
  asked: Asked,
  about: SavedAbout,
  saved: SavedAnswers,
  changed: readonly Question[],
): (Reason & { page: number })[] {
  const pages = pagesOf(asked.form);
  const { organisation = '', ...rest } = about;
  const again = changed.map(({ key, text }) => {
    const page = pages.find(({ questions }) => questions.some(({ question }) => question.key === key));
    return { page: page?.no ?? 0, text: `This question was changed since you answered it: ${text}` };
  });
  return [
    ...aboutGaps(rest, organisation).map((gap) => ({ ...gap, page: 0 })),
    ...again,
    ...gapsOfAll(asked, pages, answersOf(saved)),
  ];
}

/** What is missing of the choices on the last page. */
export function choiceGaps({ permission, copy, outcome }: SendingChoices, email: string | null): Reason[] {
  return [
    ...(permission === undefined ? [{ field: 'permission', text: 'Choose how we may use your words' }] : []),
    ...((copy === true || outcome === true) && email === null
      ? [{ field: 'email', text: 'Enter the address that we shall write to, or take the ticks away' }]
      : []),
  ];
}
