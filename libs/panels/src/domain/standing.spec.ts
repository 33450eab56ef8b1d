import fc from 'fast-check';
import { type BallotFacts, choices, standing } from './standing';

const rules = { quorumShare: 0.5, quorumFloor: 2, threshold: 0.5 };
const four = ['a', 'b', 'c', 'd'];
const facts = (given: Partial<BallotFacts>): BallotFacts => ({
  electorate: four,
  declarations: [],
  votes: [],
  rules,
  closed: false,
  ...given,
});
const vote = (personId: string, choice: (typeof choices)[number]) => ({ personId, choice });

describe('how a ballot stands', () => {
  it('before the close it speaks of turnout and quorum only', () => {
    const now = standing(facts({ votes: [vote('a', 'reject')] }));
    expect(now.needs).toEqual(['1 of 4 members who may vote have voted', '1 more vote is needed for the quorum of 2']);
    expect(now.tally).toBeNull();
    expect(now.outcome).toBeNull();
  });

  it('a recused person leaves the denominator and their vote does not count; the floor stays', () => {
    const declarations = ['b', 'c', 'd'].map((personId) => ({ personId, interested: true }));
    const after = standing(facts({ declarations, votes: [vote('a', 'approve'), vote('b', 'approve')], closed: true }));
    expect(after.voters).toEqual(['a']);
    expect(after.quorum).toBe(2);
    expect(after.outcome).toBeNull();
    expect(after.needs).toEqual(['The quorum of 2 was not reached: 1 voted']);
  });

  it('the latest vote of a person counts', () => {
    const votes = [vote('a', 'reject'), vote('b', 'approve'), vote('a', 'approve')];
    expect(standing(facts({ votes, closed: true })).outcome).toBe('approve');
  });

  it('half is not more than half; revising wins a tie with rejecting', () => {
    const votes = [vote('a', 'approve'), vote('b', 'approve'), vote('c', 'reject'), vote('d', 'revise')];
    expect(standing(facts({ votes, closed: true })).outcome).toBe('revise');
  });

  it('who only abstains decides nothing', () => {
    const votes = [vote('a', 'abstain'), vote('b', 'abstain')];
    expect(standing(facts({ votes, closed: true })).needs).toEqual(['Everybody who voted abstained: there is no outcome']);
  });

  const anyFacts = fc.record({
    electorate: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 }),
    declarations: fc.array(fc.record({ personId: fc.constantFrom('a', 'b', 'c', 'd', 'x'), interested: fc.boolean() })),
    votes: fc.array(fc.record({ personId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'x'), choice: fc.constantFrom(...choices) })),
    rules: fc.constant(rules),
    closed: fc.boolean(),
  });

  it('never has an outcome before the close, without a quorum, or from a person who may not vote', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const now = standing(given);
        if (now.outcome !== null) {
          expect(given.closed).toBe(true);
          expect(now.turnout).toBeGreaterThanOrEqual(Math.max(rules.quorumFloor, now.voters.length * rules.quorumShare));
        }
        const allowedVotes = given.votes.filter(({ personId }) => now.voters.includes(personId));
        expect(standing({ ...given, votes: allowedVotes })).toEqual(now);
      }),
    );
  });

  it('what is said before the close is the same whatever was voted', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const secret = given.votes.map(({ personId }) => vote(personId, 'abstain'));
        const open = { ...given, closed: false };
        expect(standing({ ...open, votes: secret })).toEqual(standing(open));
      }),
    );
  });
});
