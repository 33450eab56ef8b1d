import { Accounts } from '@app/accounts';
import { type Actor, Forbidden, may, permit } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { againstOneStage, ProposalQueries, type RequestKind, type SubmittedContent } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Ballot } from './ballot.entity';
import { type BallotEntries, entriesOf, factsOf, recusalsAmong, standingOf, takingNoPart } from './ballot-record';
import { Decision } from './decision.entity';
import { actedElsewhere, type BallotFacts, ballotPolicy } from './domain/policy';
import type { Outcome, Tally } from './domain/carrying';
import type { Recommendation } from './domain/panel-stage';
import type { Standing } from './domain/standing';
import type { Panel } from './panel.entity';
import { BallotSubjects, type Subject } from './subjects';
import type { Vote } from './vote.entity';

/** A ballot as its page shows it to one person. Of others' votes nothing before the close. */
export type BallotPage = {
  ballot: Ballot;
  panel: Panel;
  rules: BallotEntries['rules'];
  standing: Standing;
  /** How many gave each answer: after the close, or to who has voted. */
  tally: Tally | null;
  deferral: { name: string; reason: string; from: Date } | null;
  casting: { name: string; choice: Outcome; reason: string } | null;
  /** What is voted on, the exact version; null until this elector has declared. */
  content: SubmittedContent | null;
  /** What kind of request is voted on. */
  request: RequestKind;
  groupName: string;
  employers: readonly string[];
  /** What the route panel recommended, or both of a move, where the committee has it before it. */
  recommendations: Recommendation[];
  /** `declare`: the question about interests comes first. */
  step: 'declare' | 'ballot';
  may: Record<'declare' | 'vote' | 'defer' | 'close' | 'end' | 'castingVote' | 'outlook', boolean>;
  ownVotes: Vote[];
  /** After the close: everybody's vote that stands. */
  votes: { name: string; vote: Vote }[];
  /** The conditions that these votes propose, each once. */
  proposedConditions: string[];
  /** Who takes no part, and of who acted in another stage what they did. */
  noPart: { name: string; did: string | null }[];
  /** Why this elector takes no part, because of what they did in another stage. */
  actedElsewhere: string | null;
  decision: (Decision & { name: string }) | null;
};

/** A ballot as the case of what it is about names it. */
export type BallotOn = { id: string; panelName: string; versionNo: number; state: Standing['state'] };

/** One ballot as pages read it. */
@Injectable()
export class BallotQueries {
  constructor(
    private readonly db: Db,
    private readonly accounts: Accounts,
    private readonly proposals: ProposalQueries,
    private readonly subjects: BallotSubjects,
  ) {}

  /** The ballot for this actor. @throws NotFound, Forbidden: also for who is recused */
  async page(actor: Actor, id: string): Promise<BallotPage> {
    const reader = this.db.read();
    const entries = await entriesOf(reader, await reader.get(Ballot, id));
    const { ballot, panel, rules } = entries;
    const facts = factsOf(entries);
    permit(ballotPolicy, actor, 'see', facts);
    await this.refuseRecused(reader, actor, ballot);
    const now = await reader.now();
    const standing = standingOf(entries, now);
    const first = mustDeclareFirst(actor, facts, standing);
    const subject = await this.subjects.read(reader, { kind: ballot.subjectKind, id: ballot.subjectId });
    return {
      ballot,
      panel,
      rules,
      standing,
      tally: may(ballotPolicy, actor, 'tally', facts) ? standingOf(entries, now, true).tally : null,
      content: first ? null : (await this.proposals.version(reader, ballot.versionId)).content,
      request: subject.request,
      groupName: subject.groupName,
      employers: subject.employers,
      recommendations: first || ballot.stage === 'panel' ? [] : await this.subjects.recommendations(reader, subject.id),
      step: first ? 'declare' : 'ballot',
      actedElsewhere: isSeated(actor, facts) ? againstOneStage(entries.acts, actor.id, ballot.stage) : null,
      may: mayOf(actor, facts, standing, entries),
      ownVotes: entries.votes.filter(({ personId }) => personId === actor.id).sort((a, b) => b.no - a.no),
      ...(await this.named(reader, entries)),
    };
  }

