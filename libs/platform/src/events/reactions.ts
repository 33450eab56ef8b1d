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
 * What follows from several events of one kind, in one transaction: the same as if each came by itself, in fewer round
 * trips. It does nothing that outlives a transaction which is undone (no mail, no call): then each is tried by itself.
 */
export type ReactionToMany<D = Record<string, unknown>> = (
  tx: Tx,
  events: readonly RecordedEvent<D>[],
) => Promise<void>;

/** A reaction and how it is run: to so many events at once, and before or among the others. */
export type Subscription = { name: string; most: number; isUrgent: boolean; react: ReactionToMany };

/** So many events at most are reacted to in one transaction. */
const mostTogether = 50;

/**
 * Who reacts to what. Filled once at boot by the libs (`onModuleInit`), in web and worker alike: web has to know
 * the names, because it writes one outbox row per event and reaction; only the worker runs them.
 */
@Injectable()
export class Reactions {
  private readonly byType = new Map<string, Map<string, Subscription>>();

  /**
   * Subscribes `name` to a kind of event, which it gets one by one; what somebody waits for at the screen `isUrgent`.
   * @throws Error when that name is subscribed to it already.
   */
  on<D extends object>(event: EventFactory<D>, name: string, react: Reaction<D>, { isUrgent = false } = {}): void {
    const toEach: ReactionToMany<D> = async (tx, events) => {
      for (const one of events) await react(tx, one);
    };
    this.subscribe(event.definition.type, { name, most: 1, isUrgent, react: toEach as unknown as ReactionToMany });
  }

  /** Subscribes `name` to a kind of event, which it gets many at a time where many wait. @throws Error as `on` */
  onMany<D extends object>(event: EventFactory<D>, name: string, react: ReactionToMany<D>): void {
    const toMany = react as unknown as ReactionToMany;
    this.subscribe(event.definition.type, { name, most: mostTogether, isUrgent: false, react: toMany });
  }

  /** Who is subscribed to a type, in the order of their subscription. */
  to(type: string): Subscription[] {
    return [...(this.byType.get(type)?.values() ?? [])];
  }

  /** The reaction of that name to that type, or undefined when no lib has it any more. */
  find(type: string, name: string): Subscription | undefined {
    return this.byType.get(type)?.get(name);
  }

  private subscribe(type: string, subscription: Subscription): void {
    const named = this.byType.get(type) ?? new Map<string, Subscription>();
    if (named.has(subscription.name)) throw new Error(`${subscription.name} reacts to ${type} twice`);
    named.set(subscription.name, subscription);
    this.byType.set(type, named);
  }
}
