import type { Actor } from '@app/kernel';
import { PipelineQueries } from '@app/panels';
import { Controller, Get, Param } from '@nestjs/common';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { pipelineView } from './pipeline.view';

/** A chair's dashboard: what is on its way by stage and age, how the promises were kept, what is overdue. */
@Controller('panels/:slug/pipeline')
@Can('panel.see')
export class PipelineController {
  constructor(private readonly queries: PipelineQueries) {}

  @Get()
  async show(@CurrentActor() actor: Actor, @Param('slug') slug: string): Promise<Answer> {
    return page('panels/pipeline', pipelineView(await this.queries.pipeline(actor, slug)));
  }
}
