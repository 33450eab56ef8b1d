import { londonDate, paths } from '@app/kernel';
import type { Choice } from '@app/panels';
import { requirements } from '@app/proposals';
import type { Play } from './play';

type Values = Readonly<Record<string, string | readonly string[]>>;

/** What is voted on, by which panel, and its voting members; the first of them leads. */
export type Bench = { slug: string; people: readonly string[] };
/** The panel of the Digital route. */
export const digital: Bench = {
  slug: 'digital',
  people: ['chair.digital', 'member1.digital', 'member2.digital', 'member3.digital'],
};
/** The committee. */
export const committee: Bench = { slug: 'committee', people: ['committee1', 'committee2', 'committee3'] };

/** A reason for each of the requirements, as a refusal and a revise-and-resubmit ask for. */
export const eachRequirement = Object.fromEntries(
  requirements.map(({ key }) => [`requirement-${key}`, 'The evidence of two employers does not show it.']),
);

const days = 86_400_000;

/** The day, month and year so many days ahead on the server, as forms name them. */
export function dayAhead(play: Play, ahead: number, suffix = ''): Values {
  const on = londonDate(new Date(play.now().getTime() + ahead * days));
  const [year = '', month = '', day = ''] = on.split('-');
  return { [`day${suffix}`]: day, [`month${suffix}`]: month, [`year${suffix}`]: year };
}

/** The leader opens a ballot on a proposal. @returns its id */
export async function open(play: Play, { slug, people }: Bench, id: string, see: string): Promise<string> {
  const leader = await play.as(people[0] ?? '');
  await leader.get(paths.ballotOpening(slug, id));
  await leader.submit(`/open/${id}`, { ...dayAhead(play, 20), time: '12:00' });
  play.see(`a ballot is opened (${slug})`, leader, see);
  return new URL(leader.visit.url).pathname.split('/')[2] ?? '';
}

/** Each of these people declares that they have no interest, and votes. */
export async function vote(
  play: Play,
  ballot: string,
  people: readonly string[],
  choice: Choice,
  more: Values = {},
): Promise<void> {
  for (const local of people) {
    const member = await play.as(local);
    await member.get(paths.ballotPart(ballot, 'interest'));
    await member.submit('/interest', { interested: 'no' });
    await member.get(paths.ballotPart(ballot, 'vote'));
    const reason = 'Employers in my sector look for exactly this.';
    await member.submit('/vote', { choice, reason, ...more });
    play.see('a member declares no interest and votes', member, 'You voted');
  }
}

/** The leader closes the ballot and gives the reasons, which its page then shows. @returns the decision's id */
export async function conclude(
  play: Play,
  leader: string,
  ballot: string,
  step: string,
  values: Values & { reasons: string },
): Promise<string> {
  const chair = await play.as(leader);
  await chair.get(paths.ballotPart(ballot, 'close'));
  await chair.submit('/close');
  await chair.get(paths.ballotPart(ballot, 'reasons'));
  await chair.submit('/reasons', values);
  if (chair.visit.status !== 200) throw new Error(`${step}: the reasons were refused: ${chair.text}`);
  play.see(step, chair, values.reasons);
  const link = chair.page('main a[href^="/decisions/"]').attr('href');
  if (link === undefined) throw new Error(`${step}: ${chair.visit.url} does not lead to the decision`);
  return link.split('/')[2] ?? '';
}

/** A ballot from its opening to the decision, in which all vote the same. @returns the decision's id */
export async function decided(
  play: Play,
  bench: Bench,
  id: string,
  given: { see: string; step: string; choice: Choice; vote?: Values; reasons: Values & { reasons: string } },
): Promise<string> {
  const ballot = await open(play, bench, id, given.see);
  await vote(play, ballot, bench.people, given.choice, given.vote);
  return conclude(play, bench.people[0] ?? '', ballot, given.step, given.reasons);
}
