import { type Actor, NotFound, paths } from '@app/kernel';
import { Db } from '@app/platform';
import { HeldRow, HeldRows, Revision, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { idOf } from '../../http/fields';
import { versionField } from './read';

const settlement = z.looseObject({
  ...versionField,
  decision: z.enum(['put-in', 'leave-out'], { error: 'Choose whether the row goes in' }),
});

/** The held rows of an import: each is put in with a pick for what is wrong with it, or left out. */
@Controller('admin/revisions/:id/rows/:row')
export class HeldRowsController {
  constructor(
    private readonly db: Db,
    private readonly held: HeldRows,
    private readonly queries: RevisionQueries,
  ) {}

  @Get()
  @Can('revision.edit')
  async show(@Param('id') id: string, @Param('row') row: string): Promise<Answer> {
    const { version } = await this.db.read().get(Revision, idOf(id));
    return this.showRow(id, row, Form.first(settlement).beginning({ version }));
  }

  @Post()
  @Can('revision.edit')
  async settle(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('row') row: string,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      settlement,
      async ({ version, decision, ...typed }) => {
        const read = { id: idOf(id), version };
        const { faults } = await this.rowOf(id, row);
        const picks = faults
          .map((_, index) => typed[`pick-${index}`])
          .map((pick) => (typeof pick === 'string' ? pick : undefined));
        if (decision === 'put-in') await this.held.settle(actor, read, row, picks);
        else await this.held.leaveOut(actor, read, row);
        return redirect(paths.revision(id));
      },
      (form) => this.showRow(id, row, form),
    );
  }

  private async rowOf(id: string, row: string): Promise<HeldRow> {
    const found = await this.db.read().get(HeldRow, idOf(row, 'This row'));
    if (found.revisionId !== id) throw new NotFound('This row');
    return found;
  }

  private async showRow(id: string, rowId: string, form: Form): Promise<Answer> {
    const revision = await this.queries.summary(this.db.read(), idOf(id));
    const row = await this.rowOf(id, rowId);
    return page('revisions/row', {
      title: `Line ${row.line}: ${[row.reference, row.title].filter(Boolean).join(' ')}`,
      revision,
      row,
      form,
      cells: Object.entries(row.cells).filter(([, text]) => text !== ''),
      canPutIn: row.faults.every(({ choices }) => choices.length > 0),
    });
  }
}
