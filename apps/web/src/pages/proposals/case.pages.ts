import { consultationPolicy } from '@app/consultations';
import { type Actor, longText, may } from '@app/kernel';
import {
  isOnItsWay,
  lifecycleOf,
  proposalPolicy,
  ProposalQueries,
  type ProposalRead,
  waitsForAnswer,
} from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type Answer, page } from '../../http/answers';
import { version } from '../../http/fields';
import type { Form } from '../../http/forms';
import { AroundCase } from './around-case';
import { outcomeOf, stateWords } from './proposal.view';
import { Readiness } from './readiness';
import { RequestFacts } from './request.facts';
import { SubmittedVersions } from './submitted-versions';

/** Going on for the panel: without a peer review it takes a reason. */
export const accepting = z.object({ version, reason: longText(2000).default('') });

/** The page of a proposal for everybody who may see it, but for the group that works on its draft. */
@Injectable()
export class CasePages {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly submitted: SubmittedVersions,
    private readonly facts: RequestFacts,
    private readonly readiness: Readiness,
    private readonly around: AroundCase,
  ) {}

  /** The case: what was submitted, what was asked for and said, and what this person may do now. */
  async case(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const [said, facts] = [await this.submitted.of(proposal), await this.facts.of(proposal)];
    const isOfficer = may(proposalPolicy, actor, 'check', proposal);
    const against = isOfficer ? await this.queries.againstCheck(actor, id) : null;
    const [latest] = said.versions;
    // Whoever decides still can ask about what came close on a later edition.
    const undecided = latest !== undefined && waitsForAnswer(proposal.standing);
    return page('proposals/case', {
      proposal,
      form,
      ...said,
      foundSince: undecided ? await this.readiness.foundSince(proposal, latest.content) : null,
      ...acts(actor, proposal, isOfficer, against),
      ...facts,
      waitsFor: await this.facts.waitsFor(proposal),
      ...(await this.facts.reviewed(actor, proposal)),
      stateText: facts.dispensation?.words ?? stateWords(proposal.kind, proposal.standing),
      canEnd: isOfficer && facts.dispensation !== null && facts.dispensation.standing !== 'ended',
      outcome: outcomeOf(proposal),
      ...(await this.around.of(actor, proposal)),
      follows: await this.queries.isFollowedBy(actor, id),
    });
  }
}

/** The acts that the lifecycle has in this state and the policy allows this person; `against`: no part in the check. */
function acts(actor: Actor, proposal: ProposalRead, isOfficer: boolean, against: string | null): object {
  const steps = lifecycleOf(proposal)[proposal.standing];
  const checks = isOfficer && against === null;
  const raisable = proposal.changeKind !== null && proposal.changeKind !== 'revision';
  return {
    canCheck: 'accept' in steps && checks,
    accepts: steps.accept === 'agreed' ? 'Agree the correction' : 'Accept for the panel',
    canRaise: proposal.standing === 'submitted' && checks && raisable,
    againstCheck: 'accept' in steps ? against : null,
    canReopen: 'reopen' in steps && isOfficer,
    canWithdraw: 'withdraw' in steps && may(proposalPolicy, actor, 'withdraw', proposal),
    canConsult: isOnItsWay(proposal, proposal.standing) && may(consultationPolicy, actor, 'prepare', null),
    own: may(proposalPolicy, actor, 'amend', proposal),
  };
}
