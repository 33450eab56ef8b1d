import { type Actor, newId, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { ProposalQueries } from '@app/proposals';
import { EmergencyCorrections, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { placementOf, placesOn } from './places';
import { idOf, isMinor } from './read';
import { kinds, stateTag } from './revision.view';

const beginnings = z.object({
  key: z.uuid(),
  title: z.string().trim().min(1, 'Enter a title').max(200, 'Enter 200 characters or fewer'),
  kind: z.enum(['day-to-day', 'route-review'], { error: 'Choose the kind of revision' }),
  note: z.string().trim().max(2000, 'Enter 2,000 characters or fewer').default(''),
  minor: isMinor,
});
const intake = z.object({
  key: z.uuid(),
  revision: z.union([z.uuid(), z.literal('new')], { error: 'Choose a map revision' }),
  place: z.string().min(1, 'Choose a place on the map'),
});
const below = z.coerce.number().int().positive().nullable().catch(null);

/** The list of map revisions, a new one, and the way of an agreed proposal into one. */
@Controller('admin/revisions')
export class RevisionsController {
  constructor(
    private readonly db: Db,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly proposals: ProposalQueries,
    private readonly editions: EditionStore,
    private readonly emergencies: EmergencyCorrections,
  ) {}

  @Get()
  @Can('revision.read')
  async list(@Query('below') from: unknown): Promise<Answer> {
    const rows = await this.queries.list(below.parse(from ?? null));
    const agreed = await this.proposals.agreedNotOnMap(this.db.read());
    return page('revisions/list', {
      title: 'Map revisions',
      rows: rows.map((row) => ({ ...row, tag: stateTag(row.state) })),
      older: rows.length === 50 ? rows[rows.length - 1].no : null,
      agreed,
      emergencies: await this.emergencies.open(),
    });
  }

  @Get('new')
  @Can('revision.draft')
  newForm(): Answer {
    return this.showNew(new Form({ key: newId(), kind: 'day-to-day' }));
  }

  @Post()
  @Can('revision.draft')
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      beginnings,
      async ({ key, ...given }) => redirect(paths.revision(await this.drafting.create(actor, { id: key, ...given }))),
      (form) => this.showNew(form),
    );
  }

  @Get('proposals/:proposal')
  @Can('revision.edit')
  async proposalForm(@Param('proposal') proposal: string): Promise<Answer> {
    const [draft] = await this.queries.drafts();
    return this.showProposal(idOf(proposal, 'This proposal'), new Form({ key: newId(), revision: draft?.id ?? 'new' }));
  }

  @Post('proposals/:proposal')
  @Can('revision.edit')
  async addProposal(
    @CurrentActor() actor: Actor,
    @Param('proposal') proposal: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const proposalId = idOf(proposal, 'This proposal');
    return answer(
      body,
      intake,
      async ({ key, revision, place }) => {
        const reader = this.db.read();
        const placement = placementOf(await this.editions.liveState(reader), place);
        const { title } = await this.proposals.summary(reader, proposalId);
        const chosen =
          revision === 'new'
            ? {
                id: key,
                title: `Add ${title}`,
                kind: 'day-to-day' as const,
                note: `${title} is added, as the committee decided.`,
              }
            : revision;
        const { id } = await this.drafting.takeProposal(actor, chosen, proposalId, placement);
        return redirect(paths.revision(id));
      },
      (form) => this.showProposal(proposalId, form),
    );
  }

  private showNew(form: Form): Answer {
    return page('revisions/new', { title: 'Begin a map revision', form, kinds });
  }

  private async showProposal(id: string, form: Form): Promise<Answer> {
    const reader = this.db.read();
    const proposal = await this.proposals.summary(reader, id);
    const state = await this.editions.liveState(reader);
    const drafts = (await this.queries.drafts(reader)).map(({ id: value, no, title }) => ({
      value,
      text: `${no}: ${title}`,
    }));
    return page('revisions/proposal', {
      title: `Put ${proposal.reference} into a map revision`,
      form,
      proposal,
      drafts: [...drafts, { value: 'new', text: 'A new map revision' }],
      places: placesOn(state, proposal.route ?? '', proposal.level),
    });
  }
}
