import { AuditQueries } from '@app/audit';
import { consultationPolicy } from '@app/consultations';
import { type Actor, may } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { lifecycleOf, type Proposal, proposalPolicy, ProposalQueries, type ProposalState } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';
import { askedByField, changedParts, outcomeOf, requestRows, stateWords } from './proposal.view';
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
    private readonly audit: AuditQueries,
    private readonly maps: MapReader,
  ) {}

  /** The task list that the group works through. */
  async tasks(actor: Actor, proposal: Read): Promise<Answer> {
    const reader = this.db.read();
    const employers = (await this.trailblazers.employers(reader, proposal.groupId)).map(
      ({ id: _, ...details }) => details,
    );
    const requests = await this.queries.openRequests(proposal.id);
    const submitted = (await this.queries.latestVersion(reader, proposal.id))?.content ?? null;
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      proposal,
      ...(await this.facts.of(proposal)),
      ...(await this.facts.reviewed(actor, proposal)),
      asked: Object.values(askedByField(proposal.id, requests)).flat(),
      tasks: taskList({ proposal, employers, requests, submitted }),
      requests,
      canSubmit: may(proposalPolicy, actor, 'submit', proposal),
      outcome: proposal.state === 'returned' && requests.length === 0 ? outcomeOf(proposal) : null,
      timeline: await this.audit.timeline('proposal', proposal.id),
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
      ...(await this.facts.reviewed(actor, proposal)),
      stateText: stateWords(proposal.kind, proposal.standing),
      group: (await this.queries.summary(this.db.read(), id)).groupName,
      outcome: outcomeOf(proposal),
      routes: (await this.maps.current())?.routes ?? [],
      timeline: await this.audit.timeline('proposal', id),
    });
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
      differs: latest && before ? changedParts(before.content, latest.content) : null,
      requests: requestRows(await this.queries.changeRequests(reader, proposal.id), versions),
      employers: latest?.content.employers ?? (await this.trailblazers.employers(reader, proposal.groupId)),
    };
  }
}

/** The acts that the lifecycle has in this state and the policy allows this person. */
function acts(actor: Actor, proposal: Read): object {
  const steps = lifecycleOf(proposal)[proposal.standing];
  const submitted = !['draft', 'withdrawn', 'refused', 'on-map', 'lapsed'].includes(proposal.standing);
  const checks = may(proposalPolicy, actor, 'check', proposal);
  const raisable = proposal.changeKind !== null && proposal.changeKind !== 'revision';
  return {
    canCheck: 'accept' in steps && checks,
    accepts: steps.accept === 'agreed' ? 'Agree the correction' : 'Accept for the panel',
    canRaise: proposal.standing === 'submitted' && checks && raisable,
    canReopen: 'reopen' in steps && checks,
    canWithdraw: 'withdraw' in steps && may(proposalPolicy, actor, 'withdraw', proposal),
    canConsult: submitted && may(consultationPolicy, actor, 'create', null),
    own: may(proposalPolicy, actor, 'amend', proposal),
  };
}
