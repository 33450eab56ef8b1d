import { AuditQueries } from '@app/audit';
import { type Actor, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Ballots } from '@app/panels';
import { Controller, Get, Param } from '@nestjs/common';
import { changesIn } from '../proposals/changes.view';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';

import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { BallotPages } from './ballot.pages';
import { interestForm, voteForm } from './panels.form';

/** One ballot for its members: interests first, then the exact version and the vote. */
@Controller('ballots/:id')
export class BallotsController {
  constructor(
    private readonly pages: BallotPages,
    private readonly ballots: Ballots,
    private readonly audit: AuditQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  @Can('ballot.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const view = await this.pages.view(actor, id);
    if (view.step === 'declare') return redirect(paths.ballotPart(id, 'interest'));
    const routes = (await this.maps.current())?.routes ?? [];
    const shown = { changed: changesIn(view.content), ...(await this.pages.evidence(actor, view)) };
    return page('panels/ballot', { ...view, ...shown, routes, timeline: await this.audit.timeline('ballot', id) });
  }

  @FormPage('interest')
  @Can('ballot.declare')
  async interest(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      interestForm,
      async ({ key, interested, details }) => {
        const order = { key, interested: interested === 'yes', details: interested === 'yes' ? details : '' };
        await this.ballots.declare(actor, idOf(id), order);
        return redirect(order.interested ? paths.panels() : paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'interest', form),
    );
  }

  @FormPage('vote')
  @Can('ballot.vote')
  async vote(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      voteForm,
      async (order) => {
        await this.ballots.vote(actor, idOf(id), order);
        return redirect(paths.ballot(id));
      },
      (form) => this.pages.part(actor, id, 'vote', form),
    );
  }
}
