import { WaitingList } from '@app/accounts';
import { type Actor, addWorkingDays, Forbidden, groupScope, newId, NotFound, Refused, Stale } from '@app/kernel';
import type { TestContext } from '@test/support';
import { aGroupAtWork } from '../../../test/support/group-at-work';
import { ProposalQueries, Proposals } from './index';
import { aCompleteContent } from './testing';

describe('a proposal, from draft to the officer’s check', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;
  let queries: ProposalQueries;
  let drafted: () => Promise<string>;
  let submitted: () => Promise<string>;

  beforeAll(async () => {
    ({ ctx, officer, chair, groupId, proposals, queries, drafted, submitted } = await aGroupAtWork());
  });
  afterAll(() => ctx?.close());

  it('what is missing is said in words, each with its field, and nothing is submitted', async () => {
    const id = await proposals.start(chair, groupId, newId());
    const refused = await proposals.submit(chair, id, 1, newId()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).reasons).toContainEqual({ field: 'title', text: 'Enter the occupation title' });
    expect(await queries.versions(ctx.db.read(), id)).toEqual([]);
  });

  it('a repeated start is the same draft; two starts at once, too', async () => {
    const key = newId();
    const ids = await Promise.all([proposals.start(chair, groupId, key), proposals.start(chair, groupId, key)]);
    expect(new Set(ids).size).toBe(1);
  });

  it('a stale save is refused and changes nothing', async () => {
    const id = await drafted();
    const change = () => aCompleteContent({ title: 'Lost' });
    await expect(proposals.amend(chair, id, 1, { part: 'title', change })).rejects.toThrow(Stale);
    expect((await queries.proposal(chair, id)).content.title).toBe('Accessibility specialist');
  });

  it('two submissions at once, with the same key or with two, make one version', async () => {
    const id = await drafted();
    const key = newId();
    const results = await Promise.allSettled([
      proposals.submit(chair, id, 2, key),
      proposals.submit(chair, id, 2, key),
      proposals.submit(chair, id, 2, newId()),
    ]);
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    expect(await queries.versions(ctx.db.read(), id)).toHaveLength(1);
  });

  it('a submitted version is never changed, not even by hand', async () => {
    const id = await submitted();
    const change = `update proposal_version set content = '{}' where proposal_id = '${id}'`;
    await expect(ctx.db.write((tx) => tx.rows(change))).rejects.toThrow(/permission denied/);
  });

  it('the officer returns it with change requests, and the second submission is version 2', async () => {
    const id = await submitted();
    await expect(proposals.returnWith(officer, id, [])).rejects.toThrow(Refused);
    await proposals.returnWith(officer, id, [
      { kind: 'evidence', field: 'requirement-broad', text: 'Say how long', workingDays: 10 },
    ]);
    const { version, state } = await queries.proposal(chair, id);
    expect(state).toBe('returned');
    expect((await queries.changeRequests(ctx.db.read(), id)).map(({ open }) => open)).toEqual([true]);
    await proposals.amend(chair, id, version, {
      part: 'title',
      change: (content) => ({ ...content, title: 'Accessibility adviser' }),
    });
    await proposals.submit(chair, id, version + 1, newId());
    const versions = await queries.versions(ctx.db.read(), id);
    expect(versions.map(({ no, content }) => [no, content.title])).toEqual([
      [2, 'Accessibility adviser'],
      [1, 'Accessibility specialist'],
    ]);
  });

  it('nobody checks what they submitted, and another group sees nothing', async () => {
    const both: Actor & { id: string } = {
      ...chair,
      grants: [...chair.grants, { role: 'product-manager', scope: null }],
    };
    const id = await submitted();
    await expect(proposals.accept(both, id)).rejects.toThrow(Forbidden);
    const stranger = await ctx.person('Stranger', { role: 'group-chair', scope: groupScope(newId()) });
    await expect(queries.proposal(stranger, id)).rejects.toThrow(NotFound);
    expect(await queries.list(stranger)).toEqual([]);
  });

  it('waits for its group while it is theirs, with the earliest due date, and for the officer once it is submitted', async () => {
    const waiting = ctx.module.get(WaitingList, { strict: false });
    const of = async (actor: Actor, id: string) =>
      (await waiting.entries(ctx.db.read(), actor)).find(({ href }) => href.includes(id));
    const id = await drafted();
    expect((await of(chair, id))?.text).toContain('Finish the draft');
    expect(await of(officer, id)).toBeUndefined();
    await proposals.submit(chair, id, 2, newId());
    expect((await of(officer, id))?.text).toContain('Check OP');
    const order = { kind: 'content', field: 'duties', text: 'Split D1' } as const;
    await proposals.returnWith(officer, id, [
      { ...order, workingDays: 10 },
      { ...order, workingDays: 3 },
    ]);
    const now = await ctx.db.read().now();
    const due = (await of(chair, id))?.due;
    expect(due?.getTime()).toBeLessThan(addWorkingDays(now, 4).getTime());
    expect(await of(officer, id)).toBeUndefined();
  });
});
