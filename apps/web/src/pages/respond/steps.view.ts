import { isPageShown, pagesOf } from '@app/consultations';
import { paths } from '@app/kernel';
import { answersOf, askedBy, type ResponseDraft } from '@app/responses';

/** A step of a response: one for oneself, one for each section of the form, one to check. */
export type Step = { text: string; href: string; is: 'done' | 'now' | 'next' };

/** Where somebody is: page 0 is about oneself, and the last one, `check`, is where everything is checked. */
export function stepsOf(draft: ResponseDraft, at: number | 'check'): Step[] {
  const pages = pagesOf(draft.form).filter((one) => isPageShown(askedBy(draft), one, answersOf(draft.answers)));
  const sections = [...new Set(pages.map(({ section }) => section))];
  const here = at === 'check' ? sections.length + 1 : at === 0 ? 0 : sectionAt(at);
  function sectionAt(no: number): number {
    return sections.indexOf(pagesOf(draft.form).find((one) => one.no === no)?.section ?? '') + 1;
  }
  const steps = [
    { text: 'About you', href: paths.consultationRespond(draft.reference) },
    ...sections.map((text) => {
      const first = pages.find(({ section }) => section === text)?.no ?? 1;
      return { text, href: paths.respondPage(draft.reference, first) };
    }),
    { text: 'Check', href: paths.respondPart(draft.reference, 'check') },
  ];
  return steps.map((step, no) => ({ ...step, is: no === here ? 'now' : no < here ? 'done' : 'next' }));
}
