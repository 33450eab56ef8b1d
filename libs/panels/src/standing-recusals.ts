import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { recusalsAmong } from './ballot-record';
import type { Recusal } from './domain/recusal';
import type { Subject } from './subjects';

/** Who takes no part in a thing, by the one function in the database. */
@Injectable()
export class StandingRecusals {
  /** Those of these people who take no part in the thing now, or at the given time, and why. */
  async among(
    reader: Reader,
    { kind, id }: Subject,
    people: readonly string[],
    at: Date | null = null,
  ): Promise<Map<string, Recusal>> {
    const rows = await recusalsAmong(reader, { kind, id }, people, at);
    return new Map(rows.map(({ personId, why }) => [personId, why]));
  }
}
