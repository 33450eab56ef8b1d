import { Conclusions } from '@app/decisions';
import { type Actor, paths } from '@app/kernel';
import { BallotClosing, BallotLeading } from '@app/panels';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';

import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { BallotPages } from './ballot.pages';
import { castingForm, closeForm, closingOf, conclusionOf, deferralForm, endForm, reasonsForm } from './panels.form';
import { outlookWords } from './panels.view';

/** Leading a ballot: deferral, the close, an end without an outcome, the casting vote, the outlook, the reasons. */
@Controller('ballots/:id')
export class BallotLeadingController {
  constructor(
    private readonly pages: BallotPages,
    private readonly leading: BallotLeading,
    private readonly closing: BallotClosing,
    private readonly conclusions: Conclusions,
  ) {}

  @FormPage('defer')
  @Can('ballot.defer')
  async defer(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      deferralForm,
      async ({ key, reason, ...when }) => {
        await this.leading.defer(actor, idOf(id), { key, reason, closesAt: closingOf(when) });
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'defer', form.beginning({ time: '17:00' })),
    );
  }

  @FormPage('close')
  @Can('ballot.close')
  async close(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      closeForm,
      async ({ key }) => {
        await this.closing.close(actor, idOf(id), key);
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'close', form),
    );
  }

  @FormPage('end')
  @Can('ballot.close')
  async end(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      endForm,
      async (order) => {
        await this.leading.end(actor, idOf(id), order);
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'end', form),
    );
  }

  @FormPage('casting-vote')
  @Can('ballot.castingVote')
  async casting(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      castingForm,
      async (order) => {
        await this.leading.castingVote(actor, idOf(id), order);
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'casting-vote', form),
    );
  }

  /** Before the close each look stands in the audit trail. */
  @Get('outlook')
  @Can('ballot.outlook')
  async outlook(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const view = await this.pages.view(actor, id);
    const found = await this.leading.outlook(actor, idOf(id));
    const title = `What would change the outcome: ${view.ballot.subjectTitle}`;
    return page('panels/outlook', { ...view, title, sentences: outlookWords(found, view.standing.state === 'closed') });
  }

  @FormPage('reasons')
  @Can('ballot.close')
  async reasons(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      reasonsForm,
      async (typed) => {
        await this.conclusions.conclude(actor, idOf(id), conclusionOf(typed));
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'reasons', form),
    );
  }
}
