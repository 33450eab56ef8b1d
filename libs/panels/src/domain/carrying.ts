/** What a member may answer. Who abstains is present, and counts towards the quorum only. */
export const choices = ['approve', 'approve-with-conditions', 'revise', 'reject', 'abstain'] as const;
export type Choice = (typeof choices)[number];
export const outcomes = ['approve', 'approve-with-conditions', 'revise', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];
export type Tally = Readonly<Record<Choice, number>>;

/** The rules of one panel at one time. An answer needs more than half, and at least the threshold, of the votes for an answer. */
export type Rules = {
  quorumPercent: number;
  quorumFloor: number;
  thresholdPercent: number;
  /** So many votes to reject block an approval; 0: no number of them does. */
  blockingRejects: number;
  /** Whether the chair's vote to reject blocks an approval. */
  chairBlocks: boolean;
  /** Whether the chair may break a tie. */
  castingVote: boolean;
};

/** How many have to vote, of so many who can: a share of them, and never fewer than the floor. */
export function quorumOf({ quorumFloor, quorumPercent }: Rules, voters: number): number {
  return Math.max(quorumFloor, Math.ceil((quorumPercent * voters) / 100));
}

/**
 * What the votes carry. Votes to approve of either kind together carry an approval; it is one with conditions when the
 * plain approvals alone do not carry it. Where an approval is blocked, only a revision or a rejection can be carried.
 */
export function outcomeOf(tally: Tally, rules: Rules, blocked: boolean): Outcome | null {
  const carried = (votes: number): boolean => carries(votes, answersIn(tally), rules);
  if (!blocked && carried(approvals(tally))) return carried(tally.approve) ? 'approve' : 'approve-with-conditions';
  return (['revise', 'reject'] as const).find((choice) => carried(tally[choice])) ?? null;
}

/** Why an approval is blocked, in words, or null. */
export function why(rules: Rules, tally: Tally, rejectedByChair: boolean): string | null {
  if (rules.chairBlocks && rejectedByChair) return 'An approval is blocked: the chair voted to reject';
  const enough = rules.blockingRejects > 0 && tally.reject >= rules.blockingRejects;
  return enough ? `An approval is blocked: ${tally.reject} of the votes are to reject` : null;
}

/**
 * A tie: two or three answers lead with equally many votes, and one further vote would carry each of them. What the
 * chair may give the casting vote for; nothing where there is no tie. A blocked approval stays blocked.
 */
export function tied(tally: Tally, rules: Rules, blocked: boolean): Outcome[] {
  const sides = [
    { votes: approvals(tally), answers: blocked ? [] : (['approve', 'approve-with-conditions'] as const) },
    { votes: tally.revise, answers: ['revise'] as const },
    { votes: tally.reject, answers: ['reject'] as const },
  ];
  const most = Math.max(...sides.map(({ votes }) => votes));
  const leading = sides.filter(({ votes }) => votes === most);
  if (most === 0 || leading.length < 2 || !carries(most + 1, answersIn(tally) + 1, rules)) return [];
  return leading.flatMap(({ answers }) => [...answers]);
}

/** The tally with one further vote. */
export function plus(tally: Tally, choice: Choice): Tally {
  return { ...tally, [choice]: tally[choice] + 1 };
}

/** The threshold in words. */
export function support({ thresholdPercent }: Rules): string {
  return thresholdPercent <= 50 ? 'more than half' : `at least ${thresholdPercent}%`;
}

function carries(votes: number, answers: number, { thresholdPercent }: Rules): boolean {
  return votes * 2 > answers && votes * 100 >= thresholdPercent * answers;
}

function approvals(tally: Tally): number {
  return tally.approve + tally['approve-with-conditions'];
}

function answersIn(tally: Tally): number {
  return approvals(tally) + tally.revise + tally.reject;
}
