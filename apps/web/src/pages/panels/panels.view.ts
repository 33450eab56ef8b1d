import { formatLondon, londonDate } from '@app/kernel';
import {
  type BallotPage,
  type BallotRow,
  type Choice,
  choices,
  type OpeningPage,
  type Outcome,
  type Rules,
  support,
} from '@app/panels';

const choiceWords: Readonly<Record<Choice, string>> = {
  approve: 'Approve',
  reject: 'Reject',
  revise: 'Revise and resubmit',
  abstain: 'Abstain',
};

/** What a ballot came to, in words: "Approve", "No outcome". */
export function outcomeWords(outcome: Outcome | null): string {
  return outcome === null ? 'No outcome' : choiceWords[outcome];
}

/** The rules of a panel in three sentences. */
export function rulesInWords(rules: Rules): string[] {
  const { quorumPercent, quorumFloor } = rules;
  return [
    `The quorum is ${quorumPercent}% of the members who have no interest in the item, and never fewer than ${quorumFloor}.`,
    `An answer needs ${support(rules)} of the votes for an answer. Who abstains counts for the quorum only.`,
    'Nobody votes on what they or their group propose, and who declares an interest takes no part.',
  ];
}

/** How a ballot in a list stands. */
export function stateWords({ closedAt, closesAt, lapsed, outcome, concluded }: BallotRow): string {
  if (lapsed) return 'Ended without a vote being counted';
  if (closedAt === null) return `Closes on ${formatLondon(closesAt, 'datetime')}`;
  if (outcome === null) return 'Closed without an outcome';
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

/** A ballot as its templates print it. */
export function ballotView(page: BallotPage) {
  const { ballot, panel, standing, ownVotes, votes, decision, recommendation } = page;
  const [own] = ownVotes;
  return {
    ...page,
    title: `Ballot on ${ballot.subjectReference}, ${ballot.subjectTitle}`,
    caption: `${panel.name}: version ${ballot.versionNo} of ${ballot.subjectReference}`,
    hash: ballot.contentHash.match(/.{1,16}/g)?.join(' '),
    closes: formatLondon(ballot.closesAt, 'datetime'),
    standsAs: { open: 'Open', ended: 'Time to vote is over', closed: 'Closed' }[standing.state],
    tally: choices.map((choice) => ({ text: choiceWords[choice], count: standing.tally?.[choice] ?? 0 })),
    outcomeText: outcomeWords(standing.outcome),
    own: own && {
      text: choiceWords[own.choice],
      reason: own.reason,
      at: formatLondon(own.castAt, 'datetime'),
    },
    seen: ownVotes.length,
    voteRows: votes.map(({ name, vote }) => ({ name, text: choiceWords[vote.choice], reason: vote.reason })),
    decisionText: decision && (decision.kind === 'recommendation' ? 'The panel recommends' : 'The committee decided'),
    recommendationText: recommendation && choiceWords[recommendation.outcome],
    choices: choices.map((choice) => ({ value: choice, text: choiceWords[choice] })),
    awaitsReasons: standing.outcome !== null && decision === null && !ballot.lapsed,
  };
}
