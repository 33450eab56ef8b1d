import type { LoggerService } from '@nestjs/common';
import { type Logger, pino } from 'pino';

/** The structured log: one JSON object a line, with levels as words. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    level,
    name,
    formatters: { level: (label) => ({ level: label }) },
    redact: ['req.headers.cookie', 'req.headers.authorization'],
  });
}

/** Nest's own log lines, through the same log; its start-up chatter is for debugging. What has fields is told at info. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: string): void {
    if (typeof message === 'object' && message !== null) this.logger.info(message, context);
    else this.logger.debug({ context }, String(message as string));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
