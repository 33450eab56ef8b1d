import { type Actor, oneLine, paths, refuse } from '@app/kernel';
import { MapReader, type PublishedMap } from '@app/occupational-map';
import { type Followed, PersonalFollowing } from '@app/notifications';
import { Db } from '@app/platform';
import { FollowedProposals, ProposalQueries } from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { proposalRows } from '../proposals/proposal.view';

const key = oneLine(80).default('');
const wanted = z
  .object({ route: key, occupation: key.transform((reference) => reference.toUpperCase()) })
  .refine(({ route, occupation }) => route !== '' || occupation !== '', {
    path: ['route'],
    error: 'Choose a route, or enter the reference of an occupation',
  });
const choice = z.object({ follows: z.enum(['yes', 'no'], { error: 'Choose whether you follow the proposal' }) });

/** What a person follows: routes and occupations by mail, and proposals as a list of their own. */
@Controller()
export class FollowsController {
  constructor(
    private readonly map: MapReader,
    private readonly personal: PersonalFollowing,
    private readonly proposals: FollowedProposals,
    private readonly queries: ProposalQueries,
    private readonly db: Db,
  ) {}

  /** The form is filled from the address, so that the page of an occupation can lead here. */
  @Get('account/follows')
  @Can('account.use')
  async list(@CurrentActor() actor: Actor, @Carried() query: Record<string, string>): Promise<Answer> {
    return this.show(actor, new Form({ route: query.route, occupation: query.occupation }));
  }

  @Post('account/follows')
  @Can('account.use')
  async follow(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      wanted,
      async ({ route, occupation }) => {
        const map = await this.map.current();
        const asked: Followed[] = [
          ...(route === '' ? [] : [{ kind: 'route' as const, key: route }]),
          ...(occupation === '' ? [] : [{ kind: 'occupation' as const, key: occupation }]),
        ];
        const unknown = asked.find((one) => nameIn(map, one) === null);
        if (unknown) refuse(`There is no ${unknown.kind} ${unknown.key} on the maps`, unknown.kind);
        for (const one of asked) await this.personal.follow(actor, one);
        return redirect(paths.follows());
      },
      (form) => this.show(actor, form),
    );
  }

  @Post('account/follows/:id/stop')
  @Can('account.use')
  async stop(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    if (z.uuid().safeParse(id).success) await this.personal.stop(actor, id);
    return redirect(paths.follows());
  }

  @Post('proposals/:id/follow')
  @Can('proposal.see')
  async followProposal(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      choice,
      async ({ follows }) => {
        await this.proposals.set(actor, id, follows === 'yes');
        return redirect(paths.proposal(id));
      },
      (form) => this.show(actor, form),
    );
  }

  private async show(actor: Actor, form: Form): Promise<Answer> {
    const map = await this.map.current();
    const followed = (await this.personal.list(actor)).map((one) => ({
      ...one,
      name: nameIn(map, one) ?? one.key,
      href: one.kind === 'route' ? paths.map(one.key) : paths.occupation(one.key),
    }));
    return page('follow/follows', {
      title: 'What I follow',
      form,
      followed,
      routes: map?.routes ?? [],
      proposals: proposalRows(await this.queries.list(actor, { followed: true }), await this.db.read().now()),
    });
  }
}

/** The name of what is followed as the maps have it now; null where they do not have it. */
function nameIn(map: PublishedMap | null, { kind, key: of }: Followed): string | null {
  const name = kind === 'route' ? map?.route(of)?.name : map?.occupation(of)?.occupation.title;
  return name ?? null;
}
