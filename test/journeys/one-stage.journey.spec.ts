import { type Actor, newId, paths, type Role } from '@app/kernel';
import { Ballots } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

const scope = 'route:digital';
let site: Site;
let group: Group;
let chair: Actor;

/** A member of the Digital panel who signs in, as they act. */
async function onPanel(name: string, role: Role): Promise<Actor> {
  const id = await site.person(name, `${name.toLowerCase()}@example.test`, { role, scope });
  return { kind: 'person', id, name, grants: [{ role, scope }] };
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  chair = await onPanel('Chair', 'panel-chair');
  await onPanel('One', 'panel-member');
  // Somebody who checks requests, and has a seat on the panel.
  await site.person('Bo Both', 'both@example.test', { role: 'product-manager' }, { role: 'panel-member', scope });
});
afterAll(() => site?.close());

describe('somebody with a part in two stages of a request', () => {
  const against = "You accepted this in the officer's check, so you take no part in the panel's ballot.";
  let ballot: string;

  it('accepts it, and then reads on the panel’s pages why they take no part, instead of a form', async () => {
    const id = await aSubmittedProposal(site, group);
    const [both, leader] = [await site.as('both@example.test'), await site.as('chair@example.test')];
    await both.get(paths.proposal(id));
    await both.submit('form[action$="/accept"]:has(#reason)', { reason: 'No peer was free' });
    await both.get(paths.panel('digital'));
    expect(both.text).toContain(against);
    await leader.get(paths.ballotOpening('digital', id));
    expect(leader.text).toContain("Bo Both (accepted this in the officer's check)");
    expect(leader.text).toContain("The quorum of 3 can't be reached: 2 of 3 members can take part");
    expect(leader.$('main form')).toHaveLength(0);
    await onPanel('Two', 'panel-member');
    await leader.get(paths.ballotOpening('digital', id));
    expect(leader.text).toContain('3 of 4 members');
    await leader.submit('main form');
    expect(leader.url).toMatch(/^\/ballots\//);
    ballot = leader.url.split('/')[2] ?? '';
    await both.get(paths.ballot(ballot));
    expect([both.status, both.text.includes(against)]).toEqual([200, true]);
    for (const part of ['interest', 'vote', 'close', 'defer'] as const) {
      await both.get(paths.ballotPart(ballot, part));
      expect(both.url).toBe(paths.ballot(ballot));
    }
  });

  it('is refused in the same words where the form is sent all the same', async () => {
    const both = await site.as('both@example.test');
    await both.get(paths.account());
    const token = String(both.$('[name=_csrf]').first().val());
    const body = new URLSearchParams({ _csrf: token, key: newId(), interested: 'no' });
    await both.post(paths.ballotPart(ballot, 'interest'), body);
    expect([both.status, both.text.includes(against)]).toEqual([403, true]);
  });

  it('votes on another one, and reads on the case why somebody else checks it when it comes back', async () => {
    const id = await aSubmittedProposal(site, group, { title: 'Signage designer' });
    await site.lib(Proposals).accept(group.officer, id, undefined, 'No peer was free');
    const version = await site.lib(ProposalQueries).latestVersion(site.db.read(), id);
    const order = { slug: 'digital', subject: { kind: 'proposal', id }, contentHash: version?.contentHash ?? '' };
    const closesAt = new Date((await site.db.read().now()).getTime() + 3 * 86_400_000);
    const open = await site.lib(Ballots).open(chair, { ...order, closesAt, key: newId() });
    const both = await site.as('both@example.test');
    await both.get(paths.ballotPart(open, 'interest'));
    await both.submit('/interest', { interested: 'no' });
    await both.get(paths.ballotPart(open, 'vote'));
    await both.submit('/vote', { choice: 'revise', reason: 'It is vague' });
    expect(both.text).toContain('You voted');
    await site.db.write((tx) => tx.rows(`update proposal set state = 'submitted' where id = $1`, [id]));
    const did = "You voted on this in the Digital route panel, so you take no part in the officer's check.";
    await both.get(paths.proposal(id));
    expect(both.text).toContain(`${did} Somebody else checks it.`);
    expect(both.$('form[action$="/accept"]')).toHaveLength(0);
    await both.get(paths.proposalPart(id, 'return'));
    expect([both.status, both.text.includes(did)]).toEqual([403, true]);
  });
});
