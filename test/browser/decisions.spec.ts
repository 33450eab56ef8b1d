import { Conclusions, type ConditionOrder, Conditions, DecisionQueries, Reviews } from '@app/decisions';
import { type Actor, endOfLondonDay, londonDate, newId, paths, routeScope } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Agendas, MeetingQueries, Meetings, Minutes } from '@app/meetings';
import { BallotClosing, Ballots, type Choice } from '@app/panels';
import { ProposalQueries, Proposals, requirements } from '@app/proposals';
import { someGrounds } from '@app/proposals/testing';
import { RevisionDrafting } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import { Browsing, faultsOf } from '../support/browsing';
import { aGroup, aRequest, aSubmittedProposal, type Group } from '../support/builders';

type Person = Actor & { id: string };
const day = 86_400_000;

let site: Site;
let browsing: Browsing;
let group: Group;
const people: Record<string, Person> = {};
const made: Record<string, string> = {};

async function person(name: string, grant: Actor['grants'][number]): Promise<void> {
  const given = grant.scope === null ? { role: grant.role } : { role: grant.role, scope: grant.scope };
  const id = await site.person(`${name} Tester`, `${name}@example.test`, given);
  people[name] = { kind: 'person', id, name, grants: [grant] };
}

const as = (name: string): Person => {
  const found = people[name];
  if (found === undefined) throw new Error(`${name} is not there`);
  return found;
};
const panel = ['chair', 'one', 'two', 'three'];
const carers = ['carer', 'carer2', 'carer3'];
const committee = ['c1', 'c2'];

/** A ballot with these votes; closed, unless it is to stay open. @returns its id */
async function ballot(
  id: string,
  slug: string,
  votes: Readonly<Record<string, Choice | 'interested'>>,
  close = true,
): Promise<string> {
  const [leader = ''] = Object.keys(votes);
  const reader = site.db.read();
  const contentHash = (await site.lib(ProposalQueries).latestVersion(reader, id))?.contentHash ?? '';
  const closesAt = new Date((await reader.now()).getTime() + 5 * day);
  const order = { slug, subject: { kind: 'proposal', id }, contentHash, closesAt, key: newId() };
  const opened = await site.lib(Ballots).open(as(leader), order);
  for (const [name, choice] of Object.entries(votes)) {
    const conditions = choice === 'approve-with-conditions' ? ['Name two employers'] : [];
    const interested = choice === 'interested';
    const details = interested ? 'A sister' : '';
    await site.lib(Ballots).declare(as(name), opened, { interested, details, key: newId() });
    if (interested) continue;
    const vote = { choice, reason: 'Because it is so', conditions, contentHash, seen: 0, key: newId() };
    await site.lib(Ballots).vote(as(name), opened, vote);
  }
  if (close) await site.lib(BallotClosing).close(as(leader), opened, newId());
  return opened;
}

async function conclude(ballotId: string, leader: string, conditions: readonly ConditionOrder[] = []): Promise<string> {
  const requirementReasons = Object.fromEntries(requirements.map(({ key }) => [key, 'The reason in words']));
  await site.lib(Conclusions).conclude(as(leader), ballotId, { reasons: 'In all', requirementReasons, conditions });
  const row = await site.db.read().one<{ id: string }>('select id from decision where ballot_id = $1', [ballotId]);
  return row?.id ?? '';
}

const all = (names: readonly string[], choice: Choice) => Object.fromEntries(names.map((name) => [name, choice]));

async function before(title: string): Promise<string> {
  const id = await aSubmittedProposal(site, group, { title });
  await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
  return id;
}

async function recommended(title: string): Promise<string> {
  const id = await before(title);
  await conclude(await ballot(id, 'digital', all(panel, 'approve')), 'chair');
  return id;
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  browsing = await Browsing.on(site);
  group = await aGroup(site);
  await person('ada', { role: 'administrator', scope: null });
  for (const name of panel) {
    await person(name, { role: name === 'chair' ? 'panel-chair' : 'panel-member', scope: routeScope('digital') });
  }
  for (const name of carers) {
    await person(name, { role: name === 'carer' ? 'panel-chair' : 'panel-member', scope: routeScope('care-services') });
  }
  for (const name of committee) await person(name, { role: 'committee-member', scope: null });
  await conditional();
  await refused();
  await moved();
  made.open = await ballot(await before('Open case'), 'digital', all(['chair', 'one'], 'approve'), false);
  made.tied = await ballot(await before('Tied case'), 'digital', {
    ...all(['chair', 'one'], 'approve'),
    ...all(['two', 'three'], 'reject'),
  });
  made.closed = await ballot(await recommended('Closed case'), 'committee', all(committee, 'approve-with-conditions'));
  await withheld();
  await site.settle();
});
afterAll(async () => {
  await browsing?.close();
  await site?.close();
});

