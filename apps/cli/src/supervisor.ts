import { setTimeout as sleep } from 'node:timers/promises';
import { type Config, type Embedded, startEmbedded } from '@app/platform';
import { Children } from './children';
import { bringUp, givenUrls, type Urls } from './database';
import { fill, fillingOf } from './filling';
import { type Lock, takeLock } from './lock';
import { checkPort, untilReady } from './ports';
import { markOf, outlive } from './processes';
import { readRunFile, removeRunFile, writeRunFile } from './run-file';
import { sessionSecret } from './session-secret';

type Say = (line: string) => void;

/**
 * Everything that `waymark up` keeps running: the embedded server when there is no other, web and worker. `start`
 * brings them up in order, `stop` takes them down in the other order, whenever it comes.
 */
export class Supervisor {
  private lock: Lock | null = null;
  private starting: Promise<Embedded> | null = null;
  private server: Embedded | null = null;
  private children: Children | null = null;
  private urls: Urls | null = null;
  private ready = false;
  private ending: Promise<void> | null = null;

  constructor(
    private readonly config: Config,
    private readonly parts: { say: Say; gaveUp: (reason: string) => void; withoutWorker?: boolean },
  ) {}

  /** Whether it is on its way down. */
  get stopping(): boolean {
    return this.ending !== null;
  }

  /** Where the data lie: for the person who wants to find or remove them. */
  get dataFolder(): string {
    const { dataDir, databaseUrl } = this.config;
    if (databaseUrl !== null) return `the database of DATABASE_URL (and ${dataDir})`;
    const far = this.server !== null && !this.server.folder.startsWith(dataDir);
    return far ? `${this.server?.folder} (and ${dataDir})` : dataDir;
  }

  /** Brings everything up. @throws Error in one sentence */
  async start(): Promise<void> {
    const { config } = this;
    this.lock = await takeLock(config.dataDir, 'up');
    await outlive(readRunFile(config.dataDir)?.children ?? [], 6_000);
    removeRunFile(config.dataDir);
    await checkPort(config);
    this.urls = givenUrls(config) ?? (await this.startServer());
    await this.prepare(this.urls);
    if (this.stopping) return;
    this.parts.say('Starting the web site and the worker');
    await this.startChildren(this.urls);
    await untilReady(config, { within: 60_000, over: () => this.stopping });
    this.ready = true;
    this.note();
    void this.watchServer();
  }

  /** Takes everything down: web and worker, then the server, then the lock. Later calls wait for the first. */
  stop(): Promise<void> {
    this.ending ??= this.takeDown();
    return this.ending;
  }

  private async takeDown(): Promise<void> {
    await this.children?.stop();
    await this.starting?.catch(() => undefined);
    await this.server?.stop();
    if (this.lock === null) return;
    removeRunFile(this.config.dataDir);
    this.lock.release();
  }

  private async startServer(port?: number): Promise<Embedded> {
    this.parts.say('Starting the database');
    const order = { dataDir: this.config.dataDir, log: this.parts.say };
    this.starting = startEmbedded(port === undefined ? order : { ...order, port });
    this.server = await this.starting;
    return this.server;
  }

  /** Brings the database up to this version, and fills it when it is empty. */
  private async prepare(urls: Urls): Promise<void> {
    await this.migrate(urls);
    if (urls.ownerUrl === urls.appUrl) {
      this.parts.say(
        'WARNING: the app owns its own tables, so the database cannot hold it to its rules: set MIGRATION_DATABASE_URL to the owner, and DATABASE_URL to a role that owns nothing',
      );
    }
    if (this.config.production) return;
    let filling = await fillingOf(urls);
    if (filling === 'interrupted') {
      if (this.server === null)
        throw new Error(
          'The database of DATABASE_URL was left half filled by a start that was cut short: give an empty one.',
        );
      this.parts.say('The last start was cut short while it filled the database: beginning anew');
      await this.server.empty();
      await this.migrate(urls);
      filling = 'empty';
    }
    if (filling === 'empty') await fill(this.config, urls, ['seed', 'demo'], this.parts.say);
  }

  private async migrate(urls: Urls): Promise<void> {
    const ran = await bringUp(urls);
    if (ran.length > 0) this.parts.say(`The database is brought up to this version: ${ran.length} migrations`);
  }

  private async startChildren(urls: Urls): Promise<void> {
    const env = {
      ...process.env,
      DATABASE_URL: urls.appUrl,
      MIGRATION_DATABASE_URL: '',
      SESSION_SECRET: sessionSecret(this.config),
    };
    this.children = new Children(env, {
      say: this.parts.say,
      changed: () => this.note(),
      gaveUp: this.parts.gaveUp,
    });
    const { children } = this;
    const wanted = this.parts.withoutWorker === true ? (['web'] as const) : (['web', 'worker'] as const);
    await Promise.all(wanted.map((name) => children.start(name)));
  }

  private note(): void {
    const mark = markOf(process.pid);
    if (mark === null || this.urls === null || this.stopping) return;
    const { ownerUrl, appUrl } = this.urls;
    const children = this.children?.marks() ?? [];
    writeRunFile(this.config.dataDir, {
      ...mark,
      ready: this.ready,
      baseUrl: this.config.baseUrl,
      ownerUrl,
      appUrl,
      children,
    });
  }

  /** Starts the embedded server again, on the same port, when it was killed: web and worker find it by themselves. */
  private async watchServer(): Promise<void> {
    while (this.server !== null && !this.stopping) {
      await sleep(500, undefined, { ref: false });
      if (this.stopping || this.server.alive()) continue;
      this.parts.say('The database has ended: starting it again');
      try {
        await this.startServer(this.server.port);
      } catch (error) {
        this.parts.gaveUp(error instanceof Error ? error.message : String(error));
        return;
      }
    }
  }
}
