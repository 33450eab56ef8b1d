import { type Config, PlatformModule } from '@app/platform';
import { type DynamicModule, Module } from '@nestjs/common';
import { featureModules } from '../../features';

/** The worker: the same libs as the web, without HTTP. */
@Module({})
export class WorkerModule {
  static with(config: Config & { databaseUrl: string }): DynamicModule {
    return { module: WorkerModule, imports: [PlatformModule.with(config), ...featureModules] };
  }
}
