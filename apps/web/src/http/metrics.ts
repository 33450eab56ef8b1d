import { Db, FileStore, maxAttempts } from '@app/platform';
import { EditionWatch, EmergencyCorrections, OverdueAlarm } from '@app/revisions';
import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What this process measures of itself, and what the database says at the moment of asking, for Prometheus. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'waymark_http_request_seconds',
    help: 'How long requests took, by route and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [this.registry],
  });
  private readonly database = this.gauge('waymark_database_up', 'Whether the database answers');
  private readonly files = this.gauge('waymark_file_store_up', 'Whether evidence files can be stored and read');
  private readonly edition = this.gauge('waymark_live_edition', 'The number of the live edition');
  private readonly overdue = this.gauge(
    'waymark_revisions_overdue',
    'Scheduled map revisions two minutes late or more',
  );
  private readonly faults = this.gauge('waymark_edition_faults', 'Editions that are not what their operations make');
  private readonly emergencies = this.gauge('waymark_emergencies_open', 'Emergency corrections nobody approved yet');
  private readonly waiting = this.gauge('waymark_outbox_waiting', 'What is still to follow from events');
  private readonly failed = this.gauge('waymark_outbox_failed', 'What was given up after all attempts');

  constructor(
    private readonly db: Db,
    private readonly alarm: OverdueAlarm,
    private readonly corrections: EmergencyCorrections,
    private readonly editions: EditionWatch,
    private readonly store: FileStore,
  ) {}

  /**
   * Measures the process itself, too. For a process that serves one site until it ends: what counts the garbage
   * collections is never taken down again, and holds the whole site in memory.
   */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Times every request of this server; routes by their pattern, never by the address asked for. */
  watch(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.routeOptions.url ?? 'none';
      this.count(request.method, route, reply.statusCode, reply.elapsedTime);
    });
  }

  /** Counts one answer with the milliseconds that it took. */
  count(method: string, route: string, statusCode: number, took: number): void {
    this.requests.observe({ method, route, status: `${Math.floor(statusCode / 100)}xx` }, took / 1000);
  }

  /** Everything in the text format of Prometheus. With the database down it says so, and the rest stays as last known. */
  async text(): Promise<{ type: string; text: string }> {
    this.files.set((await this.store.fault()) === null ? 1 : 0);
    try {
      await this.ask();
      this.database.set(1);
    } catch {
      this.database.set(0);
    }
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }

  private async ask(): Promise<void> {
    const reader = this.db.read();
    const outbox = await reader.one<{ waiting: number; failed: number }>(
      `select count(*) filter (where attempts < $1)::int as waiting, count(*) filter (where attempts >= $1)::int as failed
       from outbox where done_at is null`,
      [maxAttempts],
    );
    this.waiting.set(outbox?.waiting ?? 0);
    this.failed.set(outbox?.failed ?? 0);
    this.overdue.set((await this.alarm.list(reader)).length);
    this.emergencies.set((await this.corrections.open(reader)).length);
    const { live, faults } = await this.editions.standing(reader);
    this.edition.set(live?.no ?? 0);
    this.faults.set(faults.length);
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}
