import type { Config } from '@app/platform';
import { Client } from 'pg';

const retryAfter = 5_000;

/** LISTENs for new editions on a connection of its own. When that breaks a new one is tried; readers poll meanwhile. */
export class EditionListener {
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private state: 'idle' | 'running' | 'stopped' = 'idle';

  constructor(
    private readonly config: Config,
    private readonly heard: () => void,
  ) {}

  /** Begins to listen, once, however often it is called. */
  start(): void {
    if (this.state !== 'idle') return;
    this.state = 'running';
    void this.connect();
  }

  async stop(): Promise<void> {
    this.state = 'stopped';
    if (this.retry) clearTimeout(this.retry);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.config.databaseUrl ?? '',
      keepAlive: true,
    });
    this.client = client;
    client.on('notification', this.heard);
    client.on('error', () => undefined);
    client.on('end', () => this.again());
    try {
      await client.connect();
      await client.query('listen edition');
      this.heard();
    } catch {
      await client.end().catch(() => undefined);
      this.again();
    }
  }

  private again(): void {
    if (this.state !== 'running' || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = null;
      if (this.state === 'running') void this.connect();
    }, retryAfter);
    this.retry.unref();
  }
}