  /** The ballots on a subject that this actor may see, the newest first. */
  async on(actor: Actor, subject: Subject): Promise<BallotOn[]> {
    const reader = this.db.read();
    if ((await recusalsAmong(reader, subject, [actor.id], null)).length > 0) return [];
    const ballots = await reader.find(Ballot, { subjectKind: subject.kind, subjectId: subject.id });
    const [now, seen] = [await reader.now(), [] as BallotOn[]];
    for (const ballot of ballots.sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime())) {
      const entries = await entriesOf(reader, ballot);
      if (!may(ballotPolicy, actor, 'see', factsOf(entries))) continue;
      const { id, versionNo } = ballot;
      seen.push({ id, versionNo, panelName: entries.panel.name, state: standingOf(entries, now).state });
    }
    return seen;
  }

  /** Also who has no seat on this ballot: an administrator, an officer, the committee after the close. */
  private async refuseRecused(reader: Reader, actor: Actor, { subjectKind, subjectId }: Ballot): Promise<void> {
    const found = await recusalsAmong(reader, { kind: subjectKind, id: subjectId }, [actor.id], null);
    if (found.length > 0) throw new Forbidden('You take no part in this item and do not see it');
  }

  private async named(
    reader: Reader,
    entries: BallotEntries,
  ): Promise<Pick<BallotPage, 'votes' | 'proposedConditions' | 'noPart' | 'decision' | 'deferral' | 'casting'>> {
    const { ballot, votes, electors, deferral, casting } = entries;
    const [decision] = await reader.find(Decision, { ballotId: ballot.id });
    const people = [...electors.map(({ personId }) => personId), ...(decision ? [decision.decidedBy] : [])];
    const names = await this.accounts.names(reader, people);
    const name = (id: string): string => names.get(id) ?? 'Somebody';
    const noPart = takingNoPart(entries);
    const last = new Map<string, Vote>();
    for (const vote of [...votes].sort((a, b) => a.no - b.no))
      if (!noPart.has(vote.personId)) last.set(vote.personId, vote);
    const standing = ballot.closedAt === null ? [] : [...last.values()];
    return {
      votes: standing.map((vote) => ({ name: name(vote.personId), vote })),
      proposedConditions: [...new Set(standing.flatMap(({ conditions }) => conditions))],
      deferral: deferral && { name: name(deferral.personId), reason: deferral.reason, from: deferral.closedBefore },
      casting: casting && { name: name(casting.personId), choice: casting.choice, reason: casting.reason },
      noPart: [...noPart].map(([id, did]) => ({ name: name(id), did })),
      decision: decision === undefined ? null : Object.assign(decision, { name: name(decision.decidedBy) }),
    };
  }
}

const isSeated = (actor: Actor, { seats }: BallotFacts): boolean => seats.some(({ personId }) => personId === actor.id);

/** An elector reads and votes after declaring; where the ballot is over, there is nothing left to declare for. */
function mustDeclareFirst(actor: Actor, facts: BallotFacts, { state }: Standing): boolean {
  const asked = isSeated(actor, facts) && !actedElsewhere(facts, { personId: actor.id ?? '' });
  return state === 'open' && asked && !facts.declared.includes(actor.id ?? '');
}

function mayOf(
  actor: Actor,
  facts: BallotFacts,
  { state, closable, tie }: Standing,
  { ballot, deferral, casting, superseded }: BallotEntries,
): BallotPage['may'] {
  const open = state === 'open';
  const tied = tie.length > 0 && casting === null && !superseded && !ballot.lapsed;
  return {
    declare: open && may(ballotPolicy, actor, 'declare', facts),
    vote: open && may(ballotPolicy, actor, 'vote', facts),
    defer: open && deferral === null && may(ballotPolicy, actor, 'defer', facts),
    close: (closable || state === 'closed') && may(ballotPolicy, actor, 'close', facts),
    end: state !== 'closed' && may(ballotPolicy, actor, 'close', facts),
    castingVote: tied && may(ballotPolicy, actor, 'castingVote', facts),
    outlook: may(ballotPolicy, actor, 'outlook', facts),
  };
}
