import type { Reader } from '@app/platform';
import { actElsewhere, deedOf, type StageAct, stageActsOn } from '@app/proposals';
import type { Ballot } from './ballot.entity';
import { BallotDeferral } from './ballot-deferral.entity';
import { BallotElector } from './ballot-elector.entity';
import { CastingVote } from './casting-vote.entity';
import type { Rules } from './domain/carrying';
import type { BallotFacts } from './domain/policy';
import { inWords, type Recusal } from './domain/recusal';
import { type BallotRecord, standing, type Standing } from './domain/standing';
import { InterestDeclaration } from './interest-declaration.entity';
import { Panel } from './panel.entity';
import { PanelRules } from './panel-rules.entity';
import type { Subject } from './subjects';
import { Vote } from './vote.entity';

type Elector = Pick<BallotElector, 'personId' | 'chair' | 'conflict'>;

/** Everything that was entered on one ballot. */
export type BallotEntries = {
  ballot: Ballot;
  panel: Panel;
  rules: Rules;
  electors: Elector[];
  declarations: InterestDeclaration[];
  votes: Vote[];
  deferral: BallotDeferral | null;
  casting: CastingVote | null;
  /** What anybody did on the request so far, in every stage. */
  acts: StageAct[];
  /** Whether a newer ballot of this panel on the same item was opened. */
  superseded: boolean;
};

/** Reads a ballot's entries; within a verb, after the ballot's row was locked. */
export async function entriesOf(reader: Reader, ballot: Ballot): Promise<BallotEntries> {
  const { id, panelId, rulesId, subjectKind, subjectId } = ballot;
  const newer = await reader.one(
    `select 1 from ballot where subject_kind = $1 and subject_id = $2 and panel_id = $3 and opened_at > $4 and id <> $5`,
    [subjectKind, subjectId, panelId, ballot.openedAt, id],
  );
  return {
    ballot,
    panel: await reader.get(Panel, panelId),
    rules: plainRules(await reader.get(PanelRules, rulesId)),
    electors: await electorsOf(reader, ballot),
    declarations: await reader.find(InterestDeclaration, { ballotId: id }),
    votes: await reader.find(Vote, { ballotId: id }),
    deferral: (await reader.find(BallotDeferral, { ballotId: id }))[0] ?? null,
    casting: (await reader.find(CastingVote, { ballotId: id }))[0] ?? null,
    acts: subjectKind === 'proposal' ? await stageActsOn(reader, subjectId) : [],
    superseded: newer !== null,
  };
}

/** Those of these people who take no part in a thing at a time, or now, and why. */
export async function recusalsAmong(
  reader: Reader,
  { kind, id }: Subject,
  people: readonly (string | null)[],
  at: Date | null,
): Promise<{ personId: string; why: Recusal }[]> {
  return reader.rows(
    `select * from (select x.id as "personId", recusal_of($1, $2, x.id, coalesce($4, waymark_now())) as why
       from unnest($3::uuid[]) as x(id)) found where why is not null`,
    [kind, id, people, at],
  );
}

/**
 * The frozen electorate, with who takes no part by now: while the ballot is open a recusal counts, and a proposed one
 * until it is dismissed. What comes after the close changes nothing.
 */
async function electorsOf(reader: Reader, ballot: Ballot): Promise<Elector[]> {
  const electors = await reader.find(BallotElector, { ballotId: ballot.id });
  const people = electors.map(({ personId }) => personId);
  const subject = { kind: ballot.subjectKind, id: ballot.subjectId };
  const found = await recusalsAmong(reader, subject, people, ballot.closedAt);
  const why = new Map(found.map((one) => [one.personId, inWords[one.why]]));
  return electors.map(({ personId, chair, conflict }) => ({
    personId,
    chair,
    conflict: conflict ?? why.get(personId) ?? null,
  }));
}

/** The rules alone, as a ballot and its decision keep them. */
export function plainRules(row: Rules): Rules {
  const { quorumPercent, quorumFloor, thresholdPercent, blockingRejects, chairBlocks, castingVote } = row;
  return { quorumPercent, quorumFloor, thresholdPercent, blockingRejects, chairBlocks, castingVote };
}

/** What the policy looks at. */
export function factsOf({ ballot, panel, electors, declarations, votes, acts }: BallotEntries): BallotFacts {
  return {
    route: panel.route,
    groupId: ballot.groupId,
    submittedBy: ballot.submittedBy,
    seats: electors,
    acts,
    declared: declarations.map(({ personId }) => personId),
    interested: declarations.filter(({ interested }) => interested).map(({ personId }) => personId),
    voted: votes.map(({ personId }) => personId),
    closed: ballot.closedAt !== null,
  };
}

/**
 * The electorate as it counts: who acted in another stage before the close leaves the denominator like who is recused.
 * A vote that was cast here before this was refused stands, and so does the count of a ballot that was closed by then.
 */
function countedElectors({ ballot, electors, votes, acts }: BallotEntries): Elector[] {
  if (!ballot.oneStage) return electors;
  const { stage, closedAt } = ballot;
  const before = acts.filter(({ at }) => closedAt === null || at < closedAt);
  const voted = new Set(votes.map(({ personId }) => personId));
  return electors.map((elector) => {
    const act = voted.has(elector.personId) ? null : actElsewhere(before, elector.personId, stage);
    return { ...elector, conflict: elector.conflict ?? (act && deedOf(act)) };
  });
}

/** Who takes no part, by id; of who acted in another stage what they did, of who is recused no reason. */
export function takingNoPart(entries: BallotEntries): Map<string, string | null> {
  const { electors, declarations } = entries;
  const interested = declarations.filter((given) => given.interested).map(({ personId }) => personId);
  const recused = electors.filter(({ personId, conflict }) => conflict !== null || interested.includes(personId));
  const acted = countedElectors(entries).filter(({ conflict }) => conflict !== null);
  return new Map([
    ...acted.map(({ personId, conflict }) => [personId, conflict] as const),
    ...recused.map(({ personId }) => [personId, null] as const),
  ]);
}

/** The entries as the domain reads them. */
export function recordOf(entries: BallotEntries, now: Date, closed = entries.ballot.closedAt !== null): BallotRecord {
  const { ballot, declarations, rules, deferral, casting } = entries;
  return {
    electorate: countedElectors(entries),
    declarations,
    votes: entries.votes.map(({ personId, no, choice, castAt }) => ({ personId, no, choice, at: castAt })),
    rules,
    closesAt: ballot.closesAt,
    deferredFrom: deferral?.closedBefore ?? null,
    now,
    closed,
    ended: ballot.endedBecause,
    casting: casting?.choice ?? null,
  };
}

/** Where the ballot stands at an instant. */
export function standingOf(entries: BallotEntries, now: Date, closed = entries.ballot.closedAt !== null): Standing {
  return standing(recordOf(entries, now, closed));
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
