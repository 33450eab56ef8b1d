import { WaitingList } from '@app/accounts';
import { type Actor, Forbidden, groupScope, newId, NotFound, Refused, Stale } from '@app/kernel';
import type { TestContext } from '@test/support';
import { aGroupAtWork } from '../../../test/support/group-at-work';
import { ChangeRequestQueries, ChangeRequests, ProposalQueries, Proposals } from './index';
import { aCompleteContent } from './testing';

describe('the officer’s change requests, answered in threads', () => {
  let ctx: TestContext;
  let officer: Actor & { id: string };
  let chair: Actor & { id: string };
  let groupId: string;
  let proposals: Proposals;
  let queries: ProposalQueries;
  let requests: ChangeRequests;
  let threads: ChangeRequestQueries;
  const order = { kind: 'content', field: 'duties', text: 'Split D1', workingDays: 5 } as const;

  beforeAll(async () => {
    ({ ctx, officer, chair, groupId, proposals, queries } = await aGroupAtWork());
    requests = ctx.module.get(ChangeRequests);
    threads = ctx.module.get(ChangeRequestQueries);
  });
  afterAll(() => ctx?.close());

  const version = async (id: string): Promise<number> => (await queries.proposal(officer, id)).version;
  const submit = async (id: string): Promise<void> => proposals.submit(chair, id, await version(id), newId());
  /** A returned proposal with one change request. */
  const returned = async (): Promise<{ id: string; requestId: string }> => {
    const id = await proposals.start(chair, groupId, newId());
    await proposals.amend(chair, id, 1, { part: 'everything', change: () => aCompleteContent() });
    await submit(id);
    await proposals.returnWith(officer, id, [order]);
    return { id, requestId: (await queries.openRequests(id))[0]?.id ?? '' };
  };
  const answer = (seen = 0, text = 'Done in D3') => ({ done: true, text, seen, key: newId() });
  const ruling = (act: 'reply' | 'settle' | 'ask-again', seen: number) => ({
    act,
    text: 'D1 is still two duties',
    workingDays: 8,
    seen,
    key: newId(),
  });

  it('are answered, asked again in the next version, answered again and settled', async () => {
    const { id, requestId } = await returned();
    await requests.answer(chair, requestId, answer());
    expect((await queries.openRequests(id))[0]).toMatchObject({ standing: 'answered', open: true });
    await submit(id);
    await requests.rule(officer, requestId, ruling('ask-again', 1));
    await proposals.returnWith(officer, id, []);
    const [again] = await queries.openRequests(id);
    expect(again).toMatchObject({ id: requestId, standing: 'asked', open: true });
    await requests.answer(chair, requestId, answer(2, 'Not before we know more'));
    await submit(id);
    await requests.rule(officer, requestId, ruling('settle', 3));
    const { request, acts } = await threads.thread(officer, id, requestId);
    expect(request.standing).toBe('settled');
    expect(request.entries.map(({ act, versionNo }) => [act, versionNo])).toEqual([
      ['answer', 2],
      ['ask-again', 2],
      ['answer', 3],
      ['settle', 3],
    ]);
    expect(acts).toEqual(['ask-again']);
  });

  it('a return without a new request needs one that is asked again', async () => {
    const { id, requestId } = await returned();
    await submit(id);
    await expect(proposals.returnWith(officer, id, [])).rejects.toThrow(Refused);
    await requests.rule(officer, requestId, ruling('ask-again', 0));
    await proposals.returnWith(officer, id, []);
    expect((await queries.proposal(chair, id)).state).toBe('returned');
  });

  it('who writes on an old page is told, and nothing is added; the same form twice is one entry', async () => {
    const { id, requestId } = await returned();
    const first = answer();
    await Promise.all([requests.answer(chair, requestId, first), requests.answer(chair, requestId, first)]);
    await expect(requests.answer(chair, requestId, answer())).rejects.toThrow(Stale);
    expect((await threads.thread(chair, id, requestId)).request.entries).toHaveLength(1);
  });

  it('of two rulings at once one is kept', async () => {
    const { id, requestId } = await returned();
    await submit(id);
    const both = [
      requests.rule(officer, requestId, ruling('settle', 0)),
      requests.rule(officer, requestId, ruling('reply', 0)),
    ];
    const results = await Promise.allSettled(both);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await threads.thread(officer, id, requestId)).request.entries).toHaveLength(1);
  });

  it('are answered by the group only, and ruled on by the officer only', async () => {
    const { requestId } = await returned();
    await expect(requests.answer(officer, requestId, answer())).rejects.toThrow(Forbidden);
    await expect(requests.rule(chair, requestId, ruling('settle', 0))).rejects.toThrow(Forbidden);
    const stranger = await ctx.person('Stranger', { role: 'group-chair', scope: groupScope(newId()) });
    await expect(requests.answer(stranger, requestId, answer())).rejects.toThrow(NotFound);
  });

  it('cannot be answered any more once the version is submitted, and are never changed by hand', async () => {
    const { id, requestId } = await returned();
    await requests.answer(chair, requestId, answer());
    await submit(id);
    await expect(requests.answer(chair, requestId, answer(1))).rejects.toThrow(Refused);
    const change = `update change_request_entry set text = 'Other' where request_id = '${requestId}'`;
    await expect(ctx.db.write((tx) => tx.rows(change))).rejects.toThrow(/permission denied/);
  });

  it('wait for the group by the day on which the first unanswered one is due, then for the officer', async () => {
    const { id, requestId } = await returned();
    const waiting = ctx.module.get(WaitingList, { strict: false });
    const entry = async (actor: Actor) =>
      (await waiting.entries(ctx.db.read(), actor)).find(({ href }) => href.includes(id));
    const [asked] = await queries.openRequests(id);
    expect((await entry(chair))?.due).toEqual(asked?.dueOn);
    await requests.answer(chair, requestId, answer());
    await submit(id);
    expect(await entry(chair)).toBeUndefined();
    expect((await entry(officer))?.text).toMatch(/^Check OP\d+/);
  });
});
