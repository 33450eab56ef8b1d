import { WaitingList } from '@app/accounts';
import { Forbidden, groupScope, newId, Refused, Stale } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { aPanelAtWork, type Person } from '../../../test/support/panel-at-work';

type At = Awaited<ReturnType<typeof aPanelAtWork>>;

const none = { interested: false, details: '' };

let at: At;
beforeAll(async () => {
  at = await aPanelAtWork();
});
afterAll(() => at?.ctx.close());

describe('a ballot, from opening to decision', () => {
  it('the panel recommends, the committee decides, and the proposal is agreed', async () => {
    const {
      ctx,
      ballots,
      closing,
      pages,
      officer,
      chair,
      one,
      two,
      three,
      committee,
      order,
      opened,
      votes,
      conclude,
      stateOf,
    } = at;
    const { id, ballot } = await opened();
    await votes([chair, one, two, three], ballot);
    await closing.close(chair, ballot, newId());
    await conclude(chair, ballot, 'A clear need');
    expect(await stateOf(id)).toBe('with-committee');
    const [first = officer] = committee;
    const second = await ballots.open(first, await order(id, 'committee'));
    await votes(committee, second);
    await closing.close(first, second, newId());
    expect((await pages.page(first, second)).standing).toMatchObject({ outcome: 'approve', tally: { approve: 2 } });
    await conclude(first, second, 'Agreed');
    expect(await stateOf(id)).toBe('agreed');
    const types = await ctx.db
      .read()
      .rows<{ type: string }>(`select type from event where subject_id in ($1, $2) order by seq`, [ballot, second]);
    expect(types.map(({ type }) => type)).toEqual(expect.arrayContaining(['recommendation.made', 'decision.made']));
  });

  it('who declares an interest neither sees nor votes, and leaves the denominator', async () => {
    const { ctx, ballots, pages, panels, one, three, opened, voteOf } = at;
    const { id, ballot } = await opened();
    await ballots.declare(three, ballot, { interested: true, details: 'My employer proposes it', key: newId() });
    await expect(ballots.vote(three, ballot, await voteOf(ballot))).rejects.toThrow(Forbidden);
    await expect(pages.page(three, ballot)).rejects.toThrow(Forbidden);
    expect((await panels.page(three, 'digital')).open.map((row) => row.id)).not.toContain(ballot);
    expect((await panels.page(one, 'digital')).open.map((row) => row.id)).toContain(ballot);
    expect(await pages.on(three, { kind: 'proposal', id })).toEqual([]);
    expect(await pages.on(one, { kind: 'proposal', id })).toMatchObject([{ id: ballot, versionNo: 1, state: 'open' }]);
    const proposalQueries = ctx.module.get(ProposalQueries, { strict: false });
    await expect(proposalQueries.proposal(three, id)).rejects.toThrow('You have an interest');
    expect((await proposalQueries.proposal(one, id)).id).toBe(id);
    expect((await pages.page(one, ballot)).standing.turnout.of).toBe(3);
    const event = await ctx.db
      .read()
      .one<{ content: string }>(`select content from event where type = 'interest.declared' and subject_id = $1`, [
        ballot,
      ]);
    expect(event?.content).not.toContain('My employer');
  });

  it('who proposes is recused without a word, as member and as chair', async () => {
    const { ctx, ballots, pages, chair, groupId, accepted, order, opened, voteOf, sql } = at;
    const scope = 'route:digital';
    const both = await ctx.person(
      'Both',
      { role: 'panel-member', scope },
      { role: 'group-member', scope: groupScope(groupId) },
    );
    const { ballot } = await opened();
    await expect(pages.page(both, ballot)).rejects.toThrow(Forbidden);
    await expect(ballots.vote(both, ballot, await voteOf(ballot))).rejects.toThrow(Forbidden);
    await expect(ballots.open(both, await order(await accepted()))).rejects.toThrow(Forbidden);
    expect((await pages.page(chair, ballot)).standing.recused).toEqual([both.id]);
    await expect(
      sql(
        `insert into interest_declaration values (gen_random_uuid(), $1, $2, false, '', waymark_now(), gen_random_uuid())`,
        [ballot, both.id],
      ),
    ).rejects.toThrow(/recused/);
  });

  it('interests come before the vote; the content is shown after them; a key counts once', async () => {
    const { ctx, ballots, pages, one, opened, voteOf } = at;
    const { ballot } = await opened();
    expect(await pages.page(one, ballot)).toMatchObject({ step: 'declare', content: null });
    await expect(ballots.vote(one, ballot, await voteOf(ballot))).rejects.toThrow('Declare your interests first');
    await ballots.declare(one, ballot, { ...none, key: newId() });
    const vote = await voteOf(ballot, 'reject');
    await Promise.all([ballots.vote(one, ballot, vote), ballots.vote(one, ballot, vote)]);
    await ballots.vote(one, ballot, await voteOf(ballot, 'approve', 1));
    const rows = await ctx.db.read().rows(`select no, choice from vote where ballot_id = $1 order by no`, [ballot]);
    expect(rows).toEqual([
      { no: 1, choice: 'reject' },
      { no: 2, choice: 'approve' },
    ]);
    const told = await ctx.db
      .read()
      .rows<{ content: string }>(`select content from event where type = 'vote.cast' and subject_id = $1`, [ballot]);
    expect(told).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(/approve|reject|Because/);
  });

  it('from two tabs the first vote stands, and the second is told', async () => {
    const { ballots, one, opened, voteOf } = at;
    const { ballot } = await opened();
    await ballots.declare(one, ballot, { ...none, key: newId() });
    const results = await Promise.allSettled([
      ballots.vote(one, ballot, await voteOf(ballot, 'approve')),
      ballots.vote(one, ballot, await voteOf(ballot, 'reject')),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Stale);
  });

  it('a vote and the close at one instant: either the vote counts, or the voter is told', async () => {
    const { ballots, closing, pages, chair, one, two, three, opened, voteOf, votes } = at;
    for (let round = 0; round < 5; round += 1) {
      const { ballot } = await opened();
      await votes([chair, one, two], ballot);
      await ballots.declare(three, ballot, { ...none, key: newId() });
      await ballots.vote(three, ballot, await voteOf(ballot, 'approve'));
      const again = await voteOf(ballot, 'reject', 1);
      const [vote] = await Promise.allSettled([
        ballots.vote(three, ballot, again),
        closing.close(chair, ballot, newId()),
      ]);
      const { tally } = (await pages.page(chair, ballot)).standing;
      if (vote?.status === 'rejected') expect(vote.reason).toBeInstanceOf(Refused);
      expect(tally).toMatchObject(vote?.status === 'fulfilled' ? { approve: 3, reject: 1 } : { approve: 4, reject: 0 });
    }
  });

  it('two openings at once: one ballot, the other chair is told; the same key twice is one ballot', async () => {
    const { ballots, chair, accepted, order } = at;
    const id = await accepted();
    const same = await order(id);
    const other = await order(id);
    const results = await Promise.allSettled([
      ballots.open(chair, same),
      ballots.open(chair, other),
      ballots.open(chair, same),
    ]);
    const made = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(new Set(made).size).toBe(1);
    expect(results.find((result) => result.status === 'rejected')?.reason).toBeInstanceOf(Refused);
  });

  it('is opened on the version that the chair read, and on no other', async () => {
    const { ballots, chair, one, accepted, order } = at;
    const id = await accepted();
    await expect(ballots.open(chair, { ...(await order(id)), contentHash: 'another' })).rejects.toThrow(Stale);
    await expect(ballots.open(one, await order(id))).rejects.toThrow('Only the chair');
    const past = { ...(await order(id)), closesAt: new Date(0) };
    await expect(ballots.open(chair, past)).rejects.toThrow('must be in the future');
  });

  it('the database refuses what the rules refuse, from the app as well', async () => {
    const { ballots, officer, chair, one, two, opened, voteOf, votes, sql } = at;
    const { ballot } = await opened();
    await votes([one], ballot);
    const vote = await voteOf(ballot);
    const insert = (person: Person, hash = vote.contentHash) =>
      sql(`insert into vote values (gen_random_uuid(), $1, $2, 9, 'approve', 'x', $3, now(), gen_random_uuid())`, [
        ballot,
        person.id,
        hash,
      ]);
    await expect(sql(`insert into ballot_elector values ($1, $2, false, null)`, [ballot, officer.id])).rejects.toThrow(
      /frozen/,
    );
    await expect(insert(officer)).rejects.toThrow(/violates|declared/);
    await expect(insert(two)).rejects.toThrow(/declared before/);
    await expect(insert(one, 'another version')).rejects.toThrow(/foreign key/);
    await ballots.declare(two, ballot, { interested: true, details: 'An interest', key: newId() });
    await expect(insert(two)).rejects.toThrow(/recused/);
    await expect(sql(`update vote set choice = 'reject'`)).rejects.toThrow(/permission denied/);
    await expect(sql(`delete from interest_declaration`)).rejects.toThrow(/permission denied/);
    await expect(sql(`update ballot set content_hash = 'x' where id = $1`, [ballot])).rejects.toThrow(/never change/);
    await expect(
      sql(`update ballot set closes_at = closes_at + interval '1 day' where id = $1`, [ballot]),
    ).rejects.toThrow(/never change/);
    await expect(sql(`delete from ballot where id = $1`, [ballot])).rejects.toThrow();
    const decision = `insert into decision select gen_random_uuid(), id, 'recommendation', subject_kind, subject_id, content_hash,
      'approve', 'x', '{}', '{}', $2, waymark_now(), '{}', null from ballot where id = $1`;
    await expect(sql(decision, [ballot, chair.id])).rejects.toThrow(/only a closed ballot/);
  });

  it('what waits for each person is told, and goes when it is done', async () => {
    const { ctx, ballots, closing, panels, chair, one, two, three, accepted, order, votes } = at;
    const list = ctx.module.get(WaitingList, { strict: false });
    const waits = async (person: Person): Promise<string[]> =>
      (await list.entries(ctx.db.read(), person)).map(({ text }) => text);
    const id = await accepted();
    const item = (await panels.page(chair, 'digital')).ready.find((ready) => ready.id === id);
    expect(await waits(chair)).toContain(
      `Open a ballot of the Digital route panel on ${item?.reference}, ${item?.title}`,
    );
    expect((await waits(one)).join()).not.toContain(`Open a ballot`);
    const ballot = await ballots.open(chair, await order(id));
    expect((await waits(one)).join()).toContain(`Declare your interests and vote on ${item?.reference}`);
    await votes([one, two, three, chair], ballot);
    expect((await waits(one)).join()).not.toContain(item?.reference);
    expect((await waits(chair)).join()).toContain(`Close the ballot on ${item?.reference}`);
    await closing.close(chair, ballot, newId());
    expect((await waits(chair)).join()).toContain(`Give the reasons for the outcome on ${item?.reference}`);
  });

  it('a withdrawn proposal ends its ballot, and nothing follows from it', async () => {
    const { ctx, ballots, closing, proposals, one, proposer, opened, voteOf, votes, conclude } = at;
    const { id, ballot } = await opened();
    await votes([one], ballot);
    await proposals.withdraw(proposer, id);
    await ctx.db.write((tx) => closing.lapse(tx, { kind: 'proposal', id }, 'it was withdrawn'));
    await expect(ballots.vote(one, ballot, await voteOf(ballot, 'approve', 1))).rejects.toThrow(Refused);
    await expect(conclude(one, ballot, 'x')).rejects.toThrow();
  });

  it('is closed early only when all have voted; after its time nobody votes, and a silent chair holds nothing up', async () => {
    const { ctx, ballots, closing, pages, panels, chair, one, two, opened, votes, conclude } = at;
    const { id, ballot } = await opened();
    await votes([one], ballot);
    await ballots.declare(chair, ballot, { ...none, key: newId() });
    await expect(closing.close(chair, ballot, newId())).rejects.toThrow(`can't be closed yet`);
    await expect(closing.close(one, ballot, newId())).rejects.toThrow('Only the chair');
    const other = (await opened()).ballot;
    await votes([two], other);
    await ctx.module.get(DemoClock).advance(4 * 86_400_000);
    await expect(ballots.declare(two, ballot, { ...none, key: newId() })).rejects.toThrow('The time to vote ended');
    await closing.close(chair, ballot, newId());
    await closing.close(two, other, newId());
    const { standing, ballot: closed } = await pages.page(chair, ballot);
    expect([closed.outcome, standing.needs]).toEqual([null, ['1 of 4 members voted, and the quorum is 3']]);
    await expect(conclude(chair, ballot, 'x')).rejects.toThrow('Nothing follows');
    expect((await panels.page(chair, 'digital')).ready.map((item) => item.id)).toContain(id);
  });
});
