import { type Choice, choices, outcomes, type Outcome } from './carrying';
import { type BallotRecord, standing } from './standing';

/** The fewest votes that would lead to another outcome: further ones while it is open, others ones after the close. */
export type Turn = { votes: number; how: 'further' | 'changed'; choice: Choice; outcome: Outcome | null };
export type Outlook = { outcome: Outcome | null; turns: Turn[] };

/** What the ballot would come to if it were closed as it stands, and what would change that. */
export function outlook(record: BallotRecord): Outlook {
  const { outcome } = standing({ ...record, closed: true });
  const turns = outcomes.flatMap((choice) => turn(record, choice, outcome) ?? []);
  return { outcome, turns };
}

function turn(record: BallotRecord, choice: Choice, outcome: Outcome | null): Turn | null {
  const [how, variants] = record.closed
    ? (['changed', changed(record, choice)] as const)
    : (['further', further(record, choice)] as const);
  const found = variants
    .map(({ votes, ...variant }) => ({ votes, outcome: standing({ ...variant.record, closed: true }).outcome }))
    .filter((variant) => variant.outcome !== outcome)
    .sort((a, b) => a.votes - b.votes)[0];
  return found === undefined ? null : { votes: found.votes, how, choice, outcome: found.outcome };
}

type Variant = { votes: number; record: BallotRecord };

/** One, two, three ... of those who have not voted answer this. */
function further(record: BallotRecord, choice: Choice): Variant[] {
  const { missing } = standing({ ...record, deferredFrom: null });
  return missing.map((_, index) => {
    const people = missing.slice(0, index + 1);
    const declarations = people.map((personId) => ({ personId, interested: false }));
    const votes = people.map((personId) => ({ personId, no: 1, choice, at: new Date(record.closesAt.getTime() - 1) }));
    return {
      votes: people.length,
      record: {
        ...record,
        declarations: [...record.declarations, ...declarations],
        votes: [...record.votes, ...votes],
      },
    };
  });
}

/** One, two, three ... of those who gave one other answer had given this one. */
function changed(record: BallotRecord, choice: Choice): Variant[] {
  const last = new Map<string, BallotRecord['votes'][number]>();
  for (const vote of record.votes) if ((last.get(vote.personId)?.no ?? 0) < vote.no) last.set(vote.personId, vote);
  return choices
    .filter((other) => other !== choice)
    .flatMap((other) => {
      const people = [...last.values()].filter((vote) => vote.choice === other).map(({ personId }) => personId);
      return people.map((_, index) => {
        const turned = new Set(people.slice(0, index + 1));
        const votes = [...last.values()].map((vote) => (turned.has(vote.personId) ? { ...vote, choice } : vote));
        return { votes: turned.size, record: { ...record, votes } };
      });
    });
}
