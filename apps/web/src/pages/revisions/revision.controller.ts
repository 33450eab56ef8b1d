import { type Actor, longText, oneLine, paths } from '@app/kernel';
import { draftNote } from '@app/occupational-map';
import { Db } from '@app/platform';
import { RevisionDrafting, RevisionQueries, Revisions } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, whole } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { emergency, isMinor, versionField, versionOnly, withWhy } from './read';
import { RevisionPages } from './revision.pages';

const description = z.object({
  ...versionField,
  title: oneLine(200, 'Enter a title'),
  note: longText(2000).default(''),
  minor: isMinor,
});
const filters = { from: whole(0, 100_000) };

/** One map revision, and what people decide on it. */
@Controller('admin/revisions/:id')
export class RevisionController {
  constructor(
    private readonly db: Db,
    private readonly revisions: Revisions,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly pages: RevisionPages,
  ) {}

  @Get()
  @Can('revision.read')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Asked(filters) { from }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    return this.pages.show(actor, id, Form.first(z.union([withWhy, emergency])), from ?? 0);
  }

  @Get('description')
  @Can('revision.edit')
  async descriptionForm(@Param('id') id: string): Promise<Answer> {
    const detail = await this.queries.detail(idOf(id));
    const { revision } = detail;
    const note = revision.note || draftNote(await this.queries.differences(detail));
    return this.showDescription(
      id,
      Form.first(description).beginning({ ...revision, note, minor: revision.minor ? 'yes' : undefined }),
    );
  }

  @Post('description')
  @Can('revision.edit')
  async describe(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      description,
      async ({ version, ...to }) => {
        await this.drafting.rename(actor, { id: idOf(id), version }, to);
        return redirect(paths.revision(id));
      },
      (form) => this.showDescription(id, form),
    );
  }

  @Post('request')
  @Can('revision.request')
  async request(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.act(actor, id, body, (version) => this.revisions.request(actor, { id, version }));
  }

  @Post('approve')
  @Can('revision.approve')
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.act(actor, id, body, (version) => this.revisions.approve(actor, { id, version }));
  }

  @Post('return')
  @Can('revision.return')
  async giveBack(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.actWith(actor, id, body, withWhy, ({ version, why }) =>
      this.revisions.giveBack(actor, { id, version }, why),
    );
  }

  @Post('discard')
  @Can('revision.discard')
  async discard(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return this.actWith(actor, id, body, withWhy, ({ version, why }) =>
      this.revisions.discard(actor, { id, version }, why),
    );
  }

  private act(actor: Actor, id: string, body: unknown, verb: (version: number) => Promise<void>): Promise<Answer> {
    return this.actWith(actor, id, body, versionOnly, ({ version }) => verb(version));
  }

  private async actWith<S extends z.ZodType>(
    actor: Actor,
    id: string,
    body: unknown,
    schema: S,
    verb: (input: z.infer<S>) => Promise<void>,
  ): Promise<Answer> {
    idOf(id);
    const act = async (input: z.infer<S>) => {
      await verb(input);
      return redirect(paths.revision(id));
    };
    return answer(body, schema, act, (form) => this.pages.show(actor, id, form));
  }

  private async showDescription(id: string, form: Form): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    return page('revisions/description', { title: 'Title and change note', revision, form });
  }
}
