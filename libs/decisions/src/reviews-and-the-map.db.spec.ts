import { WaitingList } from '@app/accounts';
import { newId } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { Outbox } from '@app/platform';
import { ProposalQueries, requirements } from '@app/proposals';
import { Revision, RevisionDrafting, RevisionQueries, RevisionRehearsal, Revisions } from '@app/revisions';
import { type Publishing, publishing } from '@app/revisions/testing';
import { publishMap } from '@test/support';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';
import { Conclusions, DecisionQueries, Reviews } from './index';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;
const requirementReasons = Object.fromEntries(requirements.map(({ key }) => [key, `About ${key}`]));
const words = /OP\d+ is under procedural review PR\d+ since .*: it waits for the outcome/;

let at: At;
let site: Publishing;
let considerer: Person, decider: Person;
const lib = <T>(type: new (...given: never[]) => T): T => at.ctx.module.get<T>(type, { strict: false });

beforeAll(async () => {
  at = await aPanelAtWork();
  const edition = { state: smallMap(), kind: 'day-to-day', note: 'The first' } as const;
  await at.ctx.db.write((tx) => publishMap(tx, lib(EditionStore), edition));
  site = await publishing(at.ctx);
  considerer = await at.ctx.person('Considerer', { role: 'product-manager' });
  decider = await at.ctx.person('Decider', { role: 'administrator' });
});
afterAll(() => at?.ctx.close());

/** An occupation that the committee has agreed. */
async function agreed(): Promise<{ id: string; decision: string }> {
  const { id, ballot } = await at.opened();
  await at.votes([at.chair, at.one, at.two, at.three], ballot);
  await at.closing.close(at.chair, ballot, newId());
  const order = { reasons: 'A clear need', requirementReasons, conditions: [] };
  await lib(Conclusions).conclude(at.chair, ballot, order);
  const [first = at.officer] = at.committee;
  const second = await at.ballots.open(first, await at.order(id, 'committee'));
  await at.votes(at.committee, second);
  await at.closing.close(first, second, newId());
  await lib(Conclusions).conclude(first, second, order);
  return { id, decision: (await lib(DecisionQueries).ofBallot(second)) ?? '' };
}

const ask = (decision: string) =>
  lib(Reviews).ask(at.proposer, decision, { grounds: ['no-power'], statement: 'Nobody had it', key: newId() });
async function end(review: string, outcome: 'upheld' | 'not-upheld'): Promise<void> {
  await lib(Reviews).consider(considerer, review, 'What I found');
  await lib(Reviews).decide(decider, review, { outcome, reasons: 'Because' });
}
const place = { pathway: 'digital-production', cluster: null };
const beginnings = () => ({ id: newId(), title: 'Adds it', kind: 'day-to-day', minor: true }) as const;
const taken = async (id: string, into = beginnings()): Promise<string> =>
  (await lib(RevisionDrafting).takeProposal(site.ada, into, id, place)).id;
const read = async (id: string) => ({ id, version: (await at.ctx.db.read().get(Revision, id)).version });
const revisionIs = async (id: string) => (await lib(RevisionQueries).summary(at.ctx.db.read(), id)).state;
const waits = async (person: Person): Promise<string> =>
  (await lib(WaitingList).entries(at.ctx.db.read(), person)).map(({ text }) => text).join('; ');

