import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from './config';
import { Db } from './database/db';
import { DemoClock } from './database/demo-clock';
import { SnakeNaming } from './database/naming';
import { Reactions } from './events/reactions';
import { FileOrphans, FileStore, VirusScanner } from './files';
import { Outbox } from './jobs/outbox';
import { Sweeps } from './jobs/sweeps';
import { Mailer } from './mailer/mailer';

const providers = [Db, DemoClock, Reactions, Outbox, Sweeps, Mailer, FileStore, FileOrphans, VirusScanner];

/** The machinery that every lib stands on: settings, database, events, outbox, sweeps, mail, files. Global. */
@Global()
@Module({})
export class PlatformModule {
  /** The module for one set of settings: `databaseUrl` is set by now, by the setting or by the embedded server. */
  static with(config: Config & { databaseUrl: string }): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: config.databaseUrl,
          namingStrategy: new SnakeNaming(),
          autoLoadEntities: true,
          synchronize: false,
          applicationName: 'waymark',
          poolSize: config.databasePool,
          extra: { options: '-c timezone=UTC' },
        }),
      ],
      providers: [{ provide: CONFIG, useValue: config }, ...providers],
      exports: [CONFIG, ...providers],
    };
  }
}
