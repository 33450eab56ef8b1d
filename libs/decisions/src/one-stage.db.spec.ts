import { Accounts, WaitingList } from '@app/accounts';
import { Forbidden, newId, type Role } from '@app/kernel';
import { PanelQueries, Panels } from '@app/panels';
import { Proposal, stageActsOn } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Conclusions, DecisionQueries, Reversals, Reviews } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const none = { interested: false, details: '' };
const scope = 'route:digital';
const request = { kind: 'content', field: 'duties', text: 'Split D1', workingDays: 10 } as const;
const conclusion = { reasons: 'The reasons', requirementReasons: {}, conditions: [] };

let at: At;
let admin: Person, admin2: Person;
beforeAll(async () => {
  at = await aPanelAtWork();
  admin = await at.ctx.person('Admin', { role: 'administrator' });
  admin2 = await at.ctx.person('Admin two', { role: 'administrator' });
});
afterAll(() => at?.ctx.close());

const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });
const panel = () => [at.chair, at.one, at.two, at.three];

/** Somebody with these parts, until the test ends: the electorates of the next one are as before. */
async function withSomebody(roles: readonly Role[], work: (both: Person) => Promise<void>): Promise<void> {
  const grants = roles.map((role) => (role === 'panel-member' ? { role, scope } : { role }));
  const both = await at.ctx.person('Both', ...grants);
  const end = 'update person_grant set valid_until = waymark_now() where person_id = $1';
  await work(both).finally(() => at.sql(end, [both.id]));
}

async function acceptedBy(person: Person): Promise<string> {
  const id = await at.proposals.start(at.proposer, at.groupId, newId());
  await at.proposals.amend(at.proposer, id, 1, { part: 'all', change: () => aCompleteContent() });
  await at.proposals.submit(at.proposer, id, 2, newId());
  await at.proposals.accept(person, id, undefined, 'No peer was free');
  return id;
}

/** A ballot in which these vote, closed and concluded by the first of them. @returns the decision's id */
async function concluded(id: string, slug: string, people: readonly Person[]): Promise<string> {
  const [leader = at.chair] = people;
  const ballot = await at.ballots.open(leader, await at.order(id, slug));
  await at.votes(people, ballot);
  await at.closing.close(leader, ballot, newId());
  await lib(Conclusions).conclude(leader, ballot, conclusion);
  const [row] = (await at.sql('select id from decision where ballot_id = $1', [ballot])) as { id: string }[];
  return row?.id ?? '';
}

const asked = (decision: string): Promise<string> =>
  lib(Reviews).ask(at.proposer, decision, { grounds: ['no-power'], statement: 'A letter', key: newId() });
const waitsFor = async (person: Person): Promise<string> =>
  (await lib(WaitingList).entries(at.ctx.db.read(), person)).map(({ href }) => href).join(' ');

