import type { PersonLine } from '@app/accounts';
import { CONFIG, type Config, type EventFactory, Reactions, type RecordedEvent, type Tx } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Ledger, type Telling } from './ledger.service';

/** What people are told, and the page that it leads to. */
export type Told = Omit<Telling, 'link'> & { path: string };
/** Says who is told what about one event. It only reads. */
export type Tell<D> = (tx: Tx, event: RecordedEvent<D>) => Promise<readonly Told[]>;
/** Says it of several events of a kind, for those that come in great numbers; the order is that of the events. */
export type TellMany<D> = (tx: Tx, events: readonly RecordedEvent<D>[]) => Promise<readonly (readonly Told[])[]>;

/** Where the tellings of all areas are written down: each event, and who is told what about it. */
@Injectable()
export class TellingTable {
  constructor(
    private readonly reactions: Reactions,
    private readonly ledger: Ledger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Subscribes to a kind of event; of several tellings of one event a person gets the first that names them. */
  on<D extends object>(event: EventFactory<D>, tell: Tell<D>, name?: string): void {
    const tellEach: TellMany<D> = async (tx, events) => {
      const told: (readonly Told[])[] = [];
      for (const one of events) told.push(await tell(tx, one));
      return told;
    };
    this.onMany(event, tellEach, name);
  }

  /** The same where many of the events are told of at once. */
  onMany<D extends object>(event: EventFactory<D>, tell: TellMany<D>, name = 'notifications'): void {
    this.reactions.onMany(event, name, async (tx, events) => {
      const told = await tell(tx, events);
      const each = events.flatMap((one, at) =>
        (told[at] ?? []).map(({ path, ...rest }) => ({
          event: one,
          telling: { ...rest, link: this.config.baseUrl + path },
        })),
      );
      await this.ledger.writeAll(tx, each);
    });
  }
}

/** All of them but this one. */
export function without(people: readonly PersonLine[], id: string | null): PersonLine[] {
  return people.filter((person) => person.id !== id);
}

/** Each person once. */
export function once(people: readonly PersonLine[]): PersonLine[] {
  return [...new Map(people.map((person) => [person.id, person])).values()];
}