async function conditional(): Promise<void> {
  const closed = await ballot(
    await recommended('Conditional case'),
    'committee',
    all(committee, 'approve-with-conditions'),
  );
  const dueOn = endOfLondonDay(londonDate(new Date((await site.db.read().now()).getTime() + 20 * day)));
  const conditions = ['Name two employers', 'Describe the checks'].map((text) => ({ text, dueOn }));
  made.conditional = await conclude(closed, 'c1', conditions);
  const rows = await site.db
    .read()
    .rows<{ id: string }>('select id from condition where decision_id = $1 order by no', [made.conditional]);
  made.met = rows[0]?.id ?? '';
  made.agreed = rows[1]?.id ?? '';
  await site.lib(Conditions).meet(group.chair, made.met, { text: 'Acme and Bolt', key: newId() });
}

async function refused(): Promise<void> {
  const reject = async (title: string) =>
    conclude(await ballot(await recommended(title), 'committee', all(committee, 'reject')), 'c1');
  made.reviewed = await reject('Reviewed case');
  made.refused = await reject('Refused case');
  made.review = await site.lib(Reviews).ask(group.chair, made.reviewed, {
    grounds: ['process-not-followed'],
    statement: 'No notice was given',
    key: newId(),
  });
}

/** Two changes that move an occupation to another route: one with a panel, one whose panels differ, which is decided. */
async function moved(): Promise<void> {
  const asked = { route: 'care-services', grounds: someGrounds };
  const before = async () => {
    const id = await aRequest(site, group, { kind: 'change', occupation: 'OCC0116' }, asked);
    await site.lib(Proposals).submit(group.chair, id, 2, newId());
    await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
    await conclude(await ballot(id, 'digital', all(panel, 'reject')), 'chair');
    return id;
  };
  made.moving = await before();
  const decided = await before();
  made.firstPanel = (await site.lib(DecisionQueries).onProposal(as('ada'), decided))[0]?.decision.id ?? '';
  await conclude(await ballot(decided, 'care-services', all(carers, 'approve')), 'carer');
  made.moveBallot = await ballot(decided, 'committee', all(committee, 'approve'));
  made.moved = await conclude(made.moveBallot, 'c1');
  await taken(decided, made.moved);
}

/** A member who takes no part in it finds what is public; minutes name nothing that is not. */
async function withheld(): Promise<void> {
  const id = await before('Public case');
  await conclude(
    await ballot(id, 'digital', { ...all(['chair', 'one', 'two'], 'reject'), three: 'interested' }),
    'chair',
  );
  made['closed-to-three'] = id;
  made.minutes = await minutes();
}

/** A meeting of the panel on what lies before it, with published minutes. @returns their public address */
async function minutes(): Promise<string> {
  const [chair, id] = [as('chair'), newId()];
  const startsAt = new Date((await site.db.read().now()).getTime() + day);
  await site.lib(Meetings).plan(chair, 'digital', { id, startsAt, place: 'Room 1', link: '' });
  const page = () => site.lib(MeetingQueries).page(chair, id);
  await site.lib(Agendas).build(chair, { id, version: (await page()).meeting.version });
  await site.clock.advance(day + 3_600_000);
  const lines = (await page()).lines ?? [];
  const entries = lines.map((line) => ({
    item: line.id,
    text: 'It was discussed.',
    outcome: 'Noted',
    deferred: false,
  }));
  await site.lib(Minutes).write(chair, { id, no: 0 }, entries);
  await site.lib(Minutes).agree(chair, { id, no: 1 });
  await site.lib(Minutes).publish(chair, id);
  return paths.routePanelMinutes('digital', 1);
}

/** A map revision holds a request whose decision is under procedural review. */
async function taken(id: string, decision: string): Promise<void> {
  const into = { id: newId(), title: 'Moves it', kind: 'day-to-day', minor: true } as const;
  const pathway = Object.values((await site.lib(EditionStore).liveState(site.db.read())).pathways).find(
    ({ route }) => route === 'care-services',
  );
  made.waiting = (
    await site.lib(RevisionDrafting).takeProposal(as('ada'), into, id, { pathway: pathway?.slug ?? '', cluster: null })
  ).id;
  const order = { grounds: ['no-power'] as const, statement: 'Nobody had the power', key: newId() };
  await site.lib(Reviews).ask(group.chair, decision, order);
}

