import { AuditQueries } from '@app/audit';
import { type Actor, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { BallotClosing, BallotQueries, Ballots } from '@app/panels';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { changesIn } from '../proposals/changes.view';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { closeForm, fresh, idOf, interestForm, reasonsForm, voteForm } from './panels.form';
import { ballotView } from './panels.view';

type Part = 'interest' | 'vote' | 'close' | 'reasons';
type View = ReturnType<typeof ballotView>;

/** Who may use the form of each part, as the page of the ballot says it. */
const open: Readonly<Record<Part, (view: View) => boolean>> = {
  interest: (view) => view.may.declare,
  vote: (view) => view.may.vote,
  close: (view) => view.may.close && view.standing.state !== 'closed',
  reasons: (view) => view.may.close && view.awaitsReasons,
};

/** How the title of each part's page begins. */
const titles: Readonly<Record<Part, string>> = {
  interest: 'Declare your interests',
  vote: 'Vote',
  close: 'Close the ballot',
  reasons: 'Give the reasons',
};

/** One ballot: interests first, then the exact version and the vote; the close, and the reasons for the outcome. */
@Controller('ballots/:id')
export class BallotsController {
  constructor(
    private readonly queries: BallotQueries,
    private readonly ballots: Ballots,
    private readonly closing: BallotClosing,
    private readonly audit: AuditQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  @Can('ballot.see')
  async show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const view = await this.view(actor, id);
    if (view.step === 'declare') return redirect(paths.ballotPart(id, 'interest'));
    const routes = (await this.maps.current())?.routes ?? [];
    const changed = changesIn(view.content);
    return page('panels/ballot', { ...view, changed, routes, timeline: await this.audit.timeline('ballot', id) });
  }

  @Get('interest')
  @Can('ballot.declare')
  async interestPage(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showPart(actor, id, 'interest', new Form(fresh()));
  }

  @Post('interest')
  @Can('ballot.declare')
  async interest(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      interestForm,
      async ({ key, interested, details }) => {
        const order = { key, interested: interested === 'yes', details: interested === 'yes' ? details : '' };
        await this.ballots.declare(actor, idOf(id), order);
        return redirect(order.interested ? paths.panels() : paths.ballot(id));
      },
      (form) => this.showPart(actor, id, 'interest', form),
    );
  }

  @Get('vote')
  @Can('ballot.vote')
  async votePage(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showPart(actor, id, 'vote', new Form(fresh()));
  }

  @Post('vote')
  @Can('ballot.vote')
  async vote(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      voteForm,
      async (order) => {
        await this.ballots.vote(actor, idOf(id), order);
        return redirect(paths.ballot(id));
      },
      (form) => this.showPart(actor, id, 'vote', form),
    );
  }

  @Get('close')
  @Can('ballot.close')
  async closePage(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showPart(actor, id, 'close', new Form(fresh()));
  }

  @Post('close')
  @Can('ballot.close')
  async close(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      closeForm,
      async ({ key }) => {
        await this.closing.close(actor, idOf(id), key);
        return redirect(paths.ballot(id));
      },
      (form) => this.showPart(actor, id, 'close', form),
    );
  }

  @Get('reasons')
  @Can('ballot.close')
  async reasonsPage(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.showPart(actor, id, 'reasons', new Form({}));
  }

  @Post('reasons')
  @Can('ballot.close')
  async reasons(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      reasonsForm,
      async ({ reasons }) => {
        await this.closing.conclude(actor, idOf(id), reasons);
        return redirect(paths.ballot(id));
      },
      (form) => this.showPart(actor, id, 'reasons', form),
    );
  }

  private async view(actor: Actor, id: string): Promise<View> {
    return ballotView(await this.queries.page(actor, idOf(id)));
  }

  /** A form of the ballot; who comes too early, too late or a second time is told so, and what they typed is shown. */
  private async showPart(actor: Actor, id: string, part: Part, form: Form): Promise<Answer> {
    const view = await this.view(actor, id);
    if (form.errors.length === 0) {
      if (view.step === 'declare' && part !== 'interest') return redirect(paths.ballotPart(id, 'interest'));
      if (!open[part](view)) return redirect(paths.ballot(id));
    }
    return page(`panels/${part}`, { ...view, title: `${titles[part]}: ${view.ballot.subjectTitle}`, form });
  }
}
