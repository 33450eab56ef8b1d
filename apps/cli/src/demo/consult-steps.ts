import { londonDate, paths } from '@app/kernel';
import type { Play } from './play';

/** What is said when a consultation is prepared, and for how many days it is open. */
export type Prepared = { introduction: string; days: number };

/** The officer begins to prepare a consultation on a request, and says why it is asked, of whom and until when. @returns its draft */
export async function prepare(play: Play, request: string, said: Prepared): Promise<string> {
  const officer = await play.as('officer');
  await officer.get(paths.consult(request));
  await officer.submit('/new');
  const draft = new URL(officer.visit.url).pathname.split('/')[2] ?? '';
  await until(play, draft, said);
  return draft;
}

/** Says until when it is asked. */
export async function until(play: Play, draft: string, { introduction, days }: Prepared): Promise<void> {
  const officer = await play.as('officer');
  await officer.get(paths.consultationDraftPart(draft, 'details'));
  await officer.submit('/details', {
    introduction,
    audience: 'Employers of any size, and people who do this work.',
    whyThisLong: 'Their bodies were told of it beforehand.',
    formats: 'By post, and in large print.',
    closes: closesIn(play, days),
    commentsAppear: 'at-once',
  });
}

/** The day so many days ahead, as a form takes it. */
export function closesIn(play: Play, days: number): string {
  return londonDate(new Date(play.now().getTime() + days * 86_400_000));
}

/** Gives a reason against each warning that allows one, and asks a second person to agree. */
export async function ask(play: Play, draft: string): Promise<void> {
  const officer = await play.as('officer');
  await officer.get(paths.consultationDraft(draft));
  while (officer.mainText.includes('Override with a reason')) {
    await officer.follow('Override with a reason');
    await officer.submit(new URL(officer.visit.url).pathname, { why: 'It is a demonstration.' });
  }
  await officer.get(paths.consultationDraftPart(draft, 'ask'));
  const anybody = String(officer.page('[name=of]').first().val());
  await officer.submit('/ask', { of: anybody });
}

/** A second person reads the draft, and agrees: it is announced, and open. @returns its reference */
export async function agree(play: Play, draft: string): Promise<string> {
  const second = await play.as('admin');
  await second.get(paths.consultationDraft(draft));
  await second.get(paths.consultationDraftPart(draft, 'agree'));
  await second.submit('/agree');
  return /\/consultations\/(C\d+)/.exec(second.visit.url)?.[1] ?? '';
}
