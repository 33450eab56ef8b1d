import { WaitingList } from '@app/accounts';
import { newId, NotFound, Refused, systemActor } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { type Outcome, Panels, PanelWork, PipelineQueries } from '@app/panels';
import { Outbox } from '@app/platform';
import { ProposalProgress, ProposalQueries, requirements } from '@app/proposals';
import { someGrounds } from '@app/proposals/testing';
import { RevisionDrafting } from '@app/revisions';
import { publishMap } from '@test/support';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Conclusions, DecisionQueries, RegisterQueries, Reversals } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
type Slug = 'digital' | 'care-services' | 'committee';
const requirementReasons = Object.fromEntries(requirements.map(({ key }) => [key, `About ${key}`]));

let at: At;
let carers: Person[];
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });

beforeAll(async () => {
  at = await aPanelAtWork();
  const edition = { state: smallMap(), kind: 'day-to-day', note: 'The first' } as const;
  await at.ctx.db.write(async (tx) => {
    await publishMap(tx, lib(EditionStore), edition);
    await lib(Panels).establish(tx, systemActor('test'), [{ slug: 'care-services', name: 'Care services' }]);
  });
  const scope = 'route:care-services';
  carers = [
    await at.ctx.person('Carer', { role: 'panel-chair', scope }),
    await at.ctx.person('Carer two', { role: 'panel-member', scope }),
    await at.ctx.person('Carer three', { role: 'panel-member', scope }),
  ];
});
afterAll(() => at?.ctx.close());

/** A change that moves an occupation from Digital to Care services, accepted by the officer. */
async function moving(): Promise<string> {
  const { proposals, proposer, officer, groupId } = at;
  const id = await proposals.start(proposer, groupId, newId(), { kind: 'change', occupation: 'OCC0116' });
  await proposals.amend(proposer, id, 1, {
    part: 'all',
    change: (content) => ({ ...content, route: 'care-services', grounds: someGrounds }),
  });
  await proposals.submit(proposer, id, 2, newId());
  await proposals.accept(officer, id, undefined, 'No peer was free');
  return id;
}

const peopleOf = (slug: Slug): Person[] =>
  slug === 'digital' ? [at.chair, at.one, at.two] : slug === 'care-services' ? carers : at.committee;

/** A ballot from its opening to its close. @returns its id, and how its leader gives the reasons */
async function voted(
  id: string,
  slug: Slug,
  choice: Outcome,
): Promise<{ ballot: string; conclude: () => Promise<void> }> {
  const [leader = at.officer, ...others] = peopleOf(slug);
  const ballot = await at.ballots.open(leader, await at.order(id, slug));
  await at.votes([leader, ...others], ballot, choice);
  const left = slug === 'digital' ? [at.three] : [];
  await at.votes(left, ballot, choice);
  await at.closing.close(leader, ballot, newId());
  const conditions = choice === 'approve-with-conditions' ? [{ text: `By the ${slug}`, dueOn: null }] : [];
  const order = { reasons: `What the ${slug} says`, requirementReasons, conditions };
  return { ballot, conclude: () => lib(Conclusions).conclude(leader, ballot, order) };
}

/** The same with its reasons. @returns the id of the recommendation or decision */
async function concluded(id: string, slug: Slug, choice: Outcome): Promise<string> {
  const { ballot, conclude } = await voted(id, slug, choice);
  await conclude();
  return (await lib(DecisionQueries).ofBallot(ballot)) ?? '';
}

const isPublic = async (decision: string): Promise<boolean> =>
  (await lib(RegisterQueries).page({ route: null, year: null, after: null })).rows.some(({ id }) => id === decision);
const inRegister = async (route: string): Promise<string[]> =>
  (await lib(RegisterQueries).page({ route, year: null, after: null })).rows.map(({ id }) => id);
const waits = async (person: Person): Promise<string> =>
  (await lib(WaitingList).entries(at.ctx.db.read(), person)).map(({ text }) => text).join('; ');
const before = async (slug: Slug): Promise<string[]> => {
  const panel = (await at.panels.page(at.officer, slug)).panel;
  return (await lib(PanelWork).before(at.ctx.db.read(), panel)).map(({ id }) => id);
};

