import { formatLondon } from '@app/kernel';

/** What a member may answer. Who abstains is present, and counts towards the quorum only. */
export const choices = ['approve', 'reject', 'revise', 'abstain'] as const;
export type Choice = (typeof choices)[number];
export type Outcome = Exclude<Choice, 'abstain'>;

/** The rules of one panel at one time. An answer needs more than half, and at least the threshold, of the votes for an answer. */
export type Rules = { quorumPercent: number; quorumFloor: number; thresholdPercent: number };

/** Somebody of the frozen electorate; `conflict` says why they are recused without declaring anything. */
export type Elector = { personId: string; conflict: string | null };
export type Declaration = { personId: string; interested: boolean };
/** One vote as cast; of several by one person the one with the highest `no` stands. */
export type CastVote = { personId: string; no: number; choice: Choice; at: Date };

export type BallotRecord = {
  electorate: readonly Elector[];
  declarations: readonly Declaration[];
  votes: readonly CastVote[];
  rules: Rules;
  closesAt: Date;
  now: Date;
  closed: boolean;
};

export type Tally = Readonly<Record<Choice, number>>;

/** Where a ballot stands. Until it is closed this speaks of turnout and quorum only: no outcome, no tally. */
export type Standing = {
  /** `ended`: its time is over, and it waits for the chair to close it. */
  state: 'open' | 'ended' | 'closed';
  outcome: Outcome | null;
  turnout: { voted: number; of: number };
  quorum: number;
  recused: readonly string[];
  undeclared: readonly string[];
  /** Members who may vote and have not. */
  missing: readonly string[];
  closable: boolean;
  tally: Tally | null;
  /** What is missing, in sentences. */
  needs: string[];
};

/** The one place where turnout, quorum, outcome and what is missing are worked out. */
export function standing(record: BallotRecord): Standing {
  const { electorate, declarations, rules, closesAt, now, closed } = record;
  const recused = recusedOf(electorate, declarations);
  const voters = electorate.map(({ personId }) => personId).filter((id) => !recused.has(id));
  const declared = new Set(declarations.map(({ personId }) => personId));
  const standingVotes = votesThatStand(record, new Set(voters.filter((id) => declared.has(id))));
  const quorum = Math.max(rules.quorumFloor, Math.ceil((rules.quorumPercent * voters.length) / 100));
  const missing = voters.filter((id) => !standingVotes.has(id));
  const tally = count([...standingVotes.values()]);
  const state = closed ? 'closed' : now >= closesAt ? 'ended' : 'open';
  const turnout = { voted: standingVotes.size, of: voters.length };
  const facts: Facts = { state, turnout, quorum, closesAt };
  return {
    ...facts,
    outcome: closed && turnout.voted >= quorum ? outcomeOf(tally, rules) : null,
    recused: [...recused],
    undeclared: voters.filter((id) => !declared.has(id)),
    missing,
    closable: state === 'ended' || (state === 'open' && missing.length === 0),
    tally: closed ? tally : null,
    needs: closed ? lacks(facts, tally, rules) : waits(facts, voters.filter((id) => !declared.has(id)).length),
  };
}

/** Everybody who neither sees nor votes: by their own declaration, or because their group proposes it. */
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
  const tally = { approve: 0, reject: 0, revise: 0, abstain: 0 };
  for (const { choice } of votes) tally[choice] += 1;
  return tally;
}

function answersIn(tally: Tally): number {
  return tally.approve + tally.reject + tally.revise;
}

function outcomeOf(tally: Tally, { thresholdPercent }: Rules): Outcome | null {
  const answers = answersIn(tally);
  const enough = (votes: number): boolean => votes * 2 > answers && votes * 100 >= thresholdPercent * answers;
  return (['approve', 'reject', 'revise'] as const).find((choice) => enough(tally[choice])) ?? null;
}

type Facts = Pick<Standing, 'state' | 'turnout' | 'quorum'> & { closesAt: Date };

function waits({ state, turnout, quorum, closesAt }: Facts, undeclared: number): string[] {
  const left = turnout.of - turnout.voted;
  const needs: string[] = [];
  if (turnout.of < quorum) needs.push(unreachable(turnout.of, quorum));
  else if (turnout.voted < quorum) needs.push(`${votes(quorum - turnout.voted)} needed for the quorum of ${quorum}`);
  if (state === 'ended') return [...needs, 'The time to vote is over: the ballot has to be closed'];
  if (undeclared > 0) needs.push(`${members(undeclared)} not declared interests yet`);
  if (left > 0) needs.push(`${members(left)} not voted yet, and can until ${formatLondon(closesAt, 'datetime')}`);
  else needs.push('Everybody who can vote has voted: the ballot can be closed');
  return needs;
}

function lacks({ turnout, quorum }: Facts, tally: Tally, rules: Rules): string[] {
  if (turnout.of < quorum) return [unreachable(turnout.of, quorum)];
  if (turnout.voted < quorum) return [`${turnout.voted} of ${turnout.of} members voted, and the quorum is ${quorum}`];
  const answers = answersIn(tally);
  if (answers === 0) return ['Everybody who voted abstained'];
  if (outcomeOf(tally, rules) !== null) return [];
  return [`No answer has the support that it needs: ${support(rules)} of the ${answers} votes for an answer`];
}

/** The threshold in words. */
export function support({ thresholdPercent }: Rules): string {
  return thresholdPercent <= 50 ? 'more than half' : `at least ${thresholdPercent}%`;
}

function unreachable(left: number, quorum: number): string {
  const who = left === 1 ? '1 member is' : `${left} members are`;
  return `The quorum of ${quorum} can't be reached: ${who} without an interest`;
}

function members(count: number): string {
  return count === 1 ? '1 member has' : `${count} members have`;
}

function votes(count: number): string {
  return count === 1 ? '1 more vote is' : `${count} more votes are`;
}