describe('a proposal under procedural review', () => {
  it('is not taken into a map revision before the review has ended without a remedy', async () => {
    const { id, decision } = await agreed();
    const { reference } = await lib(ProposalQueries).summary(at.ctx.db.read(), id);
    expect(await waits(site.ada)).toContain(`Put ${reference}`);
    const review = await ask(decision);
    await expect(taken(id)).rejects.toThrow(words);
    expect([await at.stateOf(id), await waits(site.ada)]).toEqual([
      'agreed',
      expect.not.stringContaining(`Put ${reference}`),
    ]);
    await end(review, 'not-upheld');
    await taken(id);
    expect(await at.stateOf(id)).toBe('in-revision');
  });

  it('keeps a draft from its approval, in words on its page and in its rehearsal, until the review has ended', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await lib(Revisions).request(site.ada, await read(revision));
    const cases = await lib(DecisionQueries).onProposal(at.proposer, id);
    expect(cases.find((one) => one.decision.id === decision)?.may.askReview).toBe(true);
    const review = await ask(decision);
    await expect(lib(Revisions).approve(site.bo, await read(revision))).rejects.toThrow(words);
    expect((await lib(RevisionQueries).detail(revision)).reviews).toMatchObject([{ proposalId: id }]);
    const { problems } = await lib(RevisionRehearsal).run(site.bo, revision);
    expect(problems.map(({ text }) => text)).toContainEqual(expect.stringMatching(words));
    expect(await waits(site.bo)).not.toContain('Approve map revision');
    await end(review, 'not-upheld');
    await lib(Revisions).approve(site.bo, await read(revision));
    expect(await revisionIs(revision)).toBe('approved');
  });

  it('stops a publication whose minute comes while the review is under way', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await site.schedule(revision, 2);
    const review = await ask(decision);
    await site.wait(3);
    const row = await lib(RevisionQueries).summary(at.ctx.db.read(), revision);
    expect(row).toMatchObject({ state: 'stopped', stoppedReason: expect.stringMatching(words) });
    expect(await at.stateOf(id)).toBe('in-revision');
    await end(review, 'not-upheld');
    await lib(Revisions).giveBack(site.ada, await read(revision), 'The review has ended');
    await site.schedule(revision, 2);
    expect(await revisionIs(revision)).toBe('scheduled');
    await lib(Revisions).unschedule(site.ada, await read(revision));
  });

  it('leaves a scheduled map revision when the review is upheld; that is a draft again, and says why', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await site.schedule(revision, 5);
    await end(await ask(decision), 'upheld');
    expect([await at.stateOf(id), await revisionIs(revision)]).toEqual(['with-committee', 'draft']);
    const { operations, drafters, revision: row } = await lib(RevisionQueries).detail(revision);
    expect([operations, row.approvedBy, row.scheduledFor]).toEqual([[], null, null]);
    expect(drafters).not.toContain(decider.id);
    const [event] = await at.sql(`select content from event where subject_id = $1 and type = 'revision.returned'`, [
      revision,
    ]);
    expect(JSON.stringify(event)).toContain('was upheld');
  });

  it('is told of to who drafted and approved the map revision that holds it', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await site.schedule(revision, 60);
    await lib(Outbox).drain();
    const told = async (): Promise<unknown[]> => {
      await lib(Outbox).drain();
      const rows = await at.sql(
        `select n.person_id as person, split_part(n.subject, ':', 1) as said from notification n
           join event e on e.seq = n.cause_seq where e.type in ('procedural-review.asked', 'procedural-review.decided')
           and e.content like '%' || $1 || '%' and n.topic = 'revisions' order by n.person_id`,
        [id],
      );
      return rows;
    };
    const review = await ask(decision);
    const both = (said: string) => [site.ada.id, site.bo.id].map((person) => ({ person, said }));
    // Who drafted it took the request in. Who only approved may consider the review, and is told of that, or of this.
    expect(await told()).toContainEqual({ person: site.ada.id, said: 'Waits for a review' });
    await end(review, 'not-upheld');
    expect(await told()).toEqual(expect.arrayContaining(both('Goes on')));
  });

  it('and a draft that takes it at the same moment do not both succeed', async () => {
    const { id, decision } = await agreed();
    const outcomes = await Promise.allSettled([ask(decision), taken(id), ask(decision)]);
    const [first, take, second] = outcomes.map(({ status }) => status);
    expect([first, second].sort()).toEqual(['fulfilled', 'rejected']);
    expect(await at.stateOf(id)).toBe(take === 'fulfilled' ? 'in-revision' : 'agreed');
  });

  it('is kept from the map, and its map revision from an approval, by the database, too', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await lib(Revisions).request(site.ada, await read(revision));
    await ask(decision);
    await expect(at.sql(`update proposal set state = 'on-map' where id = $1`, [id])).rejects.toThrow(
      'a proposal under procedural review waits',
    );
    await expect(
      at.sql(`update revision set approved_by = $2, approved_at = waymark_now() where id = $1`, [revision, site.bo.id]),
    ).rejects.toThrow('waits for the procedural review');
  });

  it('goes on by itself at its minute where the review ended before', async () => {
    const { id, decision } = await agreed();
    const revision = await taken(id);
    await site.schedule(revision, 5);
    await end(await ask(decision), 'not-upheld');
    await site.wait(6);
    expect([await revisionIs(revision), await at.stateOf(id)]).toEqual(['published', 'on-map']);
  });
});
