import type { Reader } from '@app/platform';
import type { Ballot } from './ballot.entity';
import { BallotElector } from './ballot-elector.entity';
import type { BallotFacts } from './domain/policy';
import { type Rules, standing, type Standing } from './domain/standing';
import { InterestDeclaration } from './interest-declaration.entity';
import { Panel } from './panel.entity';
import { PanelRules } from './panel-rules.entity';
import { Vote } from './vote.entity';

/** Everything that was entered on one ballot. */
export type BallotEntries = {
  ballot: Ballot;
  panel: Panel;
  rules: Rules;
  electors: BallotElector[];
  declarations: InterestDeclaration[];
  votes: Vote[];
};

/** Reads a ballot's entries; within a verb, after the ballot's row was locked. */
export async function entriesOf(reader: Reader, ballot: Ballot): Promise<BallotEntries> {
  const { id, panelId, rulesId } = ballot;
  const { quorumPercent, quorumFloor, thresholdPercent } = await reader.get(PanelRules, rulesId);
  return {
    ballot,
    panel: await reader.get(Panel, panelId),
    rules: { quorumPercent, quorumFloor, thresholdPercent },
    electors: await reader.find(BallotElector, { ballotId: id }),
    declarations: await reader.find(InterestDeclaration, { ballotId: id }),
    votes: await reader.find(Vote, { ballotId: id }),
  };
}

/** What the policy looks at. */
export function factsOf({ ballot, panel, electors, declarations }: BallotEntries): BallotFacts {
  return {
    route: panel.route,
    groupId: ballot.groupId,
    submittedBy: ballot.submittedBy,
    seats: electors,
    declared: declarations.map(({ personId }) => personId),
    interested: declarations.filter(({ interested }) => interested).map(({ personId }) => personId),
    closed: ballot.closedAt !== null,
  };
}

/** Where the ballot stands at an instant. */
export function standingOf(entries: BallotEntries, now: Date, closed = entries.ballot.closedAt !== null): Standing {
  const { ballot, electors, declarations, rules } = entries;
  const votes = entries.votes.map(({ personId, no, choice, castAt }) => ({ personId, no, choice, at: castAt }));
  return standing({ electorate: electors, declarations, votes, rules, closesAt: ballot.closesAt, now, closed });
}

/** What every event of the ballot says of it. */
export function aboutOf({ ballot, panel }: Pick<BallotEntries, 'ballot' | 'panel'>) {
  return {
    panel: panel.slug,
    panelName: panel.name,
    stage: ballot.stage,
    subjectKind: ballot.subjectKind,
    subjectId: ballot.subjectId,
    reference: ballot.subjectReference,
    title: ballot.subjectTitle,
  };
}
