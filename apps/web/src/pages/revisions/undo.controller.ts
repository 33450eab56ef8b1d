import { type Actor, longText, newId, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { describe, RevisionUndo, summary } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf } from './read';

const undoing = z.object({
  key: z.uuid(),
  why: longText(1000, 'Enter why it is undone'),
});
const mostShown = 100;

/** Undoing a published map revision: what it would take, and the draft that does it. */
@Controller('admin/revisions/:id/undo')
export class UndoController {
  constructor(
    private readonly db: Db,
    private readonly undo: RevisionUndo,
    private readonly editions: EditionStore,
  ) {}

  @Get()
  @Can('revision.undo')
  async form(@Param('id') id: string): Promise<Answer> {
    return this.show(id, new Form({ key: newId() }));
  }

  @Post()
  @Can('revision.undo')
  async begin(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      undoing,
      async ({ key, why }) => redirect(paths.revision(await this.undo.begin(actor, idOf(id), { id: key, why }))),
      (form) => this.show(id, form),
    );
  }

  private async show(id: string, form: Form): Promise<Answer> {
    const { revision, operations, problems } = await this.undo.look(idOf(id));
    const live = await this.editions.liveState(this.db.read());
    return page('revisions/undo', {
      title: `Undo map revision ${revision.no}`,
      revision,
      form,
      problems,
      summary: summary(operations),
      sentences: operations.slice(0, mostShown).map((operation) => describe(operation, live)),
      more: Math.max(0, operations.length - mostShown),
    });
  }
}
