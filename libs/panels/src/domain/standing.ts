import { formatLondon } from '@app/kernel';
import {
  outcomeOf,
  type Outcome,
  plus,
  quorumOf,
  type Rules,
  support,
  type Tally,
  tied,
  type Choice,
  why,
} from './carrying';

/** Somebody of the frozen electorate; `conflict` says why they take no part without declaring anything. */
export type Elector = { personId: string; chair: boolean; conflict: string | null };
export type Declaration = { personId: string; interested: boolean };
/** One vote as cast; of several by one person the one with the highest `no` stands. */
export type CastVote = { personId: string; no: number; choice: Choice; at: Date };

export type BallotRecord = {
  electorate: readonly Elector[];
  declarations: readonly Declaration[];
  votes: readonly CastVote[];
  rules: Rules;
  closesAt: Date;
  /** Deferred: when it was to close at first. Until then nobody who has not voted is missing. */
  deferredFrom: Date | null;
  now: Date;
  closed: boolean;
  /** Why it was closed without an outcome, if it was. */
  ended: string | null;
  /** The casting vote that the chair gave on a tie, after the close. */
  casting: Outcome | null;
};

/** Where a ballot stands. Until it is closed this speaks of turnout and quorum only: no outcome, no tally. */
export type Standing = {
  /** `ended`: its time is over, and it waits for the chair to close it. */
  state: 'open' | 'ended' | 'closed';
  outcome: Outcome | null;
  turnout: { voted: number; of: number };
  quorum: number;
  recused: readonly string[];
  undeclared: readonly string[];
  /** Members who may vote and have not; nobody while the ballot is deferred. */
  missing: readonly string[];
  closable: boolean;
  tally: Tally | null;
  /** After the close, on a tie: what the chair may give the casting vote for. */
  tie: readonly Outcome[];
  /** What is missing, in sentences. */
  needs: string[];
};

/** The one place where turnout, quorum, outcome and what is missing are worked out. */
export function standing(record: BallotRecord): Standing {
  const { electorate, declarations, rules, closesAt, deferredFrom, now, closed, ended } = record;
  const recused = recusedOf(electorate, declarations);
  const voters = electorate.map(({ personId }) => personId).filter((id) => !recused.has(id));
  const declared = new Set(declarations.map(({ personId }) => personId));
  const chair = chairOf(record.electorate, (id) => !recused.has(id) && declared.has(id));
  const votes = votesThatStand(record, new Set(voters.filter((id) => declared.has(id))));
  const quorum = quorumOf(rules, voters.length);
  const undeclared = voters.filter((id) => !declared.has(id));
  const left = voters.filter((id) => !votes.has(id));
  const deferred = deferredFrom !== null && now < deferredFrom ? deferredFrom : null;
  const tally = count([...votes.values()]);
  const state = closed ? 'closed' : now >= closesAt ? 'ended' : 'open';
  const turnout = { voted: votes.size, of: voters.length };
  const facts: Facts = { state, turnout, quorum, closesAt, deferred };
  const result = closed ? resultOf(record, facts, tally, { chair, votes }) : open;
  return {
    state,
    turnout,
    quorum,
    recused: [...recused],
    undeclared,
    missing: deferred === null ? left : [],
    closable: ended === null && (state === 'ended' || (state === 'open' && left.length === 0)),
    ...result,
    needs: closed ? result.needs : waits(facts, undeclared.length),
  };
}

/**
 * The one chair who takes part and has declared, or nobody: where everybody leads, as on the committee, nobody has a
 * casting vote or blocks alone.
 */
function chairOf(electorate: readonly Elector[], takesPart: (id: string) => boolean): string | null {
  const [first, second] = electorate.filter(({ chair, personId }) => chair && takesPart(personId));
  return second === undefined ? (first?.personId ?? null) : null;
}

/** Everybody who takes no part: by their own declaration, by what is known of them, by what they did in another stage. */
function recusedOf(electorate: readonly Elector[], declarations: readonly Declaration[]): Set<string> {
  const interested = new Set(declarations.filter((given) => given.interested).map(({ personId }) => personId));
  const out = electorate.filter(({ personId, conflict }) => conflict !== null || interested.has(personId));
  return new Set(out.map(({ personId }) => personId));
}

