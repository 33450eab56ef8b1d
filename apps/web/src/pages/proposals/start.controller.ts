import { type Actor, may, newId, NotFound, paths, shortText } from '@app/kernel';
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
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import {
  Asked,
  AskedBeside,
  type AskedBesideOf,
  type AskedOf,
  choice,
  occupationReference,
  words,
} from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { stageNames } from './stages.view';

const whichKind = 'Choose what you want to propose';
/** `asked` stands in the form: without it nobody has chosen yet. */
const beginning = { kind: choice(requestKinds, whichKind), asked: words() };
const lookingFor = { q: words(), occupation: occupationReference };
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
  what(@AskedBeside(beginning) { asked, form }: AskedBesideOf<typeof beginning>): Answer {
    if (asked.kind !== null) return redirect(paths.newProposal(asked.kind));
    const none = asked.asked === null ? [] : [{ field: 'kind', text: whichKind }];
    const errors = form.errors.length > 0 ? form.errors : none;
    const kinds = requestKinds.map((kind) => ({ kind, ...kindsOfRequest[kind] }));
    const view = { title: 'What do you want to propose?', kinds, form: new Form({}, errors) };
    return page('proposals/new', view, errors.length > 0 ? 422 : 200);
  }

  @Get(':kind')
  async about(
    @CurrentActor() actor: Actor,
    @Param('kind') name: string,
    @Asked(lookingFor) { q, occupation }: AskedOf<typeof lookingFor>,
  ): Promise<Answer> {
    const kind = named(name);
    const chosen = occupation === null ? null : await this.occupation(kind, occupation);
    if (kind !== 'occupation' && chosen === null) return this.search(kind, q ?? '');
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
    const hits = query === '' ? [] : map.find(query, { limit: mostHits, keep }).hits;
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
