import { type Actor, refuse, refuseIf } from '@app/kernel';
import type { Reader, Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Edition, EditionChange, EditionKind, MapState, MapTree, Planted } from './domain';
import { emptyMap, grow, plant, PublishedMap, stateOf, stepBetween, stepProblems } from './domain';
import { editionPublished, mapSubjectId } from './events';
import { NodeStore } from './node-store';
import { movePlacements } from './placements';
import { unitGroups } from './seed';

/**
 * What is to be published, on the edition that `lock` found live; null: the first. `changes` are the sentences of the
 * change note, made from the operations.
 */
export type Publication = {
  before: Edition | null;
  state: MapState;
  kind: EditionKind;
  note: string;
  revisionId: string | null;
  changes: readonly EditionChange[];
};

/** A state in memory by the root of its tree; as it is planted, where it was published here. */
type KeptState = { rootHash: string; state: MapState; planted: Planted | null };
/** The live state stays beside one that a rehearsal has published and rolled back. */
const mostKept = 2;

const editionColumns = `no, root_hash as "rootHash", published_at as "publishedAt", kind, note, revision_id as "revisionId"`;

/** Editions as published: immutable, numbered, each later than the one before. Revisions publish through here. */
@Injectable()
export class EditionStore {
  /** The states that were read or published last: they are never changed in place, so they can be read again. */
  private kept: readonly KeptState[] = [];

  constructor(private readonly nodes: NodeStore) {}

  /** A store with a memory of its own: who proves what is stored reads it anew, and publications keep theirs. */
  apart(): EditionStore {
    return new EditionStore(new NodeStore());
  }

  /**
   * Waits for the publication lock and holds it until the transaction ends: one publication at a time.
   * @returns the edition that is live from here on, or null before the first
   */
  async lock(tx: Tx): Promise<Edition | null> {
    await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.publication'))`);
    return this.latest(tx);
  }

  /**
   * Publishes a new edition under the publication lock, which `lock` took, and moves the placements at its one instant.
   * @throws Refused with the sentences of `stepProblems`, or where nothing would change.
   */
  async publish(tx: Tx, actor: Actor, publication: Publication): Promise<Edition> {
    const { before, state, kind, note, revisionId, changes } = publication;
    const standing = this.plantedOf(before, await this.stateOf(tx, before));
    const step = stepBetween(standing.state, state);
    refuseIf(stepProblems(step));
    const { planted, fresh } = grow(standing, step);
    const rootHash = planted.root;
    if (before?.rootHash === rootHash) refuse('Nothing on the map would change, so there is nothing to publish');
    await this.nodes.write(tx, fresh);
    const edition = await this.insert(tx, { no: (before?.no ?? 0) + 1, rootHash, kind, note, revisionId }, changes);
    await movePlacements(tx, step, edition.publishedAt);
    await tx.rows('set constraints edition_is_a_tree immediate; set constraints edition_is_a_tree deferred');
    await tx.record(actor, editionPublished(mapSubjectId, eventOf(before, edition, changes.length)));
    this.keep({ rootHash, state, planted });
    return edition;
  }

  /** The live edition, or null before the first. */
  latest(reader: Reader): Promise<Edition | null> {
    return reader.one<Edition>(`select ${editionColumns} from edition order by no desc limit 1`);
  }

  /** Every edition there is, first to last. */
  all(reader: Reader): Promise<Edition[]> {
    return reader.rows<Edition>(`select ${editionColumns} from edition order by no`);
  }

  /** The edition with this number. */
  byNo(reader: Reader, no: number): Promise<Edition | null> {
    return reader.one<Edition>(`select ${editionColumns} from edition where no = $1`, [no]);
  }

  /** The edition that was live at this instant, or null before the first. */
  asOf(reader: Reader, at: Date): Promise<Edition | null> {
    return reader.one<Edition>(
      `select ${editionColumns} from edition where published_at <= $1 order by published_at desc limit 1`,
      [at],
    );
  }

  /** The state of the live edition as this transaction sees it; the empty map before the first. */
  async liveState(reader: Reader): Promise<MapState> {
    return this.stateOf(reader, await this.latest(reader));
  }

  /** The state that an edition holds; the empty map before the first. */
  async stateOf(reader: Reader, edition: Edition | null): Promise<MapState> {
    if (edition === null) return emptyMap;
    const { rootHash } = edition;
    const known = this.kept.find((one) => one.rootHash === rootHash);
    if (known) return known.state;
    const state = stateOf(await this.treeOf(reader, edition));
    this.keep({ rootHash, state, planted: null });
    return state;
  }

  /** The nodes that an edition holds. */
  treeOf(reader: Reader, edition: Edition): Promise<MapTree> {
    return this.nodes.tree(reader, edition.rootHash);
  }

  /** An edition, ready to be read. */
  async open(reader: Reader, edition: Edition): Promise<PublishedMap> {
    return new PublishedMap(edition, await this.stateOf(reader, edition), unitGroups());
  }

  private plantedOf(edition: Edition | null, state: MapState): Planted {
    const known = this.kept.find((one) => one.rootHash === edition?.rootHash)?.planted;
    return known?.state === state ? known : plant(state);
  }

  private keep(kept: KeptState): void {
    this.kept = [kept, ...this.kept.filter(({ rootHash }) => rootHash !== kept.rootHash)].slice(0, mostKept);
  }

  /** The database sets the time: strictly after that of the edition before. Who waits for an edition hears at the commit. */
  private async insert(
    tx: Tx,
    given: Omit<Edition, 'publishedAt'>,
    changes: readonly EditionChange[],
  ): Promise<Edition> {
    const { no, rootHash, kind, note, revisionId } = given;
    const stored = await tx.one<Edition>(
      `with stored as (
         insert into edition (no, root_hash, kind, note, revision_id) values ($1, $2, $3, $4, $5) returning ${editionColumns}
       ), listed as (
         insert into edition_change (edition_no, position, text, about)
         select $1, position, change->>'text', array(select jsonb_array_elements_text(change->'about'))
         from jsonb_array_elements($6::jsonb) with ordinality as list(change, position)
       )
       select stored.* from stored, pg_notify('edition', stored.no::text)`,
      [no, rootHash, kind, note, revisionId, JSON.stringify(changes)],
    );
    if (stored === null) throw new Error(`Edition ${no} was not stored`);
    return stored;
  }
}

function eventOf(before: Edition | null, edition: Edition, changes: number) {
  const { no, rootHash, kind, note, revisionId, publishedAt } = edition;
  return {
    no,
    kind,
    note,
    revisionId,
    publishedAt: publishedAt.toISOString(),
    before: before && { no: before.no, rootHash: before.rootHash },
    after: { no, rootHash },
    changes,
  };
}
