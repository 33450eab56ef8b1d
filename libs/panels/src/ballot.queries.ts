import { Accounts } from '@app/accounts';
import { type Actor, may, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { type SubmittedContent, ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { type BallotEntries, entriesOf, factsOf, standingOf } from './ballot-record';
import { Decision } from './decision.entity';
import { type BallotFacts, ballotPolicy } from './domain/policy';
import type { Standing } from './domain/standing';
import type { Panel } from './panel.entity';
import { PanelQueries, type StandingDecision } from './panels.queries';
import { BallotSubjects, type Subject } from './subjects';
import type { Vote } from './vote.entity';

/** A ballot as its page shows it to one person. Of others' votes nothing before the close. */
export type BallotPage = {
  ballot: Ballot;
  panel: Panel;
  rules: BallotEntries['rules'];
  standing: Standing;
  /** What is voted on, the exact version; null until this elector has declared. */
  content: SubmittedContent | null;
  groupName: string;
  employers: readonly string[];
  /** What the route panel recommended, where the committee has it before it. */
  recommendation: StandingDecision | null;
  /** `declare`: the question about interests comes first. */
  step: 'declare' | 'ballot';
  may: { declare: boolean; vote: boolean; close: boolean };
  ownVotes: Vote[];
  /** After the close: everybody's vote that stands. */
  votes: { name: string; vote: Vote }[];
  recused: string[];
  decision: (Decision & { name: string }) | null;
};

/** One ballot as pages read it. */
@Injectable()
export class BallotQueries {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly proposals: ProposalQueries,
    private readonly subjects: BallotSubjects,
    private readonly panels: PanelQueries,
  ) {}

  /** The ballot for this actor. @throws NotFound, Forbidden: also for who is recused */
  async page(actor: Actor, id: string): Promise<BallotPage> {
    const reader = this.db.read();
    const entries = await entriesOf(reader, await reader.get(Ballot, id));
    const { ballot, panel, rules } = entries;
    const facts = factsOf(entries);
    permit(ballotPolicy, actor, 'see', facts);
    const standing = standingOf(entries, await reader.now());
    const first = mustDeclareFirst(actor, facts, standing);
    const subject = await this.subjects.read(reader, { kind: ballot.subjectKind, id: ballot.subjectId });
    return {
      ballot,
      panel,
      rules,
      standing,
      content: first ? null : (await this.proposals.version(reader, ballot.versionId)).content,
      groupName: subject.groupName,
      employers: subject.employers,
      recommendation: first || ballot.stage === 'panel' ? null : await this.recommendation(reader, subject),
      step: first ? 'declare' : 'ballot',
      may: mayOf(actor, facts, standing),
      ownVotes: entries.votes.filter(({ personId }) => personId === actor.id).sort((a, b) => b.no - a.no),
      ...(await this.named(reader, entries)),
    };
  }

  private async recommendation(reader: Reader, subject: Subject): Promise<StandingDecision | null> {
    return (await this.panels.decisions(reader, subject)).find(({ stage }) => stage === 'panel') ?? null;
  }

  private async named(
    reader: Reader,
    { ballot, votes, electors, declarations }: BallotEntries,
  ): Promise<Pick<BallotPage, 'votes' | 'recused' | 'decision'>> {
    const [decision] = await reader.find(Decision, { ballotId: ballot.id });
    const people = [...electors.map(({ personId }) => personId), ...(decision ? [decision.decidedBy] : [])];
    const names = await this.accounts.names(reader, people);
    const name = (id: string): string => names.get(id) ?? 'Somebody';
    const interested = new Set(declarations.filter((given) => given.interested).map(({ personId }) => personId));
    const isRecused = (id: string): boolean =>
      interested.has(id) || electors.some(({ personId, conflict }) => personId === id && conflict !== null);
    const last = new Map<string, Vote>();
    for (const vote of [...votes].sort((a, b) => a.no - b.no))
      if (!isRecused(vote.personId)) last.set(vote.personId, vote);
    return {
      votes: ballot.closedAt === null ? [] : [...last.values()].map((vote) => ({ name: name(vote.personId), vote })),
      recused: electors
        .map(({ personId }) => personId)
        .filter(isRecused)
        .map(name),
      decision: decision === undefined ? null : Object.assign(decision, { name: name(decision.decidedBy) }),
    };
  }
}

/** An elector reads and votes after declaring; where the ballot is over, there is nothing left to declare for. */
function mustDeclareFirst(actor: Actor, facts: BallotFacts, { state }: Standing): boolean {
  const seated = facts.seats.some(({ personId }) => personId === actor.id);
  return state === 'open' && seated && !facts.declared.includes(actor.id ?? '');
}

function mayOf(actor: Actor, facts: BallotFacts, { state, closable }: Standing): BallotPage['may'] {
  return {
    declare: state === 'open' && may(ballotPolicy, actor, 'declare', facts),
    vote: state === 'open' && may(ballotPolicy, actor, 'vote', facts),
    close: (closable || state === 'closed') && may(ballotPolicy, actor, 'close', facts),
  };
}
