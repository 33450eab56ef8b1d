import { Alignments } from '@app/alignment';
import { NotFound, paths } from '@app/kernel';
import { EditionQueries, type Placed, type PublishedMap } from '@app/occupational-map';
import { AuthorityStore } from '@app/revisions';
import { Controller, Get, Param } from '@nestjs/common';
import { Public } from '../../http/access';
import { page, redirect, type Redirect } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import { csvType } from '../../http/csv';
import type { Ready } from '../../http/public-pages';
import { dispensationsOf } from '../dispensations';
import { editionFilters, saidOf } from '../maps/asked-edition';
import { addressOf, MapPages } from '../maps/map-pages';
import { employersOf, Surroundings } from '../maps/surroundings';
import { mostBeside } from '../compare/chosen';
import { aheadOf } from './ahead.view';
import { occupationCsv, occupationJson } from './occupation.files';
import { historyOf } from './history.view';
import { similarView } from './similar.view';
import { occupationView } from './occupations.view';

const files = {
  json: { type: 'application/json; charset=utf-8', textOf: occupationJson },
  csv: { type: csvType, textOf: occupationCsv },
} as const;

/** One occupation: all that is said about it, where it stands and leads, which editions changed it, and as a file. */
@Controller()
@Public()
export class OccupationsController {
  constructor(
    private readonly pages: MapPages,
    private readonly editions: EditionQueries,
    private readonly surroundings: Surroundings,
    private readonly alignments: Alignments,
    private readonly authorities: AuthorityStore,
  ) {}

  @Get('/occupations/:reference')
  async show(
    @Param('reference') given: string,
    @Asked(editionFilters) edition: AskedOf<typeof editionFilters>,
  ): Promise<Ready | Redirect> {
    const reference = given.toUpperCase();
    if (reference !== given) return redirect(addressOf(paths.occupation(reference), saidOf(edition)));
    const make = async (map: PublishedMap) => {
      const placed = placedIn(map, reference);
      const around = await this.surroundings.now();
      return page('occupations/show', {
        ...occupationView(map, placed),
        ...(await this.history(reference)),
        ...(await this.similar(map, reference)),
        ahead: aheadOf(map, placed.occupation, around),
        dispensations: dispensationsOf(reference, around.dispensations),
        interested: employersOf(around, 'occupation', reference),
      });
    };
    return this.pages.show(paths.occupation(reference), make, edition, reference);
  }

  /** Learned from the live edition, so pages of earlier ones have none; nor has a page made while the database is down. */
  private async similar(map: PublishedMap, reference: string) {
    try {
      const found = await this.alignments.similarTo(reference, map.edition.no);
      const isRetired = map.occupation(reference)?.occupation.status === 'retired';
      const beside = [...(isRetired ? [] : [reference]), ...found.map(({ occupation }) => occupation.reference)];
      return { similar: similarView(map, found), compareSimilar: paths.compare(beside.slice(0, mostBeside)) };
    } catch {
      return { similar: [], passing: true };
    }
  }

  /** Left out while the database is down, of a page that is not kept. */
  private async history(reference: string) {
    try {
      const entries = await this.editions.history(reference);
      const editions = entries.map(({ no }) => no);
      const held = await this.editions.heldVersions(reference, editions);
      const authorities = await this.authorities.inPublic(editions, reference);
      return { history: historyOf(reference, entries, held, authorities) };
    } catch {
      return { history: [], passing: true };
    }
  }

  @Get('/occupations/:reference/occupation.:kind')
  file(
    @Param('reference') reference: string,
    @Param('kind') kind: string,
    @Asked(editionFilters) edition: AskedOf<typeof editionFilters>,
  ): Promise<Ready> {
    if (kind !== 'json' && kind !== 'csv') throw new NotFound('This file');
    const { type, textOf } = files[kind];
    const make = (map: PublishedMap) => {
      const headers = {
        'content-disposition': `attachment; filename="${reference}-edition-${map.edition.no}.${kind}"`,
      };
      return { type, headers, text: textOf(map, placedIn(map, reference)) };
    };
    return this.pages.file(paths.occupationFile(reference, kind), make, edition);
  }
}

function placedIn(map: PublishedMap, reference: string): Placed {
  const placed = map.occupation(reference);
  if (!placed) throw new NotFound('This occupation');
  return placed;
}
