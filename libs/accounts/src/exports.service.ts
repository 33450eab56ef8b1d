import { type Actor, newId } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { exportBegun, exportEnded } from './domain/security-events';

/** A file that a signed-in person takes: its route, the ids in its address, and what narrows it. */
export type Taken = Parameters<typeof exportBegun>[1];

/** What was sent of it: `rows` of a CSV, without the header (null: it has none), and whether that was all. */
export type Sent = { rows: number | null; whole: boolean };

/** Files that only signed-in people can have, and who took them. */
@Injectable()
export class Exports {
  constructor(private readonly db: Db) {}

  /** Records that a file is on its way, before its first byte: what cannot be recorded is not sent. @returns its id */
  async begin(actor: Actor, taken: Taken): Promise<string> {
    const id = newId();
    await this.db.write((tx) => tx.record(actor, exportBegun(id, taken)));
    return id;
  }

  /** Records what was sent. Where the process ends before, the beginning stands alone. */
  async end(actor: Actor, id: string, taken: Taken, sent: Sent): Promise<void> {
    await this.db.write((tx) => tx.record(actor, exportEnded(id, { ...taken, ...sent })));
  }
}
