import { type Actor, paths } from '@app/kernel';
import { invitationSchema, PeerReviewQueries, PeerReviews, ProposalQueries } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { key, version } from '../../http/fields';
import { CasePages } from '../proposals';
import { reviewCards } from './peer-review.view';

const read = z.object({ version });
const inviting = invitationSchema.extend({ key });
const nothing = z.object({});

/** The officer's side of a peer review: starting it, reviewers and their links, what the group may read. */
@Controller('proposals/:id/peer-review')
export class PeerReviewController {
  constructor(
    private readonly reviews: PeerReviews,
    private readonly queries: PeerReviewQueries,
    private readonly proposals: ProposalQueries,
    private readonly cases: CasePages,
  ) {}

  @Get()
  @Can('proposal.check')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.page(actor, id, this.blank());
  }

  @Post('start')
  @Can('proposal.check')
  async start(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      read,
      async ({ version }) => {
        await this.reviews.start(actor, id, version);
        return redirect(paths.peerReview(id));
      },
      (form) => this.cases.case(actor, id, form),
    );
  }

  @Post('invite')
  @Can('proposal.check')
  async invite(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      inviting,
      async (order) => {
        await this.reviews.invite(actor, id, order);
        return redirect(paths.peerReview(id));
      },
      (form) => this.page(actor, id, form),
    );
  }

  @Post(':invitation/revoke')
  @Can('proposal.check')
  async revoke(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('invitation') invitation: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.act(actor, id, body, () => this.reviews.revoke(actor, id, invitation));
  }

  @Post(':invitation/release')
  @Can('proposal.check')
  async release(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('invitation') invitation: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return this.act(actor, id, body, () => this.reviews.release(actor, id, invitation));
  }

  private async act(actor: Actor, id: string, body: unknown, verb: () => Promise<void>): Promise<Answer> {
    return answer(
      body,
      nothing,
      async () => {
        await verb();
        return redirect(paths.peerReview(id));
      },
      (form) => this.page(actor, id, form.with(this.blank().values)),
    );
  }

  private blank(): Form {
    return Form.first(inviting).beginning({ workingDays: '10' });
  }

  private async page(actor: Actor, id: string, form: Form): Promise<Answer> {
    const proposal = await this.proposals.toCheck(actor, id);
    const { audience, reviews } = await this.queries.of(actor, proposal);
    if (audience !== 'officer') return redirect(paths.proposal(id));
    return page('peer-review/officer', {
      title: `Peer review of ${proposal.reference}`,
      proposal,
      open: proposal.standing === 'peer-review',
      reviews: reviewCards(audience, reviews),
      manages: true,
      form,
    });
  }
}
