import { timingSafeEqual } from 'node:crypto';
import { NotFound, sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Headers, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../../http/access';
import { Metrics } from '../../http/metrics';

/** Metrics for Prometheus: open outside production; in production only for who has the token, else there is no such page. */
@Controller('metrics')
class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @Public()
  async show(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.isAllowed(authorization ?? '')) throw new NotFound('This page');
    const { type, text } = await this.metrics.text();
    void reply.type(type).header('cache-control', 'no-store');
    return text;
  }

  private isAllowed(authorization: string): boolean {
    const { metricsToken, production } = this.config;
    if (metricsToken === null) return !production;
    return timingSafeEqual(Buffer.from(sha256(authorization)), Buffer.from(sha256(`Bearer ${metricsToken}`)));
  }
}

export const metricsControllers = [MetricsController];
