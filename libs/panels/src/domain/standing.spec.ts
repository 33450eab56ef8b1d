import fc from 'fast-check';
import { type Choice, choices, outcomes, type Rules } from './carrying';
import { outlook } from './outlook';
import { type BallotRecord, standing } from './standing';

const opens = new Date('2026-11-02T09:00:00Z');
const closesAt = new Date('2026-11-30T17:00:00Z');
const later = new Date('2026-12-07T17:00:00Z');
const people = ['a', 'b', 'c', 'd', 'e', 'f'];
const rules: Rules = {
  quorumPercent: 50,
  quorumFloor: 3,
  thresholdPercent: 50,
  blockingRejects: 0,
  chairBlocks: false,
  castingVote: false,
};

const record = (given: Partial<BallotRecord> = {}): BallotRecord => ({
  electorate: people.slice(0, 4).map((personId) => ({ personId, chair: personId === 'a', conflict: null })),
  declarations: people.slice(0, 4).map((personId) => ({ personId, interested: false })),
  votes: [],
  rules,
  closesAt,
  deferredFrom: null,
  now: opens,
  closed: false,
  ended: null,
  casting: null,
  ...given,
});
const votes = (...cast: [string, Choice][]) =>
  cast.map(([personId, choice], index) => ({ personId, choice, no: index + 1, at: opens }));

