import { type Actor, longText, oneLine, paths } from '@app/kernel';
import { underReview } from '@app/proposals';
import { EmergencyCorrections, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeByNumber } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { key } from '../../http/fields';
import { isMinor } from './read';
import { stateTag } from './revision.view';

const beginnings = z.object({
  key,
  title: oneLine(200, 'Enter a title'),
  note: longText(2000).default(''),
  minor: isMinor,
});
const filters = { below: placeByNumber };

/** The list of map revisions, and a new one. */
@Controller('admin/revisions')
export class RevisionsController {
  constructor(
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly emergencies: EmergencyCorrections,
  ) {}

  @Get()
  @Can('revision.read')
  async list(@Asked(filters) { below }: AskedOf<typeof filters>): Promise<Answer> {
    const rows = await this.queries.list(below);
    const agreed = await this.queries.agreed();
    return page('revisions/list', {
      title: 'Map revisions',
      rows: rows.map((row) => ({
        ...row,
        tag: stateTag(row.state),
        waitsFor: row.reviews.map(underReview),
      })),
      older: rows.length === 50 ? rows[rows.length - 1].no : null,
      agreed: agreed.map((row) => ({ ...row, waitsFor: row.reviews.map(underReview) })),
      emergencies: await this.emergencies.open(),
    });
  }

  @Get('new')
  @Can('revision.draft')
  newForm(): Answer {
    return this.showNew(Form.first(beginnings));
  }

  @Post()
  @Can('revision.draft')
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      beginnings,
      async ({ key, ...given }) =>
        redirect(paths.revision(await this.drafting.create(actor, { id: key, kind: 'day-to-day', ...given }))),
      (form) => this.showNew(form),
    );
  }

  private showNew(form: Form): Answer {
    return page('revisions/new', { title: 'Begin a map revision', form });
  }
}
