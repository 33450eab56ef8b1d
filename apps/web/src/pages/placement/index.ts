import { Alignments } from '@app/alignment';
import { type Actor, NotFound, paths, refuse, severalKeys } from '@app/kernel';
import { MapReader, type MapState } from '@app/occupational-map';
import { Db } from '@app/platform';
import { AuthorityStore, type Operation, RevisionDrafting, RevisionQueries } from '@app/revisions';
import { Body, Controller, Get, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, type AskedOf, choice, notOnList, slug, whole } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { key } from '../../http/fields';
import { addressOf } from '../maps/map-pages';
import { authorityChoices, authorityFields, authorityOf } from '../revisions/operations';
import { placementOf } from '../revisions/places';
import { type PlacementFilter, placementsPerPage, placementView } from './placement.view';

const filters = { route: slug, sure: choice(['yes']), tick: choice(['sure']), from: whole(0, 99_999) };
const acceptance = z
  .object({
    key,
    revision: z.union([z.uuid(), z.literal('new')], { error: 'Choose a map revision' }),
    accept: severalKeys(),
    ...authorityFields,
  })
  .catchall(z.unknown());

/** Occupations that await their pathway and cluster: what alignment proposes, and what an officer accepts of it. */
@Controller('admin/placement')
class PlacementController {
  constructor(
    private readonly alignments: Alignments,
    private readonly maps: MapReader,
    private readonly drafting: RevisionDrafting,
    private readonly queries: RevisionQueries,
    private readonly authorities: AuthorityStore,
    private readonly db: Db,
  ) {}

  @Get()
  @Can('revision.draft')
  async list(@Asked(filters) asked: AskedOf<typeof filters>): Promise<Answer> {
    return this.show(filterOf(asked), Form.first(acceptance));
  }

  @Post()
  @Can('revision.edit')
  async accept(
    @CurrentActor() actor: Actor,
    @Asked(filters) asked: AskedOf<typeof filters>,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      acceptance,
      async (typed) => {
        const map = await this.maps.current();
        if (!map) throw new NotFound('The map');
        const given = authorityOf(typed);
        const operations = accepted(typed, map.state);
        if (operations.length === 0) refuse('Tick at least one occupation', 'accept');
        const begun = { id: typed.key, title: titleOf(map.state, operations), kind: 'day-to-day' as const };
        const into = typed.revision === 'new' ? begun : typed.revision;
        return redirect(paths.revision(await this.drafting.addAll(actor, into, operations, given)));
      },
      (form) => this.show(filterOf(asked), form),
    );
  }

  private async show(filter: PlacementFilter, form: Form): Promise<Answer> {
    const map = await this.maps.current();
    if (!map) throw new NotFound('The map');
    if (filter.route !== null && !map.route(filter.route)) notOnList('route');
    const proposals = await this.alignments.placings(filter.route);
    const inDrafts = await this.queries.placedInDrafts();
    const view = placementView(map, proposals, inDrafts, filter);
    const link = (change: Partial<Record<string, string | number | null>>) =>
      addressOf(paths.placement(), {
        route: filter.route,
        sure: filter.sure ? 'yes' : null,
        from: filter.from || null,
        ...change,
      });
    const drafts = (await this.queries.drafts()).map(({ id, no, title }) => ({ value: id, text: `${no}: ${title}` }));
    return page('placement/list', {
      title: 'Occupations awaiting placement',
      ...view,
      filter,
      form,
      routes: map.routes.map(({ slug, name }) => ({ value: slug, text: name, selected: slug === filter.route })),
      authority: authorityChoices(
        await this.authorities.offered(this.db.read(), filter.route === null ? null : [filter.route]),
      ),
      drafts: [{ value: 'new', text: 'A new map revision' }, ...drafts],
      links: {
        here: link({}),
        tick: link({ tick: 'sure' }),
        next: view.last < view.kept ? link({ from: filter.from + placementsPerPage }) : null,
        previous: filter.from > 0 ? link({ from: Math.max(0, filter.from - placementsPerPage) || null }) : null,
      },
    });
  }
}

function filterOf({ route, sure, tick, from }: AskedOf<typeof filters>): PlacementFilter {
  return { route, sure: sure === 'yes', tick: tick === 'sure', from: from ?? 0 };
}

/** What was ticked, as operations. @throws Refused for an occupation or a place that is no longer there */
function accepted(typed: z.infer<typeof acceptance>, state: MapState): Operation[] {
  return typed.accept.map((reference) => {
    const place = typed[`place-${reference}`];
    const from = state.placements[reference] ?? refuse(`${reference} is not on the map any more`, 'accept');
    if (typeof place !== 'string') return refuse(`Choose a place for ${reference}`, 'accept');
    return { op: 'place-occupation', reference, from, to: placementOf(state, place) };
  });
}

function titleOf(state: MapState, list: readonly Operation[]): string {
  const routes = list.flatMap((operation) => (operation.op === 'place-occupation' ? operation.to.route : []));
  const names = [...new Set(routes)].map((slug) => state.routes[slug]?.name ?? slug);
  return `Place occupations: ${names.join(', ')}`.slice(0, 200);
}

export const placementControllers = [PlacementController];
