import { type Actor, longText, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { CarryOver, changeKinds, changeKindWords, ProposalOfficer, ProposalQueries } from '@app/proposals';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { version } from '../../http/fields';
import { clashRows } from './changes.view';
import { isEditable } from './proposal.view';

const reason = longText(2000, 'Enter the reason');
const raising = z.object({ version, reason, to: z.enum(changeKinds, { error: 'Choose what it is raised to' }) });
const reopening = z.object({ version, reason });

/** What the officer rules beside the check: raising a change, reopening what lapsed; and the group, when the map moved on. */
@Controller('proposals/:id')
export class OfficerController {
  constructor(
    private readonly db: Db,
    private readonly officer: ProposalOfficer,
    private readonly carrying: CarryOver,
    private readonly queries: ProposalQueries,
  ) {}

  @FormPage('raise')
  @Can('proposal.check')
  async raise(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      raising,
      async ({ version, to, reason }) => {
        await this.officer.raise(actor, id, to, reason, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showRaise(actor, id, form),
    );
  }

  @FormPage('reopen')
  @Can('proposal.check')
  async reopen(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      reopening,
      async ({ version, reason }) => {
        await this.officer.reopen(actor, id, reason, version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showReopen(actor, id, form),
    );
  }

  @FormPage('moved')
  @Can('proposal.amend')
  async keepOurs(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      z.object({ version }),
      async (read) => {
        await this.carrying.keepOurs(actor, id, read.version);
        return redirect(paths.proposal(id));
      },
      (form) => this.showMoved(actor, id, form),
    );
  }

  private async showRaise(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.toCheck(actor, id);
    const at = changeKinds.indexOf(proposal.changeKind ?? 'revision');
    const to = changeKinds.slice(at + 1).map((kind) => ({ value: kind, text: changeKindWords[kind] }));
    if ((to.length === 0 || proposal.state !== 'submitted') && form.errors.length === 0) {
      return redirect(paths.proposal(id));
    }
    return page('proposals/raise', { title: `Raise ${proposal.reference}`, proposal, form, to });
  }

  private async showReopen(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    if (proposal.standing !== 'lapsed' && form.errors.length === 0) return redirect(paths.proposal(id));
    return page('proposals/reopen', { title: `Reopen ${proposal.reference}`, proposal, form });
  }

  private async showMoved(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.queries.proposal(actor, id);
    const moved = await this.carrying.moved(this.db.read(), proposal);
    const { basis } = proposal;
    if (!isEditable(actor, proposal) || basis === null || !moved?.now) return redirect(paths.proposal(id));
    const rows = clashRows(moved.clashes, basis, moved.now, proposal.content);
    return page('proposals/moved', { title: `${basis.reference} was changed on the map`, proposal, form, rows });
  }
}
