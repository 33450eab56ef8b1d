import { type Actor, cleanText, NotFound, paths } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import { Db } from '@app/platform';
import { AuthorityStore, type ClaimReferences, Revision, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import {
  authorityChoices,
  authorityOf,
  type OperationForm,
  operationFormOf,
  operationGroups,
  type Subject,
} from './operations';
import { versionOnly } from './read';

/** Writing operations into a draft by hand, and taking them out again. */
@Controller('admin/revisions/:id/operations')
export class OperationsController {
  constructor(
    private readonly db: Db,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly authorities: AuthorityStore,
  ) {}

  @Get('new')
  @Can('revision.edit')
  async choose(@Param('id') id: string): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    const groups = operationGroups.map(({ heading, forms }) => ({
      heading,
      kinds: Object.entries(forms).map(([kind, { title }]) => ({
        title,
        href: paths.revisionPart(id, `operations/new/${kind}`),
      })),
    }));
    return page('revisions/operations/choose', { title: 'Add an operation', revision, groups });
  }

  @Get('new/:kind')
  @Can('revision.edit')
  async form(
    @Param('id') id: string,
    @Param('kind') kind: string,
    @Carried('reference') about: unknown,
  ): Promise<Answer> {
    const { version } = await this.db.read().get(Revision, idOf(id));
    return this.showForm(
      id,
      kind,
      Form.first(formOf(kind).schema).beginning({
        version,
        reference: typeof about === 'string' ? cleanText(about, 'one-line') : '',
      }),
    );
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
      form.schema,
      async (typed) => {
        const { rehearsal } = await this.queries.detail(idOf(id));
        const authority = authorityOf(typed);
        const write = (claim: ClaimReferences) => form.operation(body, { state: rehearsal.after, claim });
        await this.drafting.addOperation(actor, { id, version: typed.version }, write, authority);
        return redirect(paths.revision(id));
      },
      (shown) => this.showForm(id, kind, shown),
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

  private async showForm(id: string, kind: string, typed: Form): Promise<Answer> {
    const { revision, rehearsal } = await this.queries.detail(idOf(id));
    const [form, state] = [formOf(kind), rehearsal.after];
    const subject = form.subject?.(state);
    const reference = referenceIn(typed, subject);
    const now = form.now?.(state, reference);
    return page(`revisions/operations/${now === null ? 'subject' : form.template}`, {
      title: form.title,
      kind,
      revision,
      form: typed.with({ ...now, ...typed.values }),
      subject,
      reference,
      authority: authorityChoices(await this.authorities.offered(this.db.read(), routesFor(form, state, reference))),
      ...form.view?.(state, typed, reference),
    });
  }

  private async showRefusal(id: string, form: Form): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    return page('revisions/refused', { title: 'The operation was not taken out', revision, form });
  }
}

/** The reference of the subject: one of the choices where there are some, else that of an occupation, however typed. */
function referenceIn(form: Form, subject: Subject | undefined): string {
  const typed = form.value('reference');
  if (typeof typed !== 'string') return '';
  return subject?.choices === undefined ? cleanText(typed, 'one-line').toUpperCase() : typed;
}

/** Whose minutes and directions are offered: of the map that the subject is on; of all, where it may leave it. */
function routesFor(
  { crosses }: OperationForm,
  { placements, occupations }: MapState,
  reference: string,
): string[] | null {
  const route = placements[reference]?.route ?? occupations[reference]?.retiredFrom ?? null;
  return crosses || route === null ? null : [route];
}

function formOf(kind: string): OperationForm {
  const form = operationFormOf(kind);
  if (form === null) throw new NotFound('This kind of operation');
  return form;
}
