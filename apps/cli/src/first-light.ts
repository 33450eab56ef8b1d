import { DemoClock, Outbox } from '@app/platform';
import { MapReader } from '@app/occupational-map';
import { RevisionSeeding } from '@app/revisions';
import type { INestApplicationContext } from '@nestjs/common';
import { playDemoCases } from './demo/cases';
import { addDemoPeople } from './demo/people';

/** One thing that an empty database is filled with. */
export type FirstLightStep = {
  name: string;
  /** `seed` may be asked for in production, too; `demo` never. */
  kind: 'seed' | 'demo';
  /** What is said while it is done, like "Loading the map". */
  says: string;
  /** Does it, through the verbs of the libs; may take many transactions: an interrupted first start begins anew. */
  load: (app: INestApplicationContext, say: (line: string) => void) => Promise<void>;
};

/** How many days the demo cases take: the clock is set back by them first, and stands at the real time at the end. */
const demoDays = 24;

async function routesOf(app: INestApplicationContext): Promise<string[]> {
  return ((await app.get(MapReader).refresh())?.routes ?? []).map(({ slug }) => slug);
}

/** What an empty database gets, in this order. */
export const firstLight: readonly FirstLightStep[] = [
  {
    name: 'demo-clock',
    kind: 'demo',
    says: 'Setting the demo clock back, so that the demo cases have a past',
    load: (app) => app.get(DemoClock).rewind(demoDays),
  },
  {
    name: 'map',
    kind: 'seed',
    says: 'Publishing the first edition of the maps from the seed',
    load: async (app) => {
      await app.get(RevisionSeeding).firstEdition();
      await app.get(Outbox).drain();
    },
  },
  {
    name: 'demo-people',
    kind: 'demo',
    says: 'Adding the demo people',
    load: async (app) => addDemoPeople(app, await routesOf(app)),
  },
  {
    name: 'demo-cases',
    kind: 'demo',
    says: 'Playing the demo cases',
    load: async (app, say) => {
      await playDemoCases(app, say);
      await app.get(DemoClock).catchUp();
    },
  },
];
