import { Logger } from '@nestjs/common';
import { requestUnderWay } from '../events/request-id';

const log = new Logger('security');

/** One line of the log, at info, for what concerns security: what it was, ids, and the request; never an address. */
export function logSecurity(event: string, ids: Readonly<Record<string, string | null>>): void {
  log.log({ event, requestId: requestUnderWay(), ...ids });
}
