import { formatLondon, londonDate } from '@app/kernel';
import {
  type BallotPage,
  type BallotRow,
  type Choice,
  choices,
  type OpeningPage,
  type Outcome,
  type Outlook,
  type Rules,
  support,
} from '@app/panels';

const choiceWords: Readonly<Record<Choice, string>> = {
  approve: 'Approve',
  'approve-with-conditions': 'Approve with conditions',
  revise: 'Revise and resubmit',
  reject: 'Reject',
  abstain: 'Abstain',
};

/** What a ballot came to, in words: "Approve", "No outcome". */
export function outcomeWords(outcome: Outcome | null): string {
  return outcome === null ? 'No outcome' : choiceWords[outcome];
}

/** The rules of a panel in sentences. */
export function rulesInWords(rules: Rules): string[] {
  const { quorumPercent, quorumFloor, blockingRejects, chairBlocks, castingVote } = rules;
  const rejects = blockingRejects === 1 ? 'One vote to reject' : `${blockingRejects} votes to reject`;
  return [
    `The quorum is ${quorumPercent}% of the members who have no interest in the item, and never fewer than ${quorumFloor}.`,
    `An answer needs ${support(rules)} of the votes for an answer. Who abstains counts for the quorum only.`,
    'Votes to approve of either kind count together for an approval. It is one with conditions where the plain approvals alone would not carry it.',
    ...(blockingRejects > 0 ? [`${rejects} or more block an approval.`] : []),
    ...(chairBlocks ? ['The chair’s vote to reject blocks an approval.'] : []),
    castingVote
      ? 'On a tie that one further vote would decide, the chair can give a casting vote after the close, with a reason.'
      : 'A tie has no outcome.',
    'Nobody votes on what they or their group propose, and who declares an interest takes no part.',
    'One person acts in one stage of a request: the officer’s check, the panels’ ballots, the committee’s, a procedural review.',
  ];
}

/** How a ballot in a list stands. */
export function stateWords({ closedAt, closesAt, lapsed, outcome, concluded, endedBecause }: BallotRow): string {
  if (lapsed) return 'Ended without a vote being counted';
  if (closedAt === null) return `Closes on ${formatLondon(closesAt, 'datetime')}`;
  if (outcome === null) return `Closed without an outcome${endedBecause === null ? '' : `: ${endedBecause}`}`;
  return concluded ? choiceWords[outcome] : `${choiceWords[outcome]}, reasons to follow`;
}

/** What the form for opening begins with: five working days from now at 5pm. */
export function openingValues({ suggested, subject }: OpeningPage): Record<string, string> {
  const [year = '', month = '', day = ''] = londonDate(suggested).split('-');
  return {
    day: String(Number(day)),
    month: String(Number(month)),
    year,
    time: '17:00',
    contentHash: subject.version.contentHash,
  };
}

/** Who takes no part, by name; of who acted in another stage what they did. */
export function noPartWords(noPart: readonly { name: string; did: string | null }[]): string[] {
  return noPart.map(({ name, did }) => (did === null ? name : `${name} (${did})`));
}

/** A ballot as its templates print it. */
export function ballotView(page: BallotPage) {
  const { ballot, panel, standing, ownVotes, votes, decision, recommendations, deferral, casting } = page;
  const [own] = ownVotes;
  return {
    ...page,
    title: `Ballot on ${ballot.subjectReference}, ${ballot.subjectTitle}`,
    caption: `${panel.name}: version ${ballot.versionNo} of ${ballot.subjectReference}`,
    hash: ballot.contentHash.match(/.{1,16}/g)?.join(' '),
    closes: formatLondon(ballot.closesAt, 'datetime'),
    noPart: noPartWords(page.noPart),
    standsAs: { open: 'Open', ended: 'Time to vote is over', closed: 'Closed' }[standing.state],
    tally: page.tally && choices.map((choice) => ({ text: choiceWords[choice], count: page.tally?.[choice] ?? 0 })),
    ruleWords: rulesInWords(page.rules),
    outcomeText: outcomeWords(standing.outcome),
    deferredText:
      deferral && `Deferred by ${deferral.name}, from ${formatLondon(deferral.from, 'datetime')}: ${deferral.reason}`,
    casting: casting && { ...casting, text: choiceWords[casting.choice] },
    ties: standing.tie.map((choice) => ({ value: choice, text: choiceWords[choice] })),
    own: own && {
      text: choiceWords[own.choice],
      conditions: own.conditions,
      reason: own.reason,
      at: formatLondon(own.castAt, 'datetime'),
    },
    seen: ownVotes.length,
    voteRows: votes.map(({ name, vote }) => ({
      name,
      text: choiceWords[vote.choice],
      reason: vote.reason,
      conditions: vote.conditions,
    })),
    decisionText: decision && (decision.kind === 'recommendation' ? 'The panel recommends' : 'The committee decided'),
    recommended: recommendations.map((one) => ({ ...one, text: choiceWords[one.outcome] })),
    choices: choices.map((choice) => ({ value: choice, text: choiceWords[choice] })),
    awaitsReasons: standing.outcome !== null && decision === null && !ballot.lapsed,
  };
}

/** What would change the outcome, in sentences. */
export function outlookWords({ outcome, turns }: Outlook, closed: boolean): string[] {
  const now = closed ? 'The outcome is' : 'If it were closed now, the outcome would be';
  return [
    `${now}: ${outcomeWords(outcome)}.`,
    ...(turns.length === 0 ? ['Nothing that is still open would change it.'] : []),
    ...turns.map(({ votes, how, choice, outcome: other }) => {
      const some = votes === 1 ? '1 vote' : `${votes} votes`;
      const answer = choiceWords[choice].toLowerCase();
      const given = how === 'further' ? `${some} more for “${answer}”` : `“${answer}” instead in ${some}`;
      return `With ${given}: ${outcomeWords(other)}.`;
    }),
  ];
}
