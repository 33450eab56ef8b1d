import { AuditQueries } from '@app/audit';
import { consultationPolicy } from '@app/consultations';
import { type Actor, may } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { lifecycleOf, type Proposal, proposalPolicy, ProposalQueries, type ProposalState } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import type { Form } from '../../http/forms';
import { changedParts, outcomeOf, requestRows, stateWords } from './proposal.view';
import { Readiness } from './readiness';
import { RequestFacts } from './request.facts';
import { taskList } from './tasks.view';

/** While it is, new close matches on a later edition still matter. */
const undecided: readonly ProposalState[] = ['submitted', 'with-panel', 'with-committee'];

type Read = Proposal & { standing: ProposalState };

/** The two pages that a proposal has: the task list of a draft, and the case. */
@Injectable()
export class CasePages {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
    private readonly facts: RequestFacts,
    private readonly audit: AuditQueries,
    private readonly maps: MapReader,
  ) {}

  /** The task list that the group works through. */
  async tasks(actor: Actor, proposal: Read): Promise<Answer> {
    const reader = this.db.read();
    const { employers: rows, matches } = await this.readiness.of(proposal);
    const employers = rows.map(({ id: _, ...details }) => details);
    const requests = await this.queries.openRequests(proposal.id);
    const last = await this.queries.latestVersion(reader, proposal.id);
    const submitted = last?.content ?? null;
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      proposal,
      ...(await this.facts.of(proposal)),
      tasks: taskList({ proposal, employers, matches, requests, submitted }),
      requests,
      submittedNo: last?.no ?? null,
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
      stateText: stateWords(proposal.kind, proposal.standing),
      group: (await this.queries.summary(this.db.read(), id)).groupName,
      outcome: outcomeOf(proposal),
      routes: (await this.maps.current())?.routes ?? [],
      timeline: await this.audit.timeline('proposal', id),
    });
  }

  private async said(proposal: Read): Promise<object> {
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
      employers: latest?.content.employers ?? (await this.readiness.of(proposal)).employers,
      foundSince:
        latest && undecided.includes(proposal.standing)
          ? await this.readiness.foundSince(proposal, latest.content)
          : null,
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
    canRaise: 'accept' in steps && checks && raisable,
    canReopen: 'reopen' in steps && checks,
    canWithdraw: 'withdraw' in steps && may(proposalPolicy, actor, 'withdraw', proposal),
    canConsult: submitted && may(consultationPolicy, actor, 'create', null),
    own: may(proposalPolicy, actor, 'amend', proposal),
  };
}
