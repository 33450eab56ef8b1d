import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { factsOf, framesOf } from './error-facts';

type Fields = Readonly<Record<string, unknown>>;

/** The fields that a line of the log may have beside its words; all others are dropped. */
const known = [
  ...['err', 'req', 'res', 'reqId', 'responseTime', 'context', 'stack', 'sweep'],
  // What concerns security, in ids and words of ours; and a rule of the database that no form refused first.
  ...['event', 'requestId', 'seq', 'subjectId', 'actorId', 'personId', 'rule', 'sqlState', 'form'],
];

const onlyKnown = (fields: object): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => known.includes(name)));

/** A request without its address, which may hold a token or what somebody looked for: the pattern of its route. */
function requestFacts(request: { method?: string; routeOptions?: { url?: string } } | undefined): Fields {
  return { method: request?.method, route: request?.routeOptions?.url ?? 'none' };
}

/**
 * The structured log: one JSON object a line, with levels as words. It lets through known fields only: nothing of rows,
 * parameters, addresses or what people typed, at any level.
 * @param destination where it goes instead of the standard output
 */
export function createLogger(level: string, name: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    name,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: onlyKnown,
    },
    serializers: {
      err: (error: unknown) => factsOf(error),
      req: requestFacts,
      res: (response: { statusCode?: number } | undefined) => ({ statusCode: response?.statusCode }),
      stack: (stack: unknown) => framesOf(String(stack)),
    },
    hooks: {
      logMethod(this: Logger, line: Parameters<Logger['info']>, write: (...line: Parameters<Logger['info']>) => void) {
        write.apply(this, withoutMessage(line));
      },
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Neither pino nor a framework repeats the message of an error as the words of the line. */
function withoutMessage(line: readonly unknown[]): Parameters<Logger['info']> {
  const [first, words, ...rest] = line;
  const error = first instanceof Error ? first : (first as { err?: unknown } | null | undefined)?.err;
  if (!(error instanceof Error)) return line as Parameters<Logger['info']>;
  const repeats = typeof words !== 'string' || (error.message !== '' && words.includes(error.message));
  const fields = first instanceof Error ? { err: error } : first;
  return [fields, repeats ? 'An error' : words, ...rest] as unknown as Parameters<Logger['info']>;
}

/** Nest's own log lines, through the same log; its start-up chatter is for debugging. What has fields is told at info. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: string): void {
    if (typeof message === 'object' && message !== null) this.logger.info(message, context);
    else this.logger.debug({ context }, String(message as string));
  }
  warn(message: unknown, context?: string): void {
    this.tell('warn', message, { context });
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.tell('error', message, { context, stack });
  }

  private tell(level: 'warn' | 'error', message: unknown, fields: { context?: string; stack?: string }): void {
    if (message instanceof Error) return this.logger[level]({ ...fields, err: message }, 'An error');
    const words = String(message);
    const repeats = words !== '' && fields.stack?.split('\n    at ')[0]?.includes(words) === true;
    this.logger[level](fields, repeats ? 'An error' : words);
  }
}

/** Where an error reaches that nobody caught: it is logged like any other, and the process ends. */
export function endWhenUncaught(logger: Logger): void {
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'Nobody caught an error: this process ends');
    process.exit(1);
  });
}
