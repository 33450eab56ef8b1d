import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/tx';
import type { EventFactory } from './define-event';

/** An event as it stands in the log, its personal fields merged in where they were not erased. */
export type RecordedEvent<D = Record<string, unknown>> = {
  seq: string;
  at: Date;
  type: string;
  subjectKind: string;
  subjectId: string;
  subjectNo: number;
  actorKind: 'person' | 'system' | 'public';
  actorId: string | null;
  data: D;
};

/** What follows from an event: runs in the worker after the commit, in a transaction of its own. */
export type Reaction<D = Record<string, unknown>> = (tx: Tx, event: RecordedEvent<D>) => Promise<void>;

/**
 * Who reacts to what. Filled once at boot by the libs (`onModuleInit`), in web and worker alike: web has to know
 * the names, because it writes one outbox row per event and reaction; only the worker runs them.
 */
@Injectable()
export class Reactions {
  private readonly byType = new Map<string, Map<string, Reaction>>();

  /**
   * Subscribes `name` to a kind of event.
   * @throws Error when that name is subscribed to it already.
   */
  on<D extends object>(event: EventFactory<D>, name: string, react: Reaction<D>): void {
    const named = this.byType.get(event.definition.type) ?? new Map<string, Reaction>();
    if (named.has(name)) {
      throw new Error(`${name} reacts to ${event.definition.type} twice`);
    }
    named.set(name, react as unknown as Reaction);
    this.byType.set(event.definition.type, named);
  }

  /** The names subscribed to a type, in the order of their subscription. */
  namesFor(type: string): string[] {
    return [...(this.byType.get(type)?.keys() ?? [])];
  }

  /** The reaction of that name to that type, or undefined when no lib has it any more. */
  find(type: string, name: string): Reaction | undefined {
    return this.byType.get(type)?.get(name);
  }
}
