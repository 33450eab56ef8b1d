import { Injectable } from '@nestjs/common';
import type { Reader } from '../database/reader';

/** Recurring work: looks for rows that are due and does them. Must be quiet when nothing is due. */
export type Sweep = { name: string; seconds: number; run: () => Promise<void> };

/** Tells when the next thing of its kind is due, or null. */
export type NextDue = (reader: Reader) => Promise<Date | null>;

/** Every recurring sweep of the product, registered by the libs at boot and run by the worker only. */
@Injectable()
export class Sweeps {
  private readonly sweeps: Sweep[] = [];
  private readonly dues = new Map<string, NextDue>();

  /** Registers work to be done every so many seconds. @throws Error for a name used twice */
  every(seconds: number, name: string, run: () => Promise<void>): void {
    if (this.sweeps.some((sweep) => sweep.name === name)) throw new Error(`Sweep ${name} is registered twice`);
    this.sweeps.push({ name, seconds, run });
  }

  /** Registers a question for the demo clock: when is the next thing of this kind due? */
  due(name: string, next: NextDue): void {
    this.dues.set(name, next);
  }

  /** The whole list, for the worker's timers and the status page. */
  all(): readonly Sweep[] {
    return this.sweeps;
  }

  /** Runs every sweep once but these, in order: tests and the demo's loading do not wait for timers. */
  async runAll(except: readonly string[] = []): Promise<void> {
    for (const sweep of this.sweeps) if (!except.includes(sweep.name)) await sweep.run();
  }

  /** The earliest due time after now, over everything that was registered. */
  async nextDue(reader: Reader): Promise<Date | null> {
    const now = await reader.now();
    let earliest: Date | null = null;
    for (const next of this.dues.values()) {
      const due = await next(reader);
      if (due !== null && due > now && (earliest === null || due < earliest)) earliest = due;
    }
    return earliest;
  }
}
