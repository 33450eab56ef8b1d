import { type Actor, Forbidden, may, permit, refuse } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { OfficersGroups, TrailblazerQueries, type WithoutGroup } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { CarryOver } from './carry-over.service';
import { lifecycleOf, standingOf } from './domain/lifecycle';
import { deedOf } from './domain/one-stage';
import { proposalPolicy } from './domain/policy';
import { type Beginning, draftStartedWith, insertDraft, newDraft } from './draft.rows';
import { permitOfficer } from './officer-check';
import { Proposal } from './proposal.entity';
import { stageActsOn } from './stage-acts';

/**
 * Requests that an officer prepares without a trailblazer group, on a recorded ground. All that follows is as of any other
 * request; another officer checks it, since nobody checks what they prepared.
 */
@Injectable()
export class OfficersRequests {
  constructor(
    private readonly db: Db,
    private readonly carrying: CarryOver,
    private readonly groups: OfficersGroups,
    private readonly trailblazers: TrailblazerQueries,
  ) {}

  /** Starts a draft, as `Proposals.start` does for a group. The key makes a repeated request the same draft. @returns its id */
  async start(actor: Actor, given: WithoutGroup, key: string, beginning: Beginning): Promise<string> {
    return this.db.write(async (tx) => {
      permit(proposalPolicy, actor, 'create', { ...unborn, groupId: null });
      const before = await draftStartedWith(tx, key);
      if (before !== null) return before;
      const draft = await newDraft(tx, this.carrying, beginning);
      const groupId = await this.groups.formed(tx, actor, draft.reference, given);
      return insertDraft(tx, actor, Object.assign(draft, { groupId, creationKey: key }));
    });
  }

  /**
   * Another officer prepares it from now on; who did so before is told why.
   * @throws Forbidden for who takes no part in it, or acted on it in a stage; Refused where there is nothing to take over
   */
  async takeOver(actor: Actor, id: string, reason: string): Promise<void> {
    await this.db.write(async (tx) => {
      const proposal = await tx.lock(Proposal, id);
      await permitOfficer(tx, actor, proposal);
      const act = await deedOn(tx, actor, id);
      if (act !== null) throw new Forbidden(`You ${act}, so somebody else prepares it`);
      if (!goesOn(proposal, await tx.now())) refuse('This request has come to its end: there is nothing to take over');
      await this.groups.takenOver(tx, actor, proposal.groupId, reason);
    });
  }

  /** Whether the page of a request offers this officer to take it over; the verb asks again. */
  async mayTakeOver(actor: Actor, proposal: Proposal): Promise<boolean> {
    const reader = this.db.read();
    if (!may(proposalPolicy, actor, 'check', proposal) || !goesOn(proposal, await reader.now())) return false;
    if ((await this.trailblazers.ground(reader, proposal.groupId)) === null) return false;
    return (await deedOn(reader, actor, proposal.id)) === null;
  }

  /** Who prepares it now, by name; nobody where they are gone. */
  async preparedBy({ groupId }: Proposal): Promise<string[]> {
    return (await this.trailblazers.people(this.db.read(), groupId)).map(({ name }) => name);
  }
}

/** What this person did on the request in a stage of it, as they are told; null: nothing. */
async function deedOn(reader: Reader, actor: Actor, id: string): Promise<string | null> {
  const act = (await stageActsOn(reader, id)).find(({ personId }) => personId === actor.id);
  return act === undefined ? null : deedOf(act);
}

const goesOn = (proposal: Proposal, now: Date): boolean =>
  Object.keys(lifecycleOf(proposal)[standingOf(proposal, now)]).length > 0;

/** What the policy looks at before there is a proposal. */
const unborn = { submittedBy: null, route: null, leavesRoute: null, state: 'draft' } as const;
