import type { PersonLine } from '@app/accounts';
import { CONFIG, type Config, type EventFactory, Reactions, type RecordedEvent, type Tx } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { Ledger, type Telling } from './ledger.service';

/** What people are told, and the page that it leads to. */
export type Told = Omit<Telling, 'link'> & { path: string };
/** Says who is told what about one event. */
export type Tell<D> = (tx: Tx, event: RecordedEvent<D>) => Promise<readonly Told[]>;

/** Where the tellings of all areas are written down: each event, and who is told what about it. */
@Injectable()
export class TellingTable {
  constructor(
    private readonly reactions: Reactions,
    private readonly ledger: Ledger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Subscribes to a kind of event; of several tellings of one event a person gets the first that names them. */
  on<D extends object>(event: EventFactory<D>, tell: Tell<D>, name = 'notifications'): void {
    this.reactions.on(event, name, async (tx, recorded) => {
      for (const { path, ...told } of await tell(tx, recorded)) {
        await this.ledger.write(tx, recorded, { ...told, link: this.config.baseUrl + path });
      }
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
