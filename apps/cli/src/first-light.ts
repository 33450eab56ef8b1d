import { RevisionSeeding } from '@app/revisions';
import type { INestApplicationContext } from '@nestjs/common';

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

/** What an empty database gets, in this order. */
export const firstLight: readonly FirstLightStep[] = [
  {
    name: 'map',
    kind: 'seed',
    says: 'Publishing the first edition of the map from the seed',
    load: async (app) => void (await app.get(RevisionSeeding).firstEdition()),
  },
];
