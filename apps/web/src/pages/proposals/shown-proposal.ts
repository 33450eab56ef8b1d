import { RegisterQueries } from '@app/decisions';
import type { Actor } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { type Answer, page } from '../../http/answers';
import { Form } from '../../http/forms';
import { headOf } from '../decisions';
import { accepting, CasePages } from './case.pages';
import { isEditable } from './proposal.view';
import { TaskPages } from './task.pages';

/** What the address of a proposal shows: to its group the task list of a draft, to who may see it the case. */
@Injectable()
export class ShownProposal {
  constructor(
    private readonly queries: ProposalQueries,
    private readonly drafts: TaskPages,
    private readonly cases: CasePages,
    private readonly register: RegisterQueries,
  ) {}

  /**
   * The page for this person. To whom the case is closed, because they take no part in it, it says once a decision is
   * public where that stands, and nothing else. @throws NotFound, Forbidden while nothing is public
   */
  async show(actor: Actor, id: string): Promise<Answer> {
    const decided = (await this.queries.isOpenTo(actor, id)) ? [] : await this.register.onProposal(id);
    if (decided[0] !== undefined) {
      const { title, reference } = decided[0];
      return page('proposals/in-public', { title, reference, decisions: decided.map((row) => headOf(row, [])) });
    }
    const proposal = await this.queries.proposal(actor, id);
    return isEditable(actor, proposal)
      ? this.drafts.tasks(actor, proposal)
      : this.cases.case(actor, id, Form.first(accepting));
  }
}
