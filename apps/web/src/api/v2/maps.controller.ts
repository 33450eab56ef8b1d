import { NotFound } from '@app/kernel';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { Public } from '../../http/access';
import type { Ready } from '../../http/public-pages';
import { OpenDataAnswers } from './answers';
import type { Given } from './asked';
import { occupationItself, occupations, search } from './occupations.schema';
import { foundList, occupationAnswer, occupationList } from './occupations.view';
import { routeItself, routes } from './routes.schema';
import { routeAnswer, routeList } from './routes.view';
import { tLevelItself, tLevels } from './t-levels.schema';
import { tLevelAnswer, tLevelList } from './t-levels.view';

/** The maps as open data: of the live edition or one that the query chooses, and below the number of an edition. */
@Controller(['/api/v2', '/api/v2/editions/:edition'])
@Public()
export class OpenMapsController {
  constructor(private readonly answers: OpenDataAnswers) {}

  @Get('routes')
  routes(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(routes, { params, query }, routeList);
  }

  @Get('routes/:slug')
  route(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(routeItself, { params, query }, routeAnswer);
  }

  @Get('occupations')
  occupations(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(occupations, { params, query }, occupationList);
  }

  @Get('occupations/:reference')
  occupation(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(occupationItself, { params, query }, (reading) => {
      const found = reading.map.occupation(reading.params.reference);
      if (!found) throw new NotFound('This occupation');
      return occupationAnswer(reading, found.occupation);
    });
  }

  @Get('t-levels')
  tLevels(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(tLevels, { params, query }, tLevelList);
  }

  @Get('t-levels/:reference')
  tLevel(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(tLevelItself, { params, query }, tLevelAnswer);
  }

  @Get('search')
  search(@Param() params: Given['params'], @Query() query: Given['query']): Promise<Ready> {
    return this.answers.answer(search, { params, query }, foundList);
  }
}
