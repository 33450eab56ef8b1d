import { type Actor, NotFound, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { Revision, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { authorityOf, type OperationForm, operationForm, operationForms, operationOf } from './operation-forms';
import { allPlaces } from './places';
import { idOf, versionOnly } from './read';

/** Writing operations into a draft by hand, and taking them out again. */
@Controller('admin/revisions/:id/operations')
export class OperationsController {
  constructor(
    private readonly db: Db,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
  ) {}

  @Get('new')
  @Can('revision.edit')
  async choose(@Param('id') id: string): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    const kinds = Object.entries(operationForms).map(([kind, { title }]) => ({
      title,
      href: paths.revisionPart(id, `operations/new/${kind}`),
    }));
    return page('revisions/operations', { title: 'Add an operation', revision, kinds });
  }

  @Get('new/:kind')
  @Can('revision.edit')
  async form(
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Query('reference') about: unknown,
  ): Promise<Answer> {
    const { version } = await this.db.read().get(Revision, idOf(id));
    const reference = typeof about === 'string' ? about.trim().toUpperCase() : '';
    return this.showForm(id, formOf(kind), new Form({ version, reference }), reference);
  }

  @Post('new/:kind')
  @Can('revision.edit')
  async add(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    const form = formOf(kind);
    return answer(
      body,
      operationForms[form].schema,
      async (typed) => {
        const { rehearsal } = await this.queries.detail(idOf(id));
        const operation = operationOf(form, body, rehearsal.after);
        await this.drafting.addOperation(actor, { id, version: typed.version }, operation, authorityOf(typed));
        return redirect(paths.revision(id));
      },
      (shown) => this.showForm(id, form, shown, referenceIn(shown)),
    );
  }

  @Post(':operation/remove')
  @Can('revision.edit')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('operation') operation: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      versionOnly,
      async ({ version }) => {
        await this.drafting.removeOperation(actor, { id: idOf(id), version }, idOf(operation, 'This operation'));
        return redirect(paths.revision(id));
      },
      (form) => this.showRefusal(id, form),
    );
  }

  private async showForm(id: string, kind: OperationForm, form: Form, reference: string): Promise<Answer> {
    const { revision, rehearsal } = await this.queries.detail(idOf(id));
    const state = rehearsal.after;
    const occupation = state.occupations[reference];
    const filled =
      kind === 'amend' && occupation && form.value('title') === undefined
        ? new Form({ ...occupation, typicalJobTitles: occupation.typicalJobTitles.join('\n'), ...form.values })
        : form;
    return page('revisions/operation', {
      title: operationForms[kind].title,
      kind,
      revision,
      form: filled,
      occupation,
      places: kind === 'move' || kind === 'reinstate' ? allPlaces(state, occupation?.level ?? null) : [],
      retired: occupation?.status === 'retired',
      panels: Object.values(state.routes)
        .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
        .map(({ slug, name }) => ({ value: slug, text: name })),
    });
  }

  private async showRefusal(id: string, form: Form): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    return page('revisions/refused', { title: 'The operation was not taken out', revision, form });
  }
}

function referenceIn(form: Form): string {
  const typed = form.value('reference');
  return typeof typed === 'string' ? typed.trim().toUpperCase() : '';
}

function formOf(kind: string): OperationForm {
  const form = operationForm(kind);
  if (form === null) throw new NotFound('This kind of operation');
  return form;
}
