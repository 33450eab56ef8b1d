import { type Actor, may, paths, shortText } from '@app/kernel';
import {
  changeKindWords,
  kindsOfRequest,
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
import { key } from '../../http/fields';
import { beginningOf, kindNamed, RequestSubjects } from './request-subjects';
import { stageNames } from './stages.view';

const whichKind = 'Choose what you want to propose';
/** `asked` stands in the form: without it nobody has chosen yet. */
const beginning = { kind: choice(requestKinds, whichKind), asked: words() };
const lookingFor = { q: words(), occupation: occupationReference };
const start = z.object({
  groupId: z.uuid({ error: 'Choose the trailblazer group' }),
  key,
  occupation: shortText().default(''),
});

/** What the policy looks at before there is a proposal. */
const draft = { submittedBy: null, route: null, leavesRoute: null, state: 'draft' };

/** The start of a proposal, one question a page: what, about which occupation, by which group. */
@Controller('proposals/new')
@Can('proposal.create')
export class StartController {
  constructor(
    private readonly proposals: Proposals,
    private readonly trailblazers: TrailblazerQueries,
    private readonly subjects: RequestSubjects,
  ) {}

  @Get()
  what(@AskedBeside(beginning) { asked, form }: AskedBesideOf<typeof beginning>): Answer {
    if (asked.kind !== null) return redirect(paths.newProposal(asked.kind));
    const none = asked.asked === null ? [] : [{ field: 'kind', text: whichKind }];
    const errors = form.errors.length > 0 ? form.errors : none;
    const kinds = requestKinds.map((kind) => ({ kind, ...kindsOfRequest[kind] }));
    const view = { title: 'What do you want to propose?', kinds, form: new Form({}, { errors }) };
    return page('proposals/new', view, errors.length > 0 ? 422 : 200);
  }

  @Get(':kind')
  async about(
    @CurrentActor() actor: Actor,
    @Param('kind') name: string,
    @Asked(lookingFor) { q, occupation }: AskedOf<typeof lookingFor>,
  ): Promise<Answer> {
    const kind = kindNamed(name);
    const chosen = occupation === null ? null : await this.subjects.about(kind, occupation);
    if (kind !== 'occupation' && chosen === null) return this.search(kind, q ?? '');
    return this.showStart(actor, kind, Form.first(start).beginning({ occupation: chosen?.reference ?? '' }));
  }

  @Post(':kind')
  async start(@CurrentActor() actor: Actor, @Param('kind') name: string, @Body() body: unknown): Promise<Answer> {
    const kind = kindNamed(name);
    return answer(
      body,
      start,
      async ({ groupId, key, occupation }) => {
        const id = await this.proposals.start(actor, groupId, key, beginningOf(kind, occupation));
        return redirect(paths.proposal(id));
      },
      (form) => this.showStart(actor, kind, form),
    );
  }

  private async search(kind: RequestKind, query: string): Promise<Answer> {
    const hits = await this.subjects.find(kind, query);
    return page('proposals/about', {
      title: 'Which occupation is it about?',
      kind,
      of: kindsOfRequest[kind],
      query,
      hits: hits.map(({ reference, title, level }) => ({
        text: `${title} (${reference}), level ${level}`,
        href: `${paths.newProposal(kind)}?occupation=${reference}`,
      })),
    });
  }

  private async showStart(actor: Actor, kind: RequestKind, form: Form): Promise<Answer> {
    const reference = form.value('occupation');
    const about = typeof reference === 'string' ? await this.subjects.about(kind, reference) : null;
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
      withoutGroup: may(proposalPolicy, actor, 'create', { ...draft, groupId: null }),
    });
  }

  /** The groups for which the actor may start a proposal. */
  private async groups(actor: Actor): Promise<GroupRow[]> {
    return (await this.trailblazers.list(actor)).filter(
      ({ id, state }) => state === 'recognised' && may(proposalPolicy, actor, 'create', { groupId: id, ...draft }),
    );
  }
}
