import { NotFound } from '@app/kernel';
import { Controller, Get, Param, Query, UseGuards } from '@nestjs/common';
import { Public } from '../../http/access';
import type { Ready } from '../../http/public-pages';
import { ApiAnswers } from './api-answers';
import { asked, pageOf, type Query as Asked } from './asked';
import { referenceLists } from './enums.view';
import { ApiKeyGuard } from './key.guard';
import { occupationList, occupationsBySoc, oneOccupation, progressionOf, searchPage } from './lists.view';
import { routeList, routeTree } from './routes.view';

/** The Occupational Maps API, as its clients know it. Addresses are in lower case here: see `wireAddress`. */
@Controller('/api/v1')
@Public()
@UseGuards(ApiKeyGuard)
export class MapsApiController {
  constructor(private readonly answers: ApiAnswers) {}

  @Get('/routes')
  routes(@Query() query: Asked): Promise<Ready> {
    return this.answers.answer('routes', query, routeList);
  }

  @Get('/routes/:id')
  route(@Param('id') id: string, @Query() query: Asked): Promise<Ready> {
    return this.answers.answer(`routes/${id}`, query, (writing) => routeTree(id, writing));
  }

  @Get('/occupations')
  occupations(@Query() query: Asked): Promise<Ready> {
    return this.answers.answer('occupations', query, occupationList);
  }

  @Get('/occupations/:code')
  occupation(@Param('code') code: string, @Query() query: Asked): Promise<Ready> {
    return this.answers.answer(`occupations/${code}`, query, (writing) => oneOccupation(code, writing));
  }

  @Get('/occupationalprogression/:code')
  progression(@Param('code') code: string, @Query() query: Asked): Promise<Ready> {
    return this.answers.answer(`occupationalprogression/${code}`, query, (writing) => progressionOf(code, writing));
  }

  @Get('/searchoccupations')
  search(@Query() query: Asked): Promise<Ready> {
    const [term, at] = [asked(query, 'searchTerm'), pageOf(query)];
    const address = `searchoccupations?${new URLSearchParams({ term }).toString()}&${at.pageNumber}&${at.pageSize}`;
    return this.answers.answer(address, query, (writing) => searchPage(term, at, writing));
  }

  @Get('/occupationsbysoc')
  bySoc(@Query() query: Asked): Promise<Ready> {
    const code = asked(query, 'SOCCode');
    return this.answers.answer(`occupationsbysoc?${code}`, query, (writing) => occupationsBySoc(code, writing));
  }

  /** The maps say nothing of green themes yet: the list is empty, and there is no theme of any number. */
  @Get(['/greenthemes', '/greentheme'])
  greenThemes(@Query() query: Asked): Promise<Ready> {
    return this.answers.answer('greenthemes', query, () => []);
  }

  @Get('/greentheme/:id')
  greenTheme(): Promise<Ready> {
    throw new NotFound('This green theme');
  }

  @Get(['/info', '/version'])
  info(@Query() query: Asked): Promise<Ready> {
    return this.answers.answer('info', query, ({ map }) => `Waymark, API v1, edition ${map.edition.no} of the maps`);
  }

  /** A list of reference (`/occupationstates`), or a route by its name (`/digital`). */
  @Get('/:name')
  named(@Param('name') name: string, @Query() query: Asked): Promise<Ready> {
    return this.answers.answer(name, query, (writing) =>
      Object.hasOwn(referenceLists, name) ? referenceLists[name] : routeTree(name, writing),
    );
  }

  /** Who has no key hears so at every address, also where there is nothing. */
  @Get(['', '*'])
  nothing(): Promise<Ready> {
    throw new NotFound('This address');
  }
}
