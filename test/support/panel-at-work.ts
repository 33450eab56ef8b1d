import { type Actor, groupScope, newId, systemActor } from '@app/kernel';
import { BallotClosing, BallotLeading, BallotQueries, Ballots, type Choice, PanelQueries, Panels } from '@app/panels';
import { ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { Trailblazers } from '@app/trailblazers';
import { featureModules } from '../../apps/features';
import { testContext } from './context';

export type Person = Actor & { id: string };
const none = { interested: false, details: '' };

/** The Digital panel with its chair and three members, the committee, an officer and a group, and what specs do with them. */
export async function aPanelAtWork() {
  const ctx = await testContext(featureModules);
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
  const [ballots, closing, leading] = [lib(Ballots), lib(BallotClosing), lib(BallotLeading)];
  const [pages, panels, proposals, queries] = [
    lib(BallotQueries),
    lib(PanelQueries),
    lib(Proposals),
    lib(ProposalQueries),
  ];
  const routes = [{ slug: 'digital', name: 'Digital' }];
  await ctx.db.write((tx) => lib(Panels).establish(tx, systemActor('test'), routes));
  const scope = 'route:digital';
  const officer = await ctx.person('Officer', { role: 'product-manager' });
  const chair = await ctx.person('Chair', { role: 'panel-chair', scope });
  const one = await ctx.person('One', { role: 'panel-member', scope });
  const two = await ctx.person('Two', { role: 'panel-member', scope });
  const three = await ctx.person('Three', { role: 'panel-member', scope });
  const committee: Person[] = [
    await ctx.person('C1', { role: 'committee-member' }),
    await ctx.person('C2', { role: 'committee-member' }),
  ];
  const groupId = await lib(Trailblazers).form(officer, { name: 'Accessibility', remit: 'Digital' });
  const acme = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  await lib(Trailblazers).addEmployer(officer, groupId, acme);
  const proposer = await ctx.person('Proposer', { role: 'group-chair', scope: groupScope(groupId) });

  const accepted = async (): Promise<string> => {
    const id = await proposals.start(proposer, groupId, newId());
    await proposals.amend(proposer, id, 1, { part: 'all', change: () => aCompleteContent() });
    await proposals.submit(proposer, id, 2, newId());
    await proposals.accept(officer, id, undefined, 'No peer was free');
    return id;
  };
  const order = async (id: string, slug = 'digital') => {
    const version = await queries.latestVersion(ctx.db.read(), id);
    const closesAt = new Date((await ctx.db.read().now()).getTime() + 3 * 86_400_000);
    return { slug, subject: { kind: 'proposal', id }, contentHash: version?.contentHash ?? '', closesAt, key: newId() };
  };
  const opened = async (): Promise<{ id: string; ballot: string }> => {
    const id = await accepted();
    return { id, ballot: await ballots.open(chair, await order(id)) };
  };
  const voteOf = async (ballot: string, choice: Choice = 'approve', seen = 0) => {
    const row = await ctx.db
      .read()
      .one<{ hash: string }>('select content_hash as hash from ballot where id = $1', [ballot]);
    return { choice, reason: 'Because', contentHash: row?.hash ?? '', seen, key: newId() };
  };
  const votes = async (people: readonly Person[], ballot: string, choice: Choice = 'approve'): Promise<void> => {
    for (const person of people) {
      await ballots.declare(person, ballot, { ...none, key: newId() });
      await ballots.vote(person, ballot, await voteOf(ballot, choice));
    }
  };
  const conclude = (person: Person, ballot: string, reasons: string) =>
    ctx.db.write((tx) => closing.conclude(tx, person, ballot, { reasons, requirements: {}, reverses: null }));
  const sql = (text: string, params: unknown[] = []) => ctx.db.write((tx) => tx.rows(text, params));
  const stateOf = async (id: string) => (await queries.summary(ctx.db.read(), id)).state;

  const people = { officer, chair, one, two, three, committee, proposer, groupId };
  const libs = { ballots, closing, leading, pages, panels, proposals };
  return { ctx, ...libs, ...people, accepted, order, opened, voteOf, votes, conclude, sql, stateOf };
}
