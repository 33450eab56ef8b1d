import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from './config';
import { Db } from './database/db';
import { DemoClock } from './database/demo-clock';
import { SnakeNaming } from './database/naming';
import { Reactions } from './events/reactions';
import { DiskFileStore, FileIntake, FileOrphans, FileStore, S3FileStore, VirusScanner } from './files';
import { Outbox } from './jobs/outbox';
import { OutboxBell } from './jobs/outbox-bell';
import { Sweeps } from './jobs/sweeps';
import { Mailer } from './mailer/mailer';
import { PersonalDataHolders } from './personal/personal-data-holder';
import { PlatformPersonalData } from './personal/platform-personal-data';

const providers = [
  Db,
  DemoClock,
  Reactions,
  Outbox,
  OutboxBell,
  Sweeps,
  Mailer,
  FileOrphans,
  VirusScanner,
  FileIntake,
  PersonalDataHolders,
  PlatformPersonalData,
];

/** The machinery that every lib stands on: settings, database, events, outbox, sweeps, mail, files. Global. */
@Global()
@Module({})
export class PlatformModule {
  /**
   * The module for one set of settings: `databaseUrl` is set by now, by the setting or by the embedded server.
   * `hasty` is for filling an empty database: no commit waits for the disk, so a crash may lose the last of them.
   */
  static with(config: Config & { databaseUrl: string }, { hasty = false } = {}): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: config.databaseUrl,
          namingStrategy: new SnakeNaming(),
          autoLoadEntities: true,
          synchronize: false,
          // What fails is logged by who catches it, and never with its parameters.
          logging: false,
          applicationName: 'waymark',
          poolSize: config.databasePool,
          extra: { options: `-c timezone=UTC${hasty ? ' -c synchronous_commit=off' : ''}` },
        }),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: FileStore, useFactory: () => fileStoreOf(config) },
        ...providers,
      ],
      exports: [CONFIG, FileStore, ...providers],
    };
  }
}

/** The store of files that the settings name. */
function fileStoreOf({ dataDir, fileStore }: Config): FileStore {
  return fileStore === null ? new DiskFileStore(dataDir) : new S3FileStore(dataDir, fileStore);
}
