import { DecisionQueries, grounds, reviewDays, Reviews } from '@app/decisions';
import { type Actor, formatLondon, paths } from '@app/kernel';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { adviceForm, askingForm, rulingForm } from './decisions.form';

/** Procedural reviews: the group asks, one person who was not involved considers, another decides. */
@Controller()
export class ReviewsController {
  constructor(
    private readonly queries: DecisionQueries,
    private readonly reviews: Reviews,
  ) {}

  @FormPage('decisions/:id/review')
  @Can('decision.askReview')
  async ask(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      askingForm,
      async (order) => redirect(paths.review(await this.reviews.ask(actor, idOf(id), order))),
      (form) => this.showAsking(actor, id, form),
    );
  }

  @Get('procedural-reviews/:id')
  @Can('decision.seeReview')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return page('decisions/review', await this.view(actor, id));
  }

  @FormPage('procedural-reviews/:id/consider')
  @Can('decision.considerReview')
  async consider(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      adviceForm,
      async ({ advice }) => {
        await this.reviews.consider(actor, idOf(id), advice);
        return redirect(paths.review(id));
      },
      (form) => this.showPart(actor, id, 'consider', form),
    );
  }

  @FormPage('procedural-reviews/:id/decide')
  @Can('decision.decideReview')
  async decide(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      rulingForm,
      async (ruling) => {
        await this.reviews.decide(actor, idOf(id), ruling);
        return redirect(paths.review(id));
      },
      (form) => this.showPart(actor, id, 'decide', form),
    );
  }

  private async showAsking(actor: Actor, id: string, form: Form): Promise<Answer> {
    const { decision, askUntil, may } = await this.queries.decision(actor, idOf(id), 'askReview');
    if (!may.askReview && form.errors.length === 0) return redirect(paths.decision(id));
    const title = `Ask for a procedural review of the decision on ${decision.reference}, ${decision.title}`;
    const until = askUntil && formatLondon(askUntil);
    return page('decisions/review-ask', { title, decision, until, days: reviewDays.ask, grounds, form });
  }

  private async showPart(actor: Actor, id: string, part: 'consider' | 'decide', form: Form): Promise<Answer> {
    const view = await this.view(actor, id);
    if (!view.may[part] && form.errors.length === 0) return redirect(paths.review(id));
    return page(`decisions/review-${part}`, { ...view, form });
  }

  private async view(actor: Actor, id: string) {
    const found = await this.queries.review(actor, idOf(id));
    const { review, decision } = found;
    return {
      ...found,
      title: `Procedural review ${review.reference} of the decision on ${decision.reference}, ${decision.title}`,
      standing: {
        asked: `Waits for somebody who was not involved to consider it, by ${formatLondon(found.due.considered)}`,
        considered: `Considered; to be decided by ${formatLondon(found.due.decided)}`,
        upheld: 'Upheld: the committee decides afresh',
        'not-upheld': 'Not upheld: the decision stands',
      }[review.state],
      grounds: grounds.filter(({ key }) => review.grounds.includes(key)).map(({ text }) => text),
    };
  }
}