describe('the standing of a ballot', () => {
  it('says before the close what is missing, and nothing of the votes', () => {
    const { outcome, tally, needs, closable } = standing(record({ votes: votes(['a', 'reject'], ['b', 'approve']) }));
    expect([outcome, tally, closable]).toEqual([null, null, false]);
    expect(needs).toEqual([
      '1 more vote is needed for the quorum of 3',
      '2 members have not voted yet, and can until 30 November 2026 at 5:00pm GMT',
    ]);
  });

  it('can be closed early only when everybody who can vote has voted', () => {
    const three = votes(['a', 'approve'], ['b', 'approve'], ['c', 'approve']);
    expect(standing(record({ votes: three })).closable).toBe(false);
    const declarations = people.slice(0, 4).map((personId) => ({ personId, interested: personId === 'd' }));
    expect(standing(record({ votes: three, declarations })).closable).toBe(true);
    expect(standing(record({ votes: three, now: closesAt }))).toMatchObject({ state: 'ended', closable: true });
  });

  it('takes the vote that each member cast last', () => {
    const cast = votes(['a', 'reject'], ['b', 'approve'], ['c', 'approve'], ['a', 'approve']);
    expect(standing(record({ votes: cast, closed: true }))).toMatchObject({
      outcome: 'approve',
      turnout: { voted: 3 },
    });
  });

  it('half is not more than half: a tie has no outcome', () => {
    const cast = votes(['a', 'reject'], ['b', 'approve'], ['c', 'approve'], ['d', 'reject']);
    const { outcome, needs } = standing(record({ votes: cast, closed: true }));
    expect(outcome).toBeNull();
    expect(needs).toEqual(['No answer has the support that it needs: more than half of the 4 votes for an answer']);
  });

  it('abstaining counts for the quorum and not for an answer', () => {
    const cast = votes(['a', 'abstain'], ['b', 'abstain'], ['c', 'revise']);
    expect(standing(record({ votes: cast, closed: true })).outcome).toBe('revise');
  });

  it('the floor of the quorum stays when recusals leave too few', () => {
    const declarations = people.slice(0, 4).map((personId) => ({ personId, interested: 'cd'.includes(personId) }));
    const cast = votes(['a', 'approve'], ['b', 'approve']);
    const { quorum, turnout, outcome, needs } = standing(record({ declarations, votes: cast, closed: true }));
    expect([quorum, turnout, outcome]).toEqual([3, { voted: 2, of: 2 }, null]);
    expect(needs).toEqual([`The quorum of 3 can't be reached: 2 members can take part`]);
  });

  it('both kinds of approval together carry it; with conditions where the plain ones alone do not', () => {
    const outcomeOf = (...cast: [string, Choice][]) =>
      standing(record({ votes: votes(...cast), closed: true })).outcome;
    const conditions = 'approve-with-conditions';
    expect(outcomeOf(['a', 'approve'], ['b', 'approve'], ['c', conditions])).toBe('approve');
    expect(outcomeOf(['a', 'approve'], ['b', conditions], ['c', 'reject'])).toBe(conditions);
    expect(outcomeOf(['a', conditions], ['b', conditions], ['c', conditions])).toBe(conditions);
    expect(outcomeOf(['a', conditions], ['b', 'approve'], ['c', 'reject'], ['d', 'revise'])).toBeNull();
  });

  it('enough rejections, or that of the chair, block an approval where the rules say so, and say why', () => {
    const cast = votes(['a', 'reject'], ['b', 'approve'], ['c', 'approve'], ['d', 'approve']);
    const under = (change: Partial<Rules>) =>
      standing(record({ votes: cast, closed: true, rules: { ...rules, ...change } }));
    expect(under({}).outcome).toBe('approve');
    expect(under({ blockingRejects: 2 }).outcome).toBe('approve');
    expect(under({ blockingRejects: 1 })).toMatchObject({
      outcome: null,
      needs: ['An approval is blocked: 1 of the votes are to reject'],
    });
    expect(under({ chairBlocks: true })).toMatchObject({
      outcome: null,
      needs: ['An approval is blocked: the chair voted to reject'],
    });
  });

  it('on a tie the chair has one further vote, where the rules have it; nobody where all of them lead', () => {
    const cast = votes(['a', 'reject'], ['b', 'approve'], ['c', 'approve-with-conditions'], ['d', 'reject']);
    const tied = record({ votes: cast, closed: true, rules: { ...rules, castingVote: true } });
    expect(standing(tied).tie).toEqual(['approve', 'approve-with-conditions', 'reject']);
    expect(standing(tied)).toMatchObject({ outcome: null, tally: { reject: 2 } });
    expect(standing(tied).needs[1]).toContain('the chair can give the casting vote');
    expect(standing({ ...tied, casting: 'reject' }).outcome).toBe('reject');
    expect(standing({ ...tied, casting: 'approve' }).outcome).toBe('approve-with-conditions');
    expect(standing({ ...tied, casting: 'revise' }).outcome).toBeNull();
    expect(standing({ ...tied, rules }).tie).toEqual([]);
    const all = tied.electorate.map((elector) => ({ ...elector, chair: true }));
    expect(standing({ ...tied, electorate: all }).tie).toEqual([]);
    expect(standing({ ...tied, rules: { ...tied.rules, thresholdPercent: 67 } }).tie).toEqual([]);
  });

  it('a deferred ballot misses nobody until it was first to close, and closes later', () => {
    const deferred = record({ deferredFrom: closesAt, closesAt: later, votes: votes(['a', 'approve']) });
    expect(standing(deferred)).toMatchObject({ missing: [], closable: false });
    expect(standing(deferred).needs).toEqual([
      '2 more votes are needed for the quorum of 3',
      'It is deferred: nobody is missing yet, and votes count until 7 December 2026 at 5:00pm GMT',
    ]);
    expect(standing({ ...deferred, now: closesAt })).toMatchObject({ state: 'open', missing: ['b', 'c', 'd'] });
    expect(standing({ ...deferred, now: later })).toMatchObject({ state: 'ended', closable: true });
  });

  it('closed without an outcome has none, whatever the votes, and says why', () => {
    const cast = votes(['a', 'approve'], ['b', 'approve'], ['c', 'approve']);
    const { outcome, needs, tie } = standing(record({ votes: cast, closed: true, ended: 'The group asked for time' }));
    expect([outcome, tie]).toEqual([null, []]);
    expect(needs).toEqual(['It was closed without an outcome: The group asked for time']);
  });
});

