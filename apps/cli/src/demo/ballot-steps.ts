import { londonDate, paths } from '@app/kernel';
import type { Choice, Outcome } from '@app/panels';
import { requirements } from '@app/proposals';
import type { Play } from './play';
import type { Values } from './visitor';

/** A panel and its voting members, of whom the first leads; `rules` is how pages begin to tell of what it came to. */
export type Bench = { slug: string; people: readonly string[]; rules: string };
/** The panel of the Digital route. */
export const digital: Bench = {
  slug: 'digital',
  people: ['chair.digital', 'member1.digital', 'member2.digital', 'member3.digital'],
  rules: 'The panel recommends',
};
/** The committee. */
export const committee: Bench = {
  slug: 'committee',
  people: ['committee1', 'committee2', 'committee3'],
  rules: 'The committee decided',
};

const outcomes: Readonly<Record<Outcome, string>> = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  revise: 'Revise and resubmit',
  reject: 'Reject',
};
/** What the group reads of its case. */
export const cases = {
  withCommittee: 'It is with committee',
  conditions: 'It is approved with conditions',
  agreed: 'It is agreed',
  refused: 'It is refused',
  returned: 'Change what is asked for, then submit the proposal again',
};

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

/** What a ballot is to come to: what its members vote, the reasons of its leader, and what the group then reads. */
export type Ruling = { step: string; outcome: Outcome; reasons: Values & { reasons: string }; then: string };

/** The leader closes the ballot and gives the reasons; its page shows the outcome, the case where it leads. @returns the decision's id */
export async function conclude(play: Play, bench: Bench, ballot: string, id: string, ruling: Ruling): Promise<string> {
  const { step, outcome, reasons, then } = ruling;
  const leader = await play.as(bench.people[0] ?? '');
  await leader.get(paths.ballotPart(ballot, 'close'));
  await leader.submit('/close');
  await leader.get(paths.ballotPart(ballot, 'reasons'));
  await leader.submit('/reasons', reasons);
  if (leader.visit.status !== 200) throw new Error(`${step}: the reasons were refused: ${leader.text}`);
  play.see(step, leader, `${bench.rules}: ${outcomes[outcome]} ${reasons.reasons}`);
  const group = await play.as('trailblazer');
  await group.get(paths.proposal(id));
  play.see('its group reads where it is now', group, then);
  const link = leader.page('main a[href^="/decisions/"]').attr('href');
  if (link === undefined) throw new Error(`${step}: ${leader.visit.url} does not lead to the decision`);
  return link.split('/')[2] ?? '';
}

/** A ballot from its opening to the decision, in which all vote the same. @returns the decision's id */
export async function decided(
  play: Play,
  bench: Bench,
  id: string,
  { see, vote: given, ...ruling }: Ruling & { see: string; vote?: Values },
): Promise<string> {
  const ballot = await open(play, bench, id, see);
  await vote(play, ballot, bench.people, ruling.outcome, given);
  return conclude(play, bench, ballot, id, ruling);
}