type Case = [name: string, person: string | null, url: () => string, heading: string];
const of = (key: string): string => made[key] ?? '';
const cases: readonly Case[] = [
  ['the register', null, paths.decisions, 'Decisions'],
  ['a decision with conditions', null, () => paths.decision(of('conditional')), 'Conditional case'],
  ['a decision under review', null, () => paths.decision(of('reviewed')), 'Reviewed case'],
  ['the letter', 'chair-of-group', () => paths.decisionLetter(of('conditional')), 'Decision on'],
  ['the conditions', 'chair-of-group', () => paths.decisionConditions(of('conditional')), 'Conditions of'],
  ['evidence', 'chair-of-group', () => paths.condition(of('agreed'), 'meet'), 'Evidence for condition 2'],
  ['checking evidence', 'officer', () => paths.condition(of('met'), 'check'), 'Check condition 1'],
  ['more time', 'officer', () => paths.condition(of('agreed'), 'extend'), 'More time for condition 2'],
  ['asking for a review', 'chair-of-group', () => paths.reviewAsking(of('refused')), 'Ask for a procedural review'],
  ['a review', 'chair-of-group', () => paths.review(of('review')), 'Procedural review PR0001'],
  ['considering a review', 'ada', () => paths.reviewPart(of('review'), 'consider'), 'Procedural review PR0001'],
  ['taking a decision afresh', 'c1', () => paths.decisionReopening(of('refused')), 'Decide afresh'],
  ['a ballot in which one has voted', 'chair', () => paths.ballot(of('open')), 'Open case'],
  ['a vote with conditions', 'chair', () => paths.ballotPart(of('open'), 'vote'), 'Vote on'],
  ['deferring', 'chair', () => paths.ballotPart(of('open'), 'defer'), 'Defer the ballot'],
  ['closing without an outcome', 'chair', () => paths.ballotPart(of('open'), 'end'), 'without an outcome'],
  ['the outlook', 'chair', () => paths.ballotPart(of('open'), 'outlook'), 'What would change the outcome'],
  ['the casting vote', 'chair', () => paths.ballotPart(of('tied'), 'casting-vote'), 'Casting vote'],
  ['the reasons with conditions', 'c1', () => paths.ballotPart(of('closed'), 'reasons'), 'The committee decides'],
  ['a move that one panel has recommended on', 'officer', () => paths.proposal(of('moving')), 'Software developer'],
  [
    'its ballot before the other panel',
    'carer',
    () => paths.ballotOpening('care-services', of('moving')),
    'Open a ballot',
  ],
  [
    'what one of the two panels says',
    'chair-of-group',
    () => paths.decisionLetter(of('firstPanel')),
    'Recommendation on',
  ],
  ['the ballot of the committee on a move', 'c1', () => paths.ballot(of('moveBallot')), 'Software developer'],
  ['the decision on a move', null, () => paths.decision(of('moved')), 'Software developer'],
  ['its letter', 'chair-of-group', () => paths.decisionLetter(of('moved')), 'Decision on'],
  ['a decided case that one takes no part in', 'three', () => paths.proposal(of('closed-to-three')), 'Public case'],
  ['published minutes with an item that is not public', null, () => of('minutes'), 'Minutes of meeting 1'],
  ['a map revision that waits for a review', 'ada', () => paths.revision(of('waiting')), 'Moves it'],
  ['the list of map revisions', 'ada', paths.revisions, 'Map revisions'],
  ['the rules of a panel', 'ada', () => paths.panelRules('digital'), 'Rules of'],
];

describe.each<Case>(cases)('%s', (_, name, url, heading) => {
  it('has nothing wrong with it', async () => {
    const page = await browsing.tab(name);
    await page.goto(url());
    expect(await page.locator('h1').innerText()).toContain(heading);
    expect(await faultsOf(page)).toEqual([]);
  });
});

describe('the letter on paper', () => {
  it('is the letter alone', async () => {
    const page = await browsing.tab('chair-of-group');
    await page.goto(paths.decisionLetter(of('conditional')));
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.waymark-letter').isVisible()).toBe(true);
    for (const part of [
      '.waymark-header',
      '.govuk-back-link',
      '.waymark-who',
      '.waymark-footer',
      '.waymark-screen-only',
    ]) {
      expect([part, await page.locator(part).first().isVisible()]).toEqual([part, false]);
    }
    await page.emulateMedia({ media: null });
  });
});