describe('what would change the outcome', () => {
  it('names the fewest further votes while it is open, and the fewest other ones after the close', () => {
    const cast = votes(['a', 'approve'], ['b', 'approve'], ['c', 'reject']);
    expect(outlook(record({ votes: cast }))).toEqual({
      outcome: 'approve',
      turns: [
        { votes: 1, how: 'further', choice: 'approve-with-conditions', outcome: 'approve-with-conditions' },
        { votes: 1, how: 'further', choice: 'revise', outcome: null },
        { votes: 1, how: 'further', choice: 'reject', outcome: null },
      ],
    });
    const closed = outlook(record({ votes: cast, closed: true }));
    expect(closed.turns).toContainEqual({ votes: 1, how: 'changed', choice: 'reject', outcome: 'reject' });
  });
});

const anyElector = (personId: string) =>
  fc.record({
    personId: fc.constant(personId),
    chair: fc.boolean(),
    conflict: fc.option(fc.constant('submitted this'), { freq: 5 }),
  });
const anyVote = fc.record({
  personId: fc.constantFrom(...people),
  choice: fc.constantFrom(...choices),
  late: fc.boolean(),
});
const anyRecord: fc.Arbitrary<BallotRecord> = fc.record({
  electorate: fc.subarray(people, { minLength: 1 }).chain((ids) => fc.tuple(...ids.map(anyElector))),
  declarations: fc.array(fc.record({ personId: fc.constantFrom(...people), interested: fc.boolean() }), {
    maxLength: 10,
  }),
  votes: fc
    .array(anyVote, { maxLength: 14 })
    .map((cast) => cast.map(({ late, ...vote }, index) => ({ ...vote, no: index + 1, at: late ? closesAt : opens }))),
  rules: fc.record({
    quorumPercent: fc.integer({ min: 1, max: 100 }),
    quorumFloor: fc.integer({ min: 1, max: 5 }),
    thresholdPercent: fc.integer({ min: 50, max: 100 }),
    blockingRejects: fc.integer({ min: 0, max: 3 }),
    chairBlocks: fc.boolean(),
    castingVote: fc.boolean(),
  }),
  closesAt: fc.constant(closesAt),
  now: fc.constantFrom(opens, closesAt),
  closed: fc.boolean(),
  deferredFrom: fc.option(fc.constantFrom(opens, new Date(closesAt.getTime() - 1))),
  ended: fc.option(fc.constant('the group asked for time'), { freq: 5 }),
  casting: fc.option(fc.constantFrom(...outcomes)),
});

