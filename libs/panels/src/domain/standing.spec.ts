import fc from 'fast-check';
import { type BallotRecord, type Choice, choices, standing } from './standing';

const opens = new Date('2026-11-02T09:00:00Z');
const closesAt = new Date('2026-11-30T17:00:00Z');
const people = ['a', 'b', 'c', 'd', 'e', 'f'];

const record = (given: Partial<BallotRecord> = {}): BallotRecord => ({
  electorate: people.slice(0, 4).map((personId) => ({ personId, conflict: null })),
  declarations: people.slice(0, 4).map((personId) => ({ personId, interested: false })),
  votes: [],
  rules: { quorumPercent: 50, quorumFloor: 3, thresholdPercent: 50 },
  closesAt,
  now: opens,
  closed: false,
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
    expect(needs).toEqual([`The quorum of 3 can't be reached: 2 members are without an interest`]);
  });
});

const anyElector = (personId: string) =>
  fc.record({ personId: fc.constant(personId), conflict: fc.option(fc.constant('submitted this'), { freq: 5 }) });
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
  }),
  closesAt: fc.constant(closesAt),
  now: fc.constantFrom(opens, closesAt),
  closed: fc.boolean(),
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
      expect(turnout.voted + missing.length).toBe(turnout.of);
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

  it('an outcome has quorum, majority and threshold behind it; without one the words say what is missing', () => {
    always((given) => {
      const { outcome, tally, turnout, quorum, needs } = standing({ ...given, closed: true });
      if (tally === null) throw new Error('A closed ballot has a tally');
      const answers = tally.approve + tally.reject + tally.revise;
      expect(answers + tally.abstain).toBe(turnout.voted);
      expect(needs.length === 0).toBe(outcome !== null);
      if (outcome === null) return;
      expect(turnout.voted).toBeGreaterThanOrEqual(quorum);
      expect(tally[outcome] * 2).toBeGreaterThan(answers);
      expect(tally[outcome] * 100).toBeGreaterThanOrEqual(given.rules.thresholdPercent * answers);
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
