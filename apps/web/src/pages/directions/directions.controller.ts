import { type Actor, day, httpsLink, longText, oneLine, paths, severalKeys } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { DirectionQueries, MinisterialDirections } from '@app/revisions';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, placeByNumber } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { key } from '../../http/fields';
import { directionView } from './directions.view';

const filters = { below: placeByNumber };
const noRoute = 'Choose at least one route of the maps';
const recording = z.object({
  key,
  title: oneLine(200, 'Enter the title of the direction'),
  datedOn: day('Enter the date of the direction'),
  document: httpsLink.refine((link) => link !== '', 'Enter the address of the published document'),
  text: longText(8000, 'Enter what is directed'),
  routes: severalKeys().refine((routes) => routes.length > 0, noRoute),
});

/** Ministerial directions as administrators record them. */
@Controller('admin/directions')
@Can('direction.record')
export class DirectionsController {
  constructor(
    private readonly directions: MinisterialDirections,
    private readonly queries: DirectionQueries,
    private readonly maps: MapReader,
  ) {}

  @Get()
  async list(@Asked(filters) { below }: AskedOf<typeof filters>): Promise<Answer> {
    return this.show(Form.first(recording), below);
  }

  @Post()
  async record(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      recording,
      async ({ key, ...direction }) => {
        await this.directions.record(actor, { ...direction, id: key });
        return redirect(paths.recordDirection());
      },
      (form) => this.show(form, null),
    );
  }

  private async show(form: Form, below: number | null): Promise<Answer> {
    const routes = (await this.maps.current())?.routes ?? [];
    const rows = await this.queries.all(below);
    return page('directions/record', {
      title: 'Ministerial directions',
      rows: rows.map((row) => directionView(row, routes)),
      older: rows.length === 50 ? rows[rows.length - 1].no : null,
      choices: routes.map(({ slug, name }) => ({ value: slug, text: name, checked: form.has('routes', slug) })),
      form,
    });
  }
}
