import { next, systemActor } from '@app/kernel';
import { type Edition, EditionStore, loadSeed, type MapState } from '@app/occupational-map';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  type AuthorisedOperation,
  type Operation,
  planHash,
  planVersions,
  revisionApproved,
  revisionLifecycle,
} from './domain';
import { RevisionPublication } from './publication.service';
import { RevisionStore } from './revision.store';

const actor = systemActor('seed');

/** Edition 1, out of the project's own seed: ordinary operations, and the ordinary publication. */
@Injectable()
export class RevisionSeeding {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
    private readonly publication: RevisionPublication,
  ) {}

  /** Publishes the seed, or this map, as the first edition; null, and nothing done, where there is an edition already. */
  async firstEdition(state: MapState = loadSeed().state): Promise<Edition | null> {
    const operations = operationsOf(state);
    return this.db.write(async (tx) => {
      if ((await this.editions.lock(tx)) !== null) return null;
      const revision = await this.store.create(tx, actor, {
        title: 'The first edition',
        kind: 'day-to-day',
        note: 'The first edition of the occupational maps, from the seed that comes with Waymark.',
      });
      const list: AuthorisedOperation[] = operations.map((operation) => ({ operation, authority: { by: 'seed' } }));
      await this.store.append(tx, actor, revision, list);
      const live = await this.editions.liveState(tx);
      const now = await tx.now();
      for (const step of ['request', 'approve', 'schedule'] as const) {
        revision.state = next(revisionLifecycle, revision.state, step);
      }
      revision.approvedAt = now;
      revision.planHash = planHash(list, live);
      revision.planVersions = planVersions(list, live);
      revision.scheduledFor = new Date(now.getTime() - (now.getTime() % 60_000));
      await tx.save(revision);
      const { id, no, title, version, planHash: hash } = revision;
      await tx.record(actor, revisionApproved(id, { no, title, version, planHash: hash }));
      return this.publication.publish(tx, actor, id);
    });
  }
}

/** The operations that build a map from nothing, in an order in which each finds what it refers to. */
export function operationsOf(state: MapState): Operation[] {
  return [
    ...Object.values(state.routes).map((route): Operation => ({ op: 'add-route', route })),
    ...Object.values(state.pathways).map((pathway): Operation => ({ op: 'add-pathway', pathway })),
    ...Object.values(state.clusters).map((cluster): Operation => ({ op: 'add-cluster', cluster })),
    ...Object.values(state.occupations).map((occupation): Operation => ({
      op: 'add-occupation',
      occupation,
      placement: state.placements[occupation.reference] ?? null,
    })),
    ...Object.values(state.progression).map((link): Operation => ({ op: 'link-progression', ...link })),
    ...Object.values(state.tLevels).map((tLevel): Operation => ({ op: 'set-t-level', before: null, tLevel })),
  ];
}
