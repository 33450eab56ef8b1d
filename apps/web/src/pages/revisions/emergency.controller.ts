import { type Actor, paths } from '@app/kernel';
import { EmergencyCorrections, RevisionQueries, RevisionRehearsal } from '@app/revisions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer } from '../../http/forms';
import { idOf } from '../../http/fields';
import { differencesView } from './differences.view';
import { emergency } from './read';
import { RevisionPages } from './revision.pages';

/** Publishing before the approval and approving afterwards; and rehearsing a publication. */
@Controller('admin/revisions/:id')
export class EmergencyController {
  constructor(
    private readonly emergencies: EmergencyCorrections,
    private readonly rehearsal: RevisionRehearsal,
    private readonly queries: RevisionQueries,
    private readonly pages: RevisionPages,
  ) {}

  @Post('emergency')
  @Can('revision.rush')
  async rush(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      emergency,
      async ({ version, emergencyWhy }) => {
        await this.emergencies.rush(actor, { id: idOf(id), version }, emergencyWhy);
        return redirect(paths.revision(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  @Post('emergency/approve')
  @Can('revision.confirm')
  async approve(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      z.object({}),
      async () => {
        await this.emergencies.approve(actor, idOf(id));
        return redirect(paths.revision(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  @Get('rehearsal')
  @Can('revision.rehearse')
  async rehearse(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { revision } = await this.queries.detail(idOf(id));
    const { differences, ...report } = await this.rehearsal.run(actor, id);
    const title = `Rehearsal of map revision ${revision.no}`;
    return page('revisions/rehearsal', { title, revision, ...report, differences: differencesView(differences) });
  }
}