describe('whatever was entered on a ballot', () => {
  const always = (claim: (record: BallotRecord) => void) => fc.assert(fc.property(anyRecord, claim), { numRuns: 500 });

  it('nothing but turnout and quorum is told before the close', () => {
    always((given) => {
      const open = { ...given, closed: false };
      const flipped = { ...open, votes: open.votes.map((vote) => ({ ...vote, choice: 'reject' as const })) };
      expect(standing(open)).toEqual(standing(flipped));
      expect([standing(open).outcome, standing(open).tally]).toEqual([null, null]);
    });
  });

  it('recused people leave the denominator, their votes do not count, and the floor stays', () => {
    always((given) => {
      const { recused, turnout, quorum, missing, outcome } = standing(given);
      expect(turnout.of).toBe(given.electorate.length - recused.length);
      const deferred = given.deferredFrom !== null && given.now < given.deferredFrom;
      expect(missing).toHaveLength(deferred ? 0 : turnout.of - turnout.voted);
      expect(quorum).toBeGreaterThanOrEqual(given.rules.quorumFloor);
      const without = { ...given, votes: given.votes.filter(({ personId }) => !recused.includes(personId)) };
      expect(standing(without)).toEqual(standing(given));
      if (turnout.voted < quorum) expect(outcome).toBeNull();
    });
  });

  it('one more recusal never raises the number who may vote nor lowers the floor', () => {
    always((given) => {
      const interest = { personId: given.electorate[0]?.personId ?? '', interested: true };
      const more = { ...given, declarations: [...given.declarations, interest] };
      expect(standing(more).turnout.of).toBeLessThanOrEqual(standing(given).turnout.of);
      expect(standing(more).quorum).toBeGreaterThanOrEqual(given.rules.quorumFloor);
    });
  });

  const approvals = ({ approve, ...tally }: Record<Choice, number>): number =>
    approve + tally['approve-with-conditions'];

  it('an outcome has quorum, majority and threshold behind it; without one the words say what is missing', () => {
    always((given) => {
      const { outcome, tally, turnout, quorum, needs, tie } = standing({ ...given, closed: true });
      if (tally === null) throw new Error('A closed ballot has a tally');
      expect(Object.values(tally).reduce((sum, votes) => sum + votes)).toBe(turnout.voted);
      expect(needs.length === 0).toBe(outcome !== null);
      if (outcome === null) return;
      expect(given.ended).toBeNull();
      expect(turnout.voted).toBeGreaterThanOrEqual(quorum);
      const counted = { ...tally };
      if (given.casting !== null && tie.includes(given.casting)) counted[given.casting] += 1;
      const answers = turnout.voted - tally.abstain + (tie.length > 0 ? 1 : 0);
      const behind = outcome.startsWith('approve') ? approvals(counted) : counted[outcome];
      expect(behind * 2).toBeGreaterThan(answers);
      expect(behind * 100).toBeGreaterThanOrEqual(given.rules.thresholdPercent * answers);
    });
  });

  it('a vote to approve with conditions never does less for an approval than none, nor more than a plain one', () => {
    always((given) => {
      const closed = { ...given, closed: true };
      const plain = closed.votes.map((vote) =>
        vote.choice === 'approve-with-conditions' ? { ...vote, choice: 'approve' as const } : vote,
      );
      const [mixed, all] = [standing(closed), standing({ ...closed, votes: plain })];
      expect(mixed.outcome?.startsWith('approve') ?? false).toBe(all.outcome?.startsWith('approve') ?? false);
      if (mixed.outcome === 'approve') expect(all.outcome).toBe('approve');
    });
  });

  it('what is blocked is never approved, by the casting vote neither', () => {
    always((given) => {
      const { outcome, tally } = standing({ ...given, closed: true });
      const { blockingRejects } = given.rules;
      if (blockingRejects > 0 && (tally?.reject ?? 0) >= blockingRejects) {
        expect(outcome?.startsWith('approve') ?? false).toBe(false);
      }
    });
  });

  it('a casting vote decides ties and nothing else, and what it is given for is then the outcome', () => {
    always((given) => {
      const closed = { ...given, closed: true };
      const [without, cast] = [standing({ ...closed, casting: null }), standing(closed)];
      expect(cast.tie).toEqual(without.tie);
      if (without.tie.length > 0) expect([without.outcome, given.rules.castingVote]).toEqual([null, true]);
      if (given.casting === null || !without.tie.includes(given.casting)) {
        expect(cast.outcome).toBe(without.outcome);
      } else {
        expect(cast.outcome?.startsWith('approve')).toBe(given.casting.startsWith('approve'));
        if (!given.casting.startsWith('approve')) expect(cast.outcome).toBe(given.casting);
      }
    });
  });

  it('each turn of the outlook names an outcome other than the one that stands', () => {
    always((given) => {
      const { outcome, turns } = outlook(given);
      expect(outcome).toBe(standing({ ...given, closed: true }).outcome);
      for (const turn of turns) expect([turn.outcome === outcome, turn.votes > 0]).toEqual([false, true]);
    });
  });

  it('the order in which rows are read changes nothing', () => {
    always((given) => {
      const turned = {
        ...given,
        votes: given.votes.toReversed(),
        declarations: given.declarations.toReversed(),
      };
      expect(standing(turned)).toEqual(standing(given));
    });
  });
});
