import { newId, paths } from '@app/kernel';
import { Ballots, Panels } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../support/builders';

const scope = 'route:digital';
let site: Site;
let group: Group;
beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Chair', 'chair@example.test', { role: 'panel-chair', scope });
  await site.person('One', 'one@example.test', { role: 'panel-member', scope });
  // Somebody who checks requests, and has seats on the panel and the committee.
  const seats = [{ role: 'panel-member' as const, scope }, { role: 'committee-member' as const }];
  await site.person('Bo Both', 'both@example.test', { role: 'product-manager' }, ...seats);
});
afterAll(() => site?.close());

const press = (who: Agent, words: string): boolean => who.$('main').text().includes(words);

describe('somebody with a part in several stages of a request', () => {
  let id: string;
  let ballot: string;

  it('accepts it, and then reads on the panel’s pages why they take no part, instead of a form', async () => {
    id = await aSubmittedProposal(site, group);
    const both = await site.as('both@example.test');
    await both.get(paths.proposal(id));
    await both.submit(`form[action$="/accept"]:has(#reason)`, { reason: 'No peer was free' });
    const against = "You accepted this in the officer's check, so you take no part in the panel's ballot.";
    await both.get(paths.panel('digital'));
    expect(both.text).toContain(against);
    const chair = await site.as('chair@example.test');
    await chair.get(paths.ballotOpening('digital', id));
    expect(chair.text).toContain("Bo Both (accepted this in the officer's check)");
    expect(chair.text).toContain("The quorum of 3 can't be reached: 2 of 3 members can take part");
    expect(chair.$('main form')).toHaveLength(0);
    await site.person('Two', 'two@example.test', { role: 'panel-member', scope });
    await chair.get(paths.ballotOpening('digital', id));
    expect(chair.text).toContain('Can vote 3 of 4 members');
    await chair.submit(`/open/${id}`, {});
    ballot = new URL(chair.url, 'http://x').pathname.split('/')[2] ?? '';
    expect(chair.status).toBe(200);
    await both.get(paths.ballot(ballot));
    expect([both.status, both.text.includes(against)]).toEqual([200, true]);
    expect(both.$('main a:contains("Vote"), main a:contains("Declare")')).toHaveLength(0);
    for (const part of ['interest', 'vote', 'close', 'defer'] as const) {
      await both.get(paths.ballotPart(ballot, part));
      expect(both.url).toBe(paths.ballot(ballot));
    }
  });

  it('is refused with the same words where a form was sent all the same', async () => {
    const both = await site.as('both@example.test');
    await both.get(paths.ballot(ballot));
    const token = String(both.$('input[name="_csrf"]').first().val() ?? '');
    expect(press(both, 'so you take no part')).toBe(true);
    const order = { choice: 'approve' as const, reason: 'x', contentHash: 'x', seen: 0, key: newId() };
    const actor = {
      kind: 'person' as const,
      id: await idOf('both@example.test'),
      name: 'Bo Both',
      grants: [{ role: 'panel-member' as const, scope }],
    };
    await expect(site.lib(Ballots).vote(actor, ballot, order)).rejects.toThrow('so you take no part in the panel');
    expect(token).not.toBe('x');
  });

  it('votes on another one, and then reads on the case why somebody else checks it when it comes back', async () => {
    const other = await aSubmittedProposal(site, group, { title: 'Signage designer' });
    await site.lib(Proposals).accept(group.officer, other, undefined, 'No peer was free');
    const version = await site.lib(ProposalQueries).latestVersion(site.db.read(), other);
    const chair = {
      kind: 'person' as const,
      id: await idOf('chair@example.test'),
      name: 'Chair',
      grants: [{ role: 'panel-chair' as const, scope }],
    };
    const order = {
      slug: 'digital',
      subject: { kind: 'proposal', id: other },
      contentHash: version?.contentHash ?? '',
    };
    const closesAt = new Date((await site.db.read().now()).getTime() + 3 * 86_400_000);
    const second = await site.lib(Ballots).open(chair, { ...order, closesAt, key: newId() });
    const both = await site.as('both@example.test');
    await both.get(paths.ballotPart(second, 'interest'));
    await both.submit('/interest', { interested: 'no' });
    await both.get(paths.ballotPart(second, 'vote'));
    await both.submit('/vote', { choice: 'revise', reason: 'It is vague' });
    expect(both.text).toContain('You voted');
    await site.db.write((tx) => tx.rows(`update proposal set state = 'submitted' where id = $1`, [other]));
    await both.get(paths.proposal(other));
    const against = "You voted on this in the Digital route panel, so you take no part in the officer's check.";
    expect(both.text).toContain(`${against} Somebody else checks it.`);
    expect(both.$('form[action$="/accept"]')).toHaveLength(0);
    await both.get(paths.proposalPart(other, 'return'));
    expect([both.status, both.text.includes(against)]).toEqual([403, true]);
    expect(Panels).toBeDefined();
  });
});

async function idOf(email: string): Promise<string> {
  const row = await site.db.read().one<{ id: string }>('select id from person where email = $1', [email]);
  return row?.id ?? '';
}
