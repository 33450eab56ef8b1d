import { paths } from '@app/kernel';
import { agree, ask, closesIn, until } from './consult-steps';
import { readBack } from './consultation-checks';
import type { Play } from './play';
import { type Answered, answerAs, learning } from './respondent';
import { type Occupation, type Respondent, respondents, waysToLearn } from './respondents';

const title = 'What should become of four software occupations?';
const introduction =
  'The work of these four neighbours on the Digital map has grown together. Say what should become of each: nothing is decided yet (an invented review).';
const references = ['OCC0116', 'OCC0129', 'OCC0825', 'OCC0863'] as const;

/** So many answer at once. */
const atOnce = 8;

/** What became of it; `ok`: everything that was sent stands, once, as it was sent. */
export type Consulted = { ok: boolean; responses: number; distinct: number; lost: number; duplicated: number };

/**
 * A consultation from its template to its close: built, agreed to, answered by 200, its close moved once; then everything is
 * read back and held against what was sent.
 */
export async function playConsultation(play: Play): Promise<Consulted> {
  const draft = await built(play);
  await ask(play, draft);
  const reference = await opened(play, draft);
  const occupations = await shownTo(play, reference);
  const all = respondents();
  const inTime = await answered(play, reference, all.slice(0, 150), occupations);
  await nothingTold(play, reference, inTime.length);
  await movedLater(play, reference);
  const later = await answered(play, reference, all.slice(150), occupations);
  await closed(play, reference);
  const { differing, ...found } = await readBack(play, reference, [...inTime, ...later], occupations);
  for (const one of differing) process.stderr.write(`differs: ${one}\n`);
  const { lost, duplicated, responses } = found;
  const ok = differing.length === 0 && lost === 0 && duplicated === 0 && responses === all.length;
  return { ok, ...found };
}

/** The officer takes the template, adds a question, moves it up, and says why it is asked and until when. @returns the draft */
async function built(play: Play): Promise<string> {
  const officer = await play.as('officer');
  await officer.get(paths.newConsultation());
  await officer.submit('/new', { template: 'standards', title, subjects: references.join('\n') });
  play.see('an officer begins from the template of a route review', officer, 'What should become of each of these');
  const draft = new URL(officer.visit.url).pathname.split('/')[2] ?? '';
  await officer.get(`${paths.consultationDraftPart(draft, 'questions/new')}?section=2`);
  const question = { text: learning.text, kind: 'several', options: waysToLearn.join('\n'), flags: ['doNotKnow'] };
  await officer.submit('/new', question);
  play.see('a question is added, with its answers', officer, learning.text);
  await until(play, draft, { introduction, days: 7 });
  await officer.get(paths.consultationDraftPart(draft, 'preview/1'));
  play.see('the preview shows what respondents will see', officer, 'What should become of each of these occupations?');
  return draft;
}

async function opened(play: Play, draft: string): Promise<string> {
  const officer = await play.as('officer');
  play.see('it is asked for agreement', officer, 'You wrote in it or asked: somebody else agrees.');
  const reference = await agree(play, draft);
  const anybody = await play.as(null);
  await anybody.get(paths.consultation(reference));
  play.see('a second person agrees, and it is open', anybody, 'Start now');
  return reference;
}

/** The four, as the public page names them. */
async function shownTo(play: Play, reference: string): Promise<Occupation[]> {
  const anybody = await play.as(null);
  await anybody.get(paths.consultation(reference));
  const titles = references.map((ref) => {
    const link = anybody
      .page(`main a[href="${paths.occupation(ref)}"]`)
      .first()
      .text()
      .trim();
    return { ref, title: link.replace(/ on the map$/, '') };
  });
  const nameless = titles.find((one) => one.title === '');
  if (nameless !== undefined) throw new Error(`${reference} does not name ${nameless.ref}`);
  return titles;
}

/** These answer, some at once. */
async function answered(
  play: Play,
  reference: string,
  scripts: readonly Respondent[],
  occupations: readonly Occupation[],
): Promise<Answered[]> {
  const sent: Answered[] = [];
  const waiting = [...scripts];
  const answering = async (): Promise<void> => {
    for (let script = waiting.shift(); script !== undefined; script = waiting.shift()) {
      sent.push(await answerAs(play.base, reference, script, occupations));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, answering));
  const last = sent.at(-1);
  if (last !== undefined) play.see(`${sent.length} respond, ${atOnce} at once`, last.browser, last.reference);
  return sent;
}

/** While it is open no page says how the answers fall, and the officer sees how many came. */
async function nothingTold(play: Play, reference: string, came: number): Promise<void> {
  const [officer, anybody] = [await play.as('officer'), await play.as(null)];
  await anybody.get(paths.consultation(reference));
  if (anybody.text.includes('How it was answered')) throw new Error('the public page tells answers before the close');
  await officer.get(paths.consultationRun(reference));
  play.see('the officer sees how many came, and nothing of what they say', officer, `${came} responses so far`);
  if (officer.mainText.includes('Keep these four apart')) throw new Error('the officer reads what was answered');
}

/** The close is moved once, with a reason, and time goes on beyond the first one. */
async function movedLater(play: Play, reference: string): Promise<void> {
  const [officer, anybody] = [await play.as('officer'), await play.as(null)];
  await officer.get(paths.consultationStep(reference, 'extend'));
  const why = 'A body asked for three more days to ask its members.';
  await officer.submit('/extend', { closes: closesIn(play, 10), why });
  await anybody.get(paths.consultation(reference));
  play.see('the close is moved later, and its page says why', anybody, why);
  for (let day = 0; day < 8; day += 1) await play.clock('day');
  await anybody.get(paths.consultation(reference));
  play.see('after the first close it is open still', anybody, 'Start now');
}

/** It closes by the clock; who comes later is told so, and the answers are counted. */
async function closed(play: Play, reference: string): Promise<void> {
  const anybody = await play.as(null);
  for (let day = 0; day < 3; day += 1) await play.clock('day');
  await anybody.get(paths.consultationRespond(reference));
  play.see('who comes after the close is told so', anybody, 'This consultation is not open');
  await anybody.get(paths.consultation(reference));
  play.see('the answers are counted', anybody, 'How it was answered');
}
