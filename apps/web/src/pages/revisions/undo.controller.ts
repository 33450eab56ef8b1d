import { type Actor, longText, paths } from '@app/kernel';
import { EditionStore } from '@app/occupational-map';
import { Db } from '@app/platform';
import { describe, RevisionUndo, summary } from '@app/revisions';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf, key } from '../../http/fields';

const undoing = z.object({
  key,
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

  @FormPage()
  @Can('revision.undo')
  async begin(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
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