describe('a change that moves an occupation to another route', () => {
  it('is before the panels of both routes, and before the committee when both have recommended', async () => {
    const id = await moving();
    const [carer = at.officer] = carers;
    for (const slug of ['digital', 'care-services'] as const) {
      expect(await before(slug)).toContain(id);
      const [leader = at.officer] = peopleOf(slug);
      expect(await waits(leader)).toContain('Open a ballot of the');
      expect(await lib(ProposalQueries).isOpenTo(leader, id)).toBe(true);
      const { items, bars } = await lib(PipelineQueries).pipeline(leader, slug);
      expect(items.map((item) => item.id)).toContain(id);
      expect(bars.find(({ stage }) => stage === 'panel')?.total).toBeGreaterThan(0);
    }
    await lib(Outbox).drain();
    const told = await at.sql(
      `select n.person_id as person from notification n join event e on e.seq = n.cause_seq
       where e.type = 'proposal.accepted' and e.subject_id = $1 and n.subject like 'Before your panel%'`,
      [id],
    );
    expect(told).toHaveLength(2);
    expect(told).toEqual(expect.arrayContaining([{ person: at.chair.id }, { person: carer.id }]));
    await concluded(id, 'digital', 'approve');
    expect(await at.stateOf(id)).toBe('with-panel');
    expect([await before('digital'), await before('care-services'), await before('committee')]).toEqual([
      expect.not.arrayContaining([id]),
      expect.arrayContaining([id]),
      expect.not.arrayContaining([id]),
    ]);
    await expect(at.ballots.open(at.chair, await at.order(id))).rejects.toThrow('not before the Digital route panel');
    const [member = at.officer] = at.committee;
    await expect(at.ballots.open(member, await at.order(id, 'committee'))).rejects.toThrow(Refused);
    await concluded(id, 'care-services', 'approve');
    expect(await at.stateOf(id)).toBe('with-committee');
    expect(await lib(ProposalQueries).isOpenTo(carer, id)).toBe(true);
  });

  it('shows the committee both recommendations with their conditions, and its letter and the register name both', async () => {
    const id = await moving();
    await concluded(id, 'digital', 'approve-with-conditions');
    await concluded(id, 'care-services', 'approve-with-conditions');
    expect(await lib(DecisionQueries).proposedBy(id)).toEqual(['By the care-services', 'By the digital']);
    const { ballot, conclude } = await voted(id, 'committee', 'approve');
    const [member = at.officer] = at.committee;
    const { recommendations } = await at.pages.page(member, ballot);
    expect(recommendations.map(({ panelName, reasons }) => [panelName, reasons])).toEqual([
      ['Care services route panel', 'What the care-services says'],
      ['Digital route panel', 'What the digital says'],
    ]);
    await conclude();
    const decision = (await lib(DecisionQueries).ofBallot(ballot)) ?? '';
    const { letter } = await lib(DecisionQueries).letter(at.proposer, decision);
    const part = letter.parts.find(({ heading }) => heading === 'What the route panels recommended');
    expect(part?.list.map(({ text }) => text)).toEqual(['What the care-services says', 'What the digital says']);
    for (const route of ['digital', 'care-services']) expect(await inRegister(route)).toContain(decision);
    const { decision: row } = await lib(RegisterQueries).one(decision);
    expect(row.recommendations.map(({ panelName }) => panelName)).toHaveLength(2);
    expect([row.leavesRoute, row.route]).toEqual(['digital', 'care-services']);
  });

  it('goes to the committee where they differ, and what one panel rejected is neither public nor final', async () => {
    const id = await moving();
    const rejected = await concluded(id, 'digital', 'reject');
    expect([await at.stateOf(id), await isPublic(rejected)]).toEqual(['with-panel', false]);
    const { letter } = await lib(DecisionQueries).letter(at.proposer, rejected);
    expect(letter.heading).toContain('Recommendation on');
    await concluded(id, 'care-services', 'approve');
    expect([await at.stateOf(id), await isPublic(rejected)]).toEqual(['with-committee', false]);
    await expect(lib(Reversals).reopen(at.committee[0] ?? at.officer, rejected, 'Again')).rejects.toThrow(NotFound);
    const { outcome, outcomeStage } = await lib(ProposalQueries).proposal(at.officer, id);
    expect([outcome, outcomeStage]).toEqual([null, null]);
    await concluded(id, 'committee', 'approve');
    expect([await at.stateOf(id), await isPublic(rejected)]).toEqual(['agreed', true]);
  });

  it('is refused where both reject it: then both are public, and the committee can be asked to decide afresh', async () => {
    const id = await moving();
    const [first, second] = [await concluded(id, 'care-services', 'reject'), await concluded(id, 'digital', 'reject')];
    expect([await at.stateOf(id), await isPublic(first), await isPublic(second)]).toEqual(['refused', true, true]);
    await lib(Reversals).reopen(at.committee[0] ?? at.officer, second, 'One report was not read');
    const decision = await concluded(id, 'committee', 'approve');
    expect((await lib(RegisterQueries).one(decision)).decision.reverses).toBe(second);
  });

  it('is returned where both ask for it, and its next version goes to both again', async () => {
    const id = await moving();
    await concluded(id, 'care-services', 'revise');
    await concluded(id, 'digital', 'revise');
    const { standing, version, outcomeReasons } = await lib(ProposalQueries).proposal(at.proposer, id);
    expect(standing).toBe('returned');
    expect(outcomeReasons).toContain('Digital route panel: What the digital says');
    await at.proposals.submit(at.proposer, id, version, newId());
    await at.proposals.accept(at.officer, id, undefined, 'No peer was free');
    expect(await before('digital')).toContain(id);
    expect(await before('care-services')).toContain(id);
  });

  it('two panels that give their reasons at once are both heard, and it moves on once', async () => {
    const id = await moving();
    const [one, other] = [await voted(id, 'digital', 'approve'), await voted(id, 'care-services', 'approve')];
    await Promise.all([one.conclude(), other.conclude()]);
    expect(await at.stateOf(id)).toBe('with-committee');
    const events = await at.sql(`select 1 from event where subject_id = $1 and type = 'proposal.recommended'`, [id]);
    expect(events).toHaveLength(1);
  });

  it('a casting vote of one panel is not lost because the other opened its ballot later', async () => {
    const id = await moving();
    const people = [at.chair, at.one, at.two, at.three];
    const ballot = await at.ballots.open(at.chair, await at.order(id));
    for (const [index, person] of people.entries()) await at.votes([person], ballot, index < 2 ? 'approve' : 'reject');
    await at.closing.close(at.chair, ballot, newId());
    const [carer = at.officer] = carers;
    await at.ballots.open(carer, await at.order(id, 'care-services'));
    expect((await at.pages.page(at.chair, ballot)).may.castingVote).toBe(true);
    expect(await waits(at.chair)).toContain('Give the casting vote');
  });

  it('cannot leave the panels in the database before both have recommended', async () => {
    const id = await moving();
    await concluded(id, 'digital', 'approve');
    const past = at.ctx.db.write((tx) => lib(ProposalProgress).recommended(tx, at.officer, id, 'approve', 'Yes'));
    await expect(past).rejects.toThrow('needs the recommendation of both panels');
    await at.proposals.withdraw(at.proposer, id);
    expect(await at.stateOf(id)).toBe('withdrawn');
  });

  it('carries the word of both panels into a map revision', async () => {
    const id = await moving();
    for (const slug of ['digital', 'care-services', 'committee'] as const) await concluded(id, slug, 'approve');
    const admin = await at.ctx.person('Admin', { role: 'administrator' });
    const into = { id: newId(), title: 'A move', kind: 'day-to-day', minor: false } as const;
    await lib(RevisionDrafting).takeProposal(admin, into, id, { pathway: 'care', cluster: null });
    const operations = await at.sql(
      `select content ->> 'op' as op, authority from revision_operation where revision_id = $1`,
      [into.id],
    );
    const [found] = await at.sql(
      `select id as "decisionId" from decision where subject_id = $1 and kind = 'decision'`,
      [id],
    );
    const authority = { ...(found as object), by: 'decision', proposalId: id };
    expect(operations).toContainEqual({ op: 'place-occupation', authority });
  });

  it('who declares an interest on one panel takes no part in the ballot of the other, either', async () => {
    const id = await moving();
    const both = await at.ctx.person(
      'On both',
      { role: 'panel-member', scope: 'route:care-services' },
      { role: 'panel-member', scope: 'route:digital' },
    );
    const ballot = await at.ballots.open(at.chair, await at.order(id));
    await at.ballots.declare(both, ballot, { interested: true, details: 'A sister', key: newId() });
    const [carer = at.officer] = carers;
    const other = await at.ballots.open(carer, await at.order(id, 'care-services'));
    expect((await at.pages.page(carer, other)).standing.recused).toEqual([both.id]);
    expect(await lib(ProposalQueries).isOpenTo(both, id)).toBe(false);
  });
});