function votesThatStand({ votes, closesAt }: BallotRecord, voters: ReadonlySet<string>): Map<string, CastVote> {
  const standing = new Map<string, CastVote>();
  for (const vote of votes) {
    if (!voters.has(vote.personId) || vote.at >= closesAt) continue;
    const before = standing.get(vote.personId);
    if (before === undefined || before.no < vote.no) standing.set(vote.personId, vote);
  }
  return standing;
}

function count(votes: readonly CastVote[]): Tally {
  const tally = { approve: 0, 'approve-with-conditions': 0, revise: 0, reject: 0, abstain: 0 };
  for (const { choice } of votes) tally[choice] += 1;
  return tally;
}

type Facts = Pick<Standing, 'state' | 'turnout' | 'quorum'> & { closesAt: Date; deferred: Date | null };
type Result = Pick<Standing, 'outcome' | 'tally' | 'tie' | 'needs'>;
const open: Result = { outcome: null, tally: null, tie: [], needs: [] };

/** What a closed ballot came to. Without quorum it came to nothing, and there is no tie to be broken. */
function resultOf(
  { rules, ended, casting }: BallotRecord,
  { turnout, quorum }: Facts,
  tally: Tally,
  { chair, votes }: { chair: string | null; votes: ReadonlyMap<string, CastVote> },
): Result {
  const nothing = (lack: string): Result => ({ outcome: null, tally, tie: [], needs: [lack] });
  if (ended !== null) return nothing(`It was closed without an outcome: ${ended}`);
  if (turnout.of < quorum) return nothing(unreachable(turnout.of, quorum));
  if (turnout.voted < quorum) {
    return nothing(`${turnout.voted} of ${turnout.of} members voted, and the quorum is ${quorum}`);
  }
  const rejectedByChair = chair !== null && votes.get(chair)?.choice === 'reject';
  const blocked = why(rules, tally, rejectedByChair);
  const tie = rules.castingVote && chair !== null ? tied(tally, rules, blocked !== null) : [];
  const counted = casting !== null && tie.includes(casting) ? plus(tally, casting) : tally;
  const outcome = outcomeOf(counted, rules, blocked !== null);
  if (outcome !== null) return { outcome, tally, tie, needs: [] };
  return { outcome, tally, tie, needs: [lackOf(tally, rules, blocked), ...(tie.length > 0 ? [castingNeeded] : [])] };
}

const castingNeeded = 'It is a tie, and one further vote would decide it: the chair can give the casting vote';

function lackOf(tally: Tally, rules: Rules, blocked: string | null): string {
  const answers = tally.approve + tally['approve-with-conditions'] + tally.revise + tally.reject;
  if (answers === 0) return 'Everybody who voted abstained';
  if (blocked !== null && outcomeOf(tally, rules, false) !== null) return blocked;
  return `No answer has the support that it needs: ${support(rules)} of the ${answers} votes for an answer`;
}

function waits({ state, turnout, quorum, closesAt, deferred }: Facts, undeclared: number): string[] {
  const left = turnout.of - turnout.voted;
  const needs: string[] = [];
  if (turnout.of < quorum) needs.push(unreachable(turnout.of, quorum));
  else if (turnout.voted < quorum) needs.push(`${votes(quorum - turnout.voted)} needed for the quorum of ${quorum}`);
  if (state === 'ended') return [...needs, 'The time to vote is over: the ballot has to be closed'];
  if (left === 0) return [...needs, 'Everybody who can vote has voted: the ballot can be closed'];
  if (deferred !== null) {
    return [
      ...needs,
      `It is deferred: nobody is missing yet, and votes count until ${formatLondon(closesAt, 'datetime')}`,
    ];
  }
  if (undeclared > 0) needs.push(`${members(undeclared)} not declared interests yet`);
  return [...needs, `${members(left)} not voted yet, and can until ${formatLondon(closesAt, 'datetime')}`];
}

function unreachable(left: number, quorum: number): string {
  const who = left === 1 ? '1 member' : `${left} members`;
  return `The quorum of ${quorum} can't be reached: ${who} can take part`;
}

function members(count: number): string {
  return count === 1 ? '1 member has' : `${count} members have`;
}

function votes(count: number): string {
  return count === 1 ? '1 more vote is' : `${count} more votes are`;
}
