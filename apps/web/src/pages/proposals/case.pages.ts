import { consultationPolicy } from '@app/consultations';
import { CycleQueries } from '@app/cycles';
import { type Actor, may } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import {
  isOnItsWay,
  lifecycleOf,
  type Proposal,
  proposalPolicy,
  ProposalQueries,
  type ProposalState,
} from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';
import { AroundCase } from './around-case';
import { filesByPurpose } from './files.view';
import { changedParts, outcomeOf, requestRows, stateWords } from './proposal.view';
import { RequestFacts } from './request.facts';
import { taskList } from './tasks.view';

type Read = Proposal & { standing: ProposalState };

/** The two pages that a proposal has: the task list of a draft, and the case. */
@Injectable()
export class CasePages {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly trailblazers: TrailblazerQueries,
    private readonly facts: RequestFacts,
    private readonly around: AroundCase,
    private readonly maps: MapReader,
    private readonly cycles: CycleQueries,
  ) {}

  /** The task list that the group works through. */
  async tasks(actor: Actor, proposal: Read): Promise<Answer> {
    const reader = this.db.read();
    const employers = (await this.trailblazers.employers(reader, proposal.groupId)).map(
      ({ id: _, ...details }) => details,
    );
    const requests = await this.queries.openRequests(proposal.id);
    const files = await this.queries.draftFiles(reader, proposal.id);
    const submitted = (await this.queries.latestVersion(reader, proposal.id))?.content ?? null;
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      proposal,
      ...(await this.facts.of(proposal)),
      tasks: taskList({ proposal, employers, files, requests, submitted }),
      requests,
      canSubmit: may(proposalPolicy, actor, 'submit', proposal),
      place: await this.place(proposal.id),
      outcome: proposal.state === 'returned' && requests.length === 0 ? outcomeOf(proposal) : null,
      ...(await this.around.of(actor, proposal.id)),
    });
  }

  /** The case: what was submitted, what was asked for and said, and what this person may do now. */
  async case(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    return page('proposals/case', {
      proposal,
      form,
      ...(await this.said(proposal)),
      ...acts(actor, proposal),
      ...(await this.facts.of(proposal)),
      ...(await this.facts.consulted(proposal)),
      stateText: stateWords(proposal.kind, proposal.standing),
      group: (await this.queries.summary(this.db.read(), id)).groupName,
      outcome: outcomeOf(proposal),
      ...(await this.around.of(actor, id)),
      routes: (await this.maps.current())?.routes ?? [],
      place: await this.place(id),
      follows: await this.queries.isFollowedBy(actor, id),
    });
  }

  /** The cycle that the proposal has a slot in, and when an answer to its submission is due. */
  private async place(id: string): Promise<object> {
    const reader = this.db.read();
    return { slot: await this.cycles.slotOf(reader, id), due: (await this.cycles.dues(reader, [id])).get(id) ?? null };
  }

  private async said(proposal: Proposal): Promise<object> {
    const reader = this.db.read();
    const versions = await this.queries.versions(reader, proposal.id);
    const [latest, before] = versions;
    const content = latest?.content ?? proposal.content;
    return {
      title: content.title || proposal.reference,
      versions,
      content,
      files: filesByPurpose(latest?.content.files ?? []),
      differs: latest && before ? changedParts(before.content, latest.content) : null,
      requests: requestRows(await this.queries.changeRequests(reader, proposal.id), versions),
      employers: latest?.content.employers ?? (await this.trailblazers.employers(reader, proposal.groupId)),
    };
  }
}

/** The acts that the lifecycle has in this state and the policy allows this person. */
function acts(actor: Actor, proposal: Read): object {
  const steps = lifecycleOf(proposal)[proposal.standing];
  const checks = may(proposalPolicy, actor, 'check', proposal);
  const raisable = proposal.changeKind !== null && proposal.changeKind !== 'revision';
  return {
    canCheck: 'accept' in steps && checks,
    accepts: steps.accept === 'agreed' ? 'Agree the correction' : 'Accept for the panel',
    canRaise: 'accept' in steps && checks && raisable,
    canReopen: 'reopen' in steps && checks,
    canWithdraw: 'withdraw' in steps && may(proposalPolicy, actor, 'withdraw', proposal),
    canConsult: isOnItsWay(proposal.standing) && may(consultationPolicy, actor, 'create', null),
    own: may(proposalPolicy, actor, 'amend', proposal),
  };
}
