import { type Actor, may } from '@app/kernel';
import { Db } from '@app/platform';
import { proposalPolicy, ProposalQueries, type ProposalRead } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import { AroundCase } from './around-case';
import { askedByField, outcomeOf } from './proposal.view';
import { Readiness } from './readiness';
import { RequestFacts } from './request.facts';
import { taskList } from './tasks.view';

/** The page of a draft: the task list that its group works through. */
@Injectable()
export class TaskPages {
  constructor(
    private readonly db: Db,
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
    private readonly facts: RequestFacts,
    private readonly around: AroundCase,
  ) {}

  /** For a proposal that is this person's to change. */
  async tasks(actor: Actor, proposal: ProposalRead): Promise<Answer> {
    const requests = await this.queries.openRequests(proposal.id);
    const last = await this.queries.latestVersion(this.db.read(), proposal.id);
    const ready = await this.readiness.of(proposal);
    return page('proposals/tasks', {
      title: proposal.content.title || `Proposal ${proposal.reference}`,
      proposal,
      ready,
      ...(await this.facts.of(proposal)),
      ...(await this.facts.reviewed(actor, proposal)),
      asked: Object.values(askedByField(proposal.id, requests)).flat(),
      tasks: taskList({ proposal, ready, requests, submitted: last?.content ?? null }),
      requests,
      submittedNo: last?.no ?? null,
      canSubmit: may(proposalPolicy, actor, 'submit', proposal),
      outcome: proposal.state === 'returned' && requests.length === 0 ? outcomeOf(proposal) : null,
      ...(await this.around.of(actor, proposal)),
      follows: await this.queries.isFollowedBy(actor, proposal.id),
    });
  }
}
