import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import type { PersonalKind } from './personal-kind';

/** Every lib that holds personal data. One that is not registered when the product starts stops the start. */
const holderNames = [
  'platform',
  'accounts',
  'trailblazers',
  'proposals',
  'responses',
  'suggestions',
  'panels',
  'meetings',
  'decisions',
  'notifications',
] as const;
export type HolderName = (typeof holderNames)[number];

/** A kind with its number of days by the settings: null where no number of days ends it. */
export type SettledKind = PersonalKind & { days: number | null };

/** All libs that hold personal data, registered by themselves when the product starts. */
@Injectable()
export class PersonalDataHolders {
  private readonly byName = new Map<HolderName, readonly PersonalKind[]>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Registers what a lib holds. @throws Error for a lib or a kind named twice */
  add(name: HolderName, kinds: readonly PersonalKind[]): void {
    if (this.byName.has(name)) throw new Error(`The lib ${name} registers its personal data twice`);
    const known = new Set(this.kinds().map(({ key }) => key));
    for (const { key } of kinds) {
      if (known.has(key)) throw new Error(`The kind of personal data ${key} is named twice`);
      known.add(key);
    }
    this.byName.set(name, kinds);
  }

  /** All kinds, with their days, in the order of the libs. */
  kinds(): SettledKind[] {
    return holderNames.flatMap((name) => (this.byName.get(name) ?? []).map((kind) => this.settled(kind)));
  }

  /** @throws Error where a lib is missing, or the setting RETENTION_DAYS names what is not ended by a number of days */
  requireAll(): void {
    const missing = holderNames.filter((name) => !this.byName.has(name));
    if (missing.length > 0) {
      throw new Error(
        `Personal data is held by ${missing.join(' and ')}, but not registered: nobody could ask for it.`,
      );
    }
    const ended = this.kinds().filter(({ days }) => days !== null);
    const unknown = Object.keys(this.config.retentionDays).find((key) => !ended.some((kind) => kind.key === key));
    if (unknown === undefined) return;
    const keys = ended.map(({ key }) => key).join(', ');
    throw new Error(`The setting RETENTION_DAYS names ${unknown}: there are ${keys}.`);
  }

  private settled(kind: PersonalKind): SettledKind {
    const days = 'days' in kind.kept ? (this.config.retentionDays[kind.key] ?? kind.kept.days) : null;
    return { ...kind, days };
  }
}

/**
 * What a lib says of the personal data that it holds. It stands in the lowest lib, which holds some itself. Exports, erasure, retention and the privacy notice ask these, and
 * nothing else: a lib below them all can ask libs that it does not know.
 */
@Injectable()
export abstract class PersonalDataHolder implements OnModuleInit {
  abstract readonly name: HolderName;
  abstract readonly kinds: readonly PersonalKind[];

  constructor(private readonly holders: PersonalDataHolders) {}

  onModuleInit(): void {
    this.holders.add(this.name, this.kinds);
  }
}
