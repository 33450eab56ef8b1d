import { type Actor, cleanText, may, newId, NotFound, paths, shortText } from '@app/kernel';
import { MapReader, type Occupation, type PublishedMap } from '@app/occupational-map';
import {
  type Beginning,
  changeKindWords,
  kindsOfRequest,
  mayBeAbout,
  proposalPolicy,
  Proposals,
  type RequestKind,
  requestKinds,
} from '@app/proposals';
import { type GroupRow, TrailblazerQueries } from '@app/trailblazers';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { stageNames } from './stages.view';

const kindOf = z.enum(requestKinds, { error: 'Choose what you want to propose' });
const start = z.object({
  groupId: z.uuid({ error: 'Choose the trailblazer group' }),
  key: z.uuid(),
  occupation: shortText().default(''),
});
const mostHits = 20;

/** The start of a proposal, one question a page: what, about which occupation, by which group. */
@Controller('proposals/new')
@Can('proposal.create')
export class StartController {
  constructor(
    private readonly proposals: Proposals,
    private readonly trailblazers: TrailblazerQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  what(@Query() { kind: given, asked }: Record<string, unknown>): Answer {
    const chosen = kindOf.safeParse(given);
    if (chosen.success) return redirect(paths.newProposal(chosen.data));
    const errors = asked === undefined ? [] : [{ field: 'kind', text: chosen.error.issues[0]?.message ?? '' }];
    const kinds = requestKinds.map((kind) => ({ kind, ...kindsOfRequest[kind] }));
    return page('proposals/new', { title: 'What do you want to propose?', kinds, form: new Form({}, errors) });
  }

  @Get(':kind')
  async about(
    @CurrentActor() actor: Actor,
    @Param('kind') name: string,
    @Query() { q, occupation }: Record<string, unknown>,
  ): Promise<Answer> {
    const kind = named(name);
    const chosen = typeof occupation === 'string' ? await this.occupation(kind, occupation) : null;
    if (kind !== 'occupation' && chosen === null)
      return this.search(kind, typeof q === 'string' ? cleanText(q, 'one-line') : '');
    return this.showStart(actor, kind, new Form({ key: newId(), occupation: chosen?.reference ?? '' }));
  }

  @Post(':kind')
  async start(@CurrentActor() actor: Actor, @Param('kind') name: string, @Body() body: unknown): Promise<Answer> {
    const kind = named(name);
    return answer(
      body,
      start,
      async ({ groupId, key, occupation }) => {
        const beginning: Beginning = kind === 'occupation' ? { kind } : { kind, occupation };
        return redirect(paths.proposal(await this.proposals.start(actor, groupId, key, beginning)));
      },
      (form) => this.showStart(actor, kind, form),
    );
  }

  private async search(kind: RequestKind, query: string): Promise<Answer> {
    const keep = (occupation: Occupation): boolean => mayBeAbout(kind, occupation);
    const map = await this.map();
    const hits = query === '' ? [] : map.find(query.slice(0, 100), { limit: mostHits, keep }).hits;
    return page('proposals/about', {
      title: 'Which occupation is it about?',
      kind,
      of: kindsOfRequest[kind],
      query,
      hits: hits.map(({ occupation: { reference, title, level } }) => ({
        text: `${title} (${reference}), level ${level}`,
        href: `${paths.newProposal(kind)}?occupation=${reference}`,
      })),
    });
  }

  private async showStart(actor: Actor, kind: RequestKind, form: Form): Promise<Answer> {
    const reference = form.value('occupation');
    const about = typeof reference === 'string' ? await this.occupation(kind, reference) : null;
    const of = kindsOfRequest[kind];
    return page('proposals/start', {
      title: of.name,
      kind,
      of,
      about,
      stages: stageNames(kind),
      changes: kind === 'change' ? Object.values(changeKindWords) : [],
      form,
      groups: await this.groups(actor),
    });
  }

  /** The groups for which the actor may start a proposal. */
  private async groups(actor: Actor): Promise<GroupRow[]> {
    const draft = { submittedBy: null, route: null, leavesRoute: null, state: 'draft' };
    return (await this.trailblazers.list(actor)).filter(
      ({ id, state }) => state === 'recognised' && may(proposalPolicy, actor, 'create', { groupId: id, ...draft }),
    );
  }

  private async occupation(kind: RequestKind, reference: string): Promise<Occupation | null> {
    const found = (await this.map()).occupation(reference)?.occupation ?? null;
    return found !== null && mayBeAbout(kind, found) ? found : null;
  }

  private async map(): Promise<PublishedMap> {
    return (await this.maps.current()) ?? Promise.reject(new NotFound('The map'));
  }
}

function named(name: string): RequestKind {
  const kind = requestKinds.find((known) => known === name);
  if (kind === undefined) throw new NotFound('This kind of proposal');
  return kind;
}