describe('one person acts in one stage of a request', () => {
  it('what counts as an act, and of whom, is told by one view', async () => {
    const { officer, committee } = at;
    const id = await acceptedBy(officer);
    await concluded(id, 'digital', panel());
    const decision = await concluded(id, 'committee', committee);
    const review = await asked(decision);
    await lib(Reviews).consider(admin, review, 'It came');
    await lib(Reviews).decide(admin2, review, { outcome: 'not-upheld', reasons: 'It was read' });
    await lib(Reversals).reopen(committee[1] ?? officer, decision, 'A second letter');
    const acts = await stageActsOn(at.ctx.db.read(), id);
    const names = new Map([officer, ...panel(), ...committee, admin, admin2].map((who) => [who.id, who.name]));
    expect(acts.map(({ personId, stage, act }) => `${names.get(personId)}: ${stage} ${act}`)).toEqual([
      'Officer: officer-check accepted',
      ...['Chair', 'One', 'Two', 'Three'].map((name) => `${name}: panel voted`),
      'Chair: panel closed',
      'Chair: panel reasons',
      'C1: committee voted',
      'C2: committee voted',
      'C1: committee closed',
      'C1: committee reasons',
      'Admin: review considered',
      'Admin two: review decided',
      'C2: committee reopened',
    ]);
  });

  it('who checked a request takes no part in the panel: neither votes nor leads, and leaves the denominator', async () => {
    await withSomebody(['product-manager', 'panel-member'], async (both) => {
      const { ballots, pages, chair, closing, votes } = at;
      const id = await acceptedBy(both);
      const did = "accepted this in the officer's check";
      const against = `You ${did}, so you take no part in the panel's ballot`;
      const { ready } = await lib(PanelQueries).page(both, 'digital');
      expect(ready.find((item) => item.id === id)).toMatchObject({ mayOpen: false, actedElsewhere: against });
      const opening = await lib(PanelQueries).opening(chair, 'digital', { kind: 'proposal', id });
      const outlook = { members: 5, voters: 4, quorum: 3, noPart: [{ name: 'Both', did }] };
      expect(opening).toMatchObject({ outlook, problems: [] });
      const ballot = await ballots.open(chair, await at.order(id));
      await expect(ballots.declare(both, ballot, { ...none, key: newId() })).rejects.toThrow(new Forbidden(against));
      await expect(ballots.vote(both, ballot, await at.voteOf(ballot))).rejects.toThrow(against);
      await expect(closing.close(both, ballot, newId())).rejects.toThrow(Forbidden);
      const own = await pages.page(both, ballot);
      expect([own.step, own.actedElsewhere, own.may.vote, own.may.declare]).toEqual(['ballot', against, false, false]);
      const { standing, noPart } = await pages.page(chair, ballot);
      expect([standing.turnout.of, standing.missing.length, noPart]).toEqual([4, 4, [{ name: 'Both', did }]]);
      expect(await waitsFor(both)).not.toContain(ballot);
      await votes(panel(), ballot);
      await closing.close(chair, ballot, newId());
      await lib(Conclusions).conclude(chair, ballot, conclusion);
      expect((await pages.page(at.officer, ballot)).standing.turnout).toEqual({ voted: 4, of: 4 });
      expect(await at.stateOf(id)).toBe('with-committee');
    });
  });

  it('who voted in the panel is missed before the ballot of the committee opens, not after', async () => {
    await withSomebody(['panel-member', 'committee-member'], async (both) => {
      const { ballots, committee, officer } = at;
      const [c1 = officer] = committee;
      const id = await acceptedBy(officer);
      await concluded(id, 'digital', [...panel(), both]);
      const against = "You voted on this in the Digital route panel, so you take no part in the committee's decision";
      await expect(ballots.open(both, await at.order(id, 'committee'))).rejects.toThrow(against);
      const rules = { quorumPercent: 50, thresholdPercent: 50, blockingRejects: 0, chairBlocks: false };
      await lib(Panels).setRules(admin, 'committee', { ...rules, quorumFloor: 3, castingVote: false }, 1);
      const lack = "The quorum of 3 can't be reached: 2 of 3 members can take part";
      const { problems } = await lib(PanelQueries).opening(c1, 'committee', { kind: 'proposal', id });
      expect(problems[0]).toContain(lack);
      await expect(ballots.open(c1, await at.order(id, 'committee'))).rejects.toThrow(lack);
      await lib(Panels).setRules(admin, 'committee', { ...rules, quorumFloor: 2, castingVote: false }, 2);
      const decision = await concluded(id, 'committee', committee);
      await expect(lib(Reversals).reopen(both, decision, 'No')).rejects.toThrow(against);
      const [newest] = await lib(DecisionQueries).onProposal(both, id);
      expect(newest).toMatchObject({ may: { reopen: false }, againstReopening: against, inTwoStages: false });
    });
  });

  it('who voted in the committee does not check what comes back; who did before does, and every stage goes on anew', async () => {
    await withSomebody(['product-manager', 'committee-member'], async (both) => {
      const { committee, proposals, proposer, officer, ballots } = at;
      const id = await acceptedBy(officer);
      await concluded(id, 'digital', panel());
      const ballot = await ballots.open(both, await at.order(id, 'committee'));
      await at.votes([...committee, both], ballot);
      await at.leading.end(both, ballot, { why: 'A paper was missing', key: newId() });
      await at.sql(`update proposal set state = 'submitted' where id = $1`, [id]);
      const against = "You voted on this in the Approvals committee, so you take no part in the officer's check";
      await expect(proposals.accept(both, id, undefined, 'None')).rejects.toThrow(against);
      await expect(proposals.returnWith(both, id, [request])).rejects.toThrow(against);
      expect([await waitsFor(both), await waitsFor(officer)].map((text) => text.includes(id))).toEqual([false, true]);
      await proposals.returnWith(officer, id, [request]);
      const { version } = await at.ctx.db.read().get(Proposal, id);
      await proposals.submit(proposer, id, version, newId());
      await proposals.accept(officer, id, undefined, 'No peer was free');
      await concluded(id, 'digital', panel());
      await concluded(id, 'committee', [...committee, both]);
      expect(await at.stateOf(id)).toBe('agreed');
    });
  });

  it('an administrator who closed a ballot has no part in the review, nor who decided the review in the ballot after it', async () => {
    await withSomebody(['administrator'], async (both) => {
      const { committee, officer, ballots, pages, ctx } = at;
      const id = await acceptedBy(officer);
      await concluded(id, 'digital', panel());
      const idle = await ballots.open(committee[0] ?? officer, await at.order(id, 'committee'));
      await at.leading.end(both, idle, { why: 'Nobody came', key: newId() });
      const decision = await concluded(id, 'committee', committee);
      const review = await asked(decision);
      const closed = 'You closed the ballot on this in the Approvals committee, so you take no part in the procedural';
      await expect(lib(Reviews).consider(both, review, 'x')).rejects.toThrow(closed);
      expect((await lib(DecisionQueries).review(both, review)).actedElsewhere).toContain(closed);
      expect(await waitsFor(both)).not.toContain(review);
      await lib(Reviews).consider(admin, review, 'It came');
      await lib(Reviews).decide(admin2, review, { outcome: 'upheld', reasons: 'It was not read' });
      const seat = { personId: admin2.id, role: 'committee-member', scope: null, until: null } as const;
      await ctx.db.write(async (tx) => lib(Accounts).grant(tx, admin, { ...seat, from: await tx.now() }));
      const sits = { ...admin2, grants: [...admin2.grants, { role: seat.role, scope: null }] };
      const afresh = await ballots.open(committee[0] ?? officer, await at.order(id, 'committee'));
      const against = "You decided the procedural review of this, so you take no part in the committee's decision";
      await expect(ballots.vote(sits, afresh, await at.voteOf(afresh))).rejects.toThrow(against);
      expect((await pages.page(sits, afresh)).standing.turnout.of).toBe(2);
      await at.sql(
        `update person_grant set valid_until = waymark_now() where role = 'committee-member' and person_id = $1`,
        [admin2.id],
      );
    });
  });
});
