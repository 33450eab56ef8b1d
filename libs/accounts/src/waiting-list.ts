import type { Actor } from '@app/kernel';
import type { Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** One thing that waits for a person: what, where, until when. */
export type WaitingEntry = { text: string; href: string; due: Date | null };

/** Tells what waits for this person in one part of the product. */
export type WaitingFor = (reader: Reader, actor: Actor) => Promise<WaitingEntry[]>;

/** "Waiting for me": each lib registers what it knows; the dashboard shows all, the earliest due first. */
@Injectable()
export class WaitingList {
  private readonly parts = new Map<string, WaitingFor>();

  /** Registers one part at boot. @throws Error for a name used twice */
  add(name: string, entries: WaitingFor): void {
    if (this.parts.has(name)) throw new Error(`${name} is on the waiting list twice`);
    this.parts.set(name, entries);
  }

  /** Everything that waits for the person, by due date, undated last. */
  async entries(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    const lists = await Promise.all([...this.parts.values()].map((part) => part(reader, actor)));
    const far = Number.MAX_SAFE_INTEGER;
    return lists.flat().sort((a, b) => (a.due?.getTime() ?? far) - (b.due?.getTime() ?? far));
  }
}
