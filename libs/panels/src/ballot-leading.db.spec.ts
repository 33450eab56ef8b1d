import { newId, Refused } from '@app/kernel';
import { aPanelAtWork } from '../../../test/support/panel-at-work';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;

const none = { interested: false, details: '' };

let at: At;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

describe('a ballot between votes and outcome', () => {
  it('how the others voted is hidden until one has voted oneself; who voted how until the close', async () => {
    const { ballots, pages, officer, chair, one, opened, voteOf, votes } = at;
    const { ballot } = await opened();
    await votes([chair], ballot, 'reject');
    await ballots.declare(one, ballot, { ...none, key: newId() });
    expect(await pages.page(one, ballot)).toMatchObject({ tally: null, votes: [] });
    expect(await pages.page(officer, ballot)).toMatchObject({ tally: null, votes: [] });
    await ballots.vote(one, ballot, await voteOf(ballot));
    expect(await pages.page(one, ballot)).toMatchObject({ tally: { approve: 1, reject: 1 }, votes: [] });
    expect((await pages.page(one, ballot)).standing.tally).toBeNull();
  });

  it('what would change the outcome is told before the close to a chair who has voted, and that is recorded', async () => {
    const { ctx, ballots, closing, leading, chair, one, two, three, opened, voteOf, votes } = at;
    const { ballot } = await opened();
    await ballots.declare(chair, ballot, { ...none, key: newId() });
    await expect(leading.outlook(chair, ballot)).rejects.toThrow('Vote first');
    await ballots.vote(chair, ballot, await voteOf(ballot));
    await votes([one], ballot);
    await expect(leading.outlook(one, ballot)).rejects.toThrow('Only the chair');
    expect((await leading.outlook(chair, ballot)).turns.length).toBeGreaterThan(0);
    const looks = () =>
      ctx.db.read().rows(`select 1 from event where type = 'ballot.outlook-read' and subject_id = $1`, [ballot]);
    expect(await looks()).toHaveLength(1);
    await votes([two, three], ballot);
    await closing.close(chair, ballot, newId());
    await leading.outlook(one, ballot);
    expect(await looks()).toHaveLength(1);
  });

  it('is deferred once, with a reason, to a later time; votes then count until that one', async () => {
    const { leading, pages, one, two, opened, votes, sql } = at;
    const { ballot } = await opened();
    await votes([one], ballot);
    const first = (await pages.page(one, ballot)).ballot.closesAt;
    const order = { closesAt: new Date(first.getTime() + 86_400_000), reason: 'The evidence is long', key: newId() };
    await expect(leading.defer(two, ballot, order)).rejects.toThrow('Declare your interests first');
    await expect(leading.defer(one, ballot, { ...order, closesAt: first })).rejects.toThrow('must be later');
    const results = await Promise.allSettled([
      leading.defer(one, ballot, order),
      leading.defer(one, ballot, { ...order, key: newId() }),
      leading.defer(one, ballot, order),
    ]);
    const lost = results.filter((result) => result.status === 'rejected');
    expect(lost.length).toBeGreaterThan(0);
    for (const { reason } of lost) expect(String(reason)).toContain('a ballot is deferred once');
    const { standing, ballot: now, deferral } = await pages.page(one, ballot);
    expect([now.closesAt, standing.missing, deferral?.from]).toEqual([order.closesAt, [], first]);
    await expect(
      sql(`update ballot set closes_at = closes_at + interval '1 day' where id = $1`, [ballot]),
    ).rejects.toThrow(/unless it is deferred/);
  });

  it('closed without an outcome, by the chair and with a reason, leaves the item ready for a new ballot', async () => {
    const { ballots, leading, pages, panels, chair, one, two, order, opened, voteOf, votes, conclude } = at;
    const { id, ballot } = await opened();
    await votes([chair, one, two], ballot);
    await expect(leading.end(one, ballot, { why: 'No', key: newId() })).rejects.toThrow('Only the chair');
    await leading.end(chair, ballot, { why: 'A map of the route is being reviewed', key: newId() });
    await expect(leading.end(chair, ballot, { why: 'Again', key: newId() })).rejects.toThrow('Somebody else closed');
    await expect(ballots.vote(one, ballot, await voteOf(ballot, 'reject', 1))).rejects.toThrow(Refused);
    await expect(conclude(chair, ballot, 'x')).rejects.toThrow('Nothing follows');
    expect((await pages.page(one, ballot)).standing.needs[0]).toContain('A map of the route is being reviewed');
    expect((await panels.page(chair, 'digital')).ready.map((item) => item.id)).toContain(id);
    await ballots.open(chair, await order(id));
  });

  it('on a tie the chair, and nobody else, gives the casting vote after the close, once, with a reason', async () => {
    const { closing, leading, pages, chair, one, two, three, opened, votes, conclude, sql, stateOf } = at;
    const { id, ballot } = await opened();
    await votes([chair, one], ballot, 'approve');
    await votes([two, three], ballot, 'reject');
    const given = { choice: 'reject' as const, reason: 'The overlap decides it', key: newId() };
    await expect(leading.castingVote(chair, ballot, given)).rejects.toThrow('There is no tie');
    await closing.close(chair, ballot, newId());
    expect((await pages.page(chair, ballot)).may.castingVote).toBe(true);
    await expect(leading.castingVote(one, ballot, given)).rejects.toThrow('Only the chair has the casting vote');
    await expect(leading.castingVote(chair, ballot, { ...given, choice: 'revise' })).rejects.toThrow('no tie');
    await expect(sql(`update ballot set outcome = 'approve' where id = $1`, [ballot])).rejects.toThrow(/casting vote/);
    const insert = `insert into casting_vote values ($1, $2, 'approve', 'x', waymark_now(), gen_random_uuid())`;
    await expect(sql(insert, [ballot, one.id])).rejects.toThrow(/that of the chair/);
    await Promise.all([leading.castingVote(chair, ballot, given), leading.castingVote(chair, ballot, given)]);
    const { ballot: closed, standing, casting } = await pages.page(one, ballot);
    expect([closed.outcome, standing.outcome, standing.tally?.reject]).toEqual(['reject', 'reject', 2]);
    expect(casting).toMatchObject({ name: 'Chair', reason: 'The overlap decides it' });
    await conclude(chair, ballot, 'It overlaps');
    expect(await stateOf(id)).toBe('refused');
  });

  it('a casting vote and a new ballot at one instant: one of them stands, the other is told', async () => {
    const { ballots, closing, leading, chair, one, two, three, order, opened, votes } = at;
    for (let round = 0; round < 3; round += 1) {
      const { id, ballot } = await opened();
      await votes([chair, one], ballot, 'approve');
      await votes([two, three], ballot, 'reject');
      await closing.close(chair, ballot, newId());
      const again = await order(id);
      const results = await Promise.allSettled([
        leading.castingVote(chair, ballot, { choice: 'approve', reason: 'It is needed', key: newId() }),
        ballots.open(chair, again),
      ]);
      const lost = results.filter((result) => result.status === 'rejected');
      expect(lost.map((result) => result.reason as unknown)).toEqual([expect.any(Refused)]);
    }
  });

  it('a vote and an end without an outcome at one instant: the vote counts towards nothing, or is refused', async () => {
    const { ballots, leading, pages, chair, one, two, opened, voteOf, votes } = at;
    const { ballot } = await opened();
    await votes([chair, one], ballot);
    await ballots.declare(two, ballot, { ...none, key: newId() });
    const [vote, end] = await Promise.allSettled([
      ballots.vote(two, ballot, await voteOf(ballot)),
      leading.end(chair, ballot, { why: 'The group asked for time', key: newId() }),
    ]);
    expect(end?.status).toBe('fulfilled');
    if (vote?.status === 'rejected') expect(vote.reason).toBeInstanceOf(Refused);
    expect((await pages.page(one, ballot)).standing.outcome).toBeNull();
  });

  it('conditions belong to a vote to approve with conditions, in the database as well', async () => {
    const { ballots, pages, one, opened, voteOf, sql } = at;
    const { ballot } = await opened();
    await ballots.declare(one, ballot, { ...none, key: newId() });
    const plain = { ...(await voteOf(ballot)), conditions: ['Name two employers'] };
    await expect(ballots.vote(one, ballot, plain)).rejects.toThrow('Conditions belong to');
    await ballots.vote(one, ballot, { ...plain, choice: 'approve-with-conditions' });
    await expect(
      sql(
        `insert into vote values (gen_random_uuid(), $1, $2, 2, 'approve', 'x', $3, waymark_now(), gen_random_uuid(), '{a}')`,
        [ballot, one.id, plain.contentHash],
      ),
    ).rejects.toThrow(/vote_check/);
    expect((await pages.page(one, ballot)).ownVotes[0]?.conditions).toEqual(['Name two employers']);
  });
});
