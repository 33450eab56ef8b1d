import { NotFound } from '@app/kernel';
import { EditionQueries, MapReader } from '@app/occupational-map';
import { AuthorityStore } from '@app/revisions';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import type { Ready } from '../../http/public-pages';
import { OpenDataAnswers } from './answers';
import type { Given } from './asked';
import { numberAfter } from './cursor';
import { differences, editionItself, editions, history } from './editions.schema';
import { differenceList, editionAnswer, editionList, historyList } from './editions.view';

/** All editions as open data. The list is no part of an edition, so it has no lasting address. */
@Controller('/api/v2/editions')
@Public()
export class OpenEditionsController {
  constructor(
    private readonly answers: OpenDataAnswers,
    private readonly editions: EditionQueries,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  all(@Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(editions, { params: {}, query }, async ({ map, query: { after, kind, limit } }) => {
      const below = numberAfter(after) ?? map.edition.no + 1;
      const found = await this.editions.recent({ below, kind, limit: limit + 1 });
      return editionList(found, limit, this.config.apiUrl);
    });
  }
}

/** What editions changed as open data: one with its note, what differs between two, and the history of an occupation. */
@Controller(['/api/v2', '/api/v2/editions/:edition'])
@Public()
export class OpenChangesController {
  constructor(
    private readonly answers: OpenDataAnswers,
    private readonly editions: EditionQueries,
    private readonly authorities: AuthorityStore,
    private readonly reader: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  edition(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(editionItself, { params, query }, async ({ map: { edition } }) => {
      const [found] = await this.editions.recent({ below: edition.no + 1, limit: 1 });
      const authorities = await this.authorities.inPublic([found.no]);
      return editionAnswer(found, authorities.get(found.no) ?? [], this.config);
    });
  }

  @Get('differences')
  differences(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(differences, { params, query }, async (reading) => {
      const no = reading.query.from ?? reading.map.edition.no - 1;
      const before = no === 0 ? null : await this.reader.edition(no);
      if (!before && no !== 0) throw new NotFound(`Edition ${no}`);
      return differenceList(before, reading, this.config.apiUrl);
    });
  }

  @Get('occupations/:reference/history')
  history(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(history, { params, query }, async ({ map, params: { reference }, query: asked }) => {
      if (!map.occupation(reference)) throw new NotFound('This occupation');
      const below = Math.min(numberAfter(asked.after) ?? Infinity, map.edition.no + 1);
      const entries = await this.editions.history(reference, { below, limit: asked.limit + 1 });
      const editions = entries.map(({ no }) => no);
      const held = await this.editions.heldVersions(reference, editions);
      const authorities = await this.authorities.inPublic(editions, reference);
      return historyList(entries, held, authorities, { limit: asked.limit, baseUrl: this.config.baseUrl });
    });
  }
}
