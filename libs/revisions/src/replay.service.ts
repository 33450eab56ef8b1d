import { type Edition, EditionStore, emptyMap, LostNode, type MapState, rootHashOf } from '@app/occupational-map';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { fold, isRefused } from './domain';
import { RevisionStore } from './revision.store';

/** One edition as replayed. `fault` says in a sentence how it differs from what is stored; null where it is equal. */
export type ReplayedEdition = {
  no: number;
  operations: number;
  storedHash: string;
  /** The root hash that folding its operations gives; null where they could not be applied at all. */
  replayedHash: string | null;
  fault: string | null;
};

/**
 * Proves that the maps are what their operations made of them: rebuilds every edition from the empty map, operation by
 * operation, and compares hashes. Reads only.
 */
@Injectable()
export class MapReplay {
  constructor(
    private readonly db: Db,
    private readonly editions: EditionStore,
    private readonly store: RevisionStore,
  ) {}

  /**
   * Replays all editions, first to last. Where one differs, the next goes on from the stored one, so that every fault
   * shows once and where it is.
   * @param step is told how many are done, of how many
   */
  async run(step: (done: number, of: number) => void = () => {}): Promise<ReplayedEdition[]> {
    const reader = this.db.read();
    const editions = this.editions.apart();
    const all = await editions.all(reader);
    const replayed: ReplayedEdition[] = [];
    let before: MapState = emptyMap;
    for (const edition of all) {
      const { result, state } = await this.replay(reader, editions, edition, before);
      replayed.push(result);
      before = state;
      step(replayed.length, all.length);
    }
    return replayed;
  }

  /** Replays one edition on what is stored of the one before it, which is proved by its own. */
  async one(reader: Reader, edition: Edition): Promise<ReplayedEdition> {
    const editions = this.editions.apart();
    const before = await editions.byNo(reader, edition.no - 1);
    try {
      const state = before === null ? emptyMap : await editions.stateOf(reader, before);
      return (await this.replay(reader, editions, edition, state)).result;
    } catch (error) {
      if (!(error instanceof LostNode)) throw error;
      const { no, rootHash: storedHash } = edition;
      return {
        no,
        operations: 0,
        storedHash,
        replayedHash: null,
        fault: 'nodes of it, or of the one before, are gone',
      };
    }
  }

  private async replay(
    reader: Reader,
    editions: EditionStore,
    edition: Edition,
    before: MapState,
  ): Promise<{ result: ReplayedEdition; state: MapState }> {
    const { no, rootHash: storedHash, revisionId } = edition;
    const stored = await editions.stateOf(reader, edition);
    const operations = revisionId === null ? [] : await this.store.operations(reader, revisionId);
    const folded = fold(
      before,
      operations.map(({ operation }) => operation),
    );
    const replayedHash = isRefused(folded) ? null : rootHashOf(folded);
    const fault = faultOf(isRefused(folded) ? folded[0].text : null, replayedHash, rootHashOf(stored), storedHash);
    const result = { no, operations: operations.length, storedHash, replayedHash, fault };
    return { result, state: fault === null && !isRefused(folded) ? folded : stored };
  }
}

function faultOf(refusal: string | null, replayed: string | null, content: string, stored: string): string | null {
  if (content !== stored) return 'what is stored of it does not give its hash';
  if (refusal !== null) return `its operations cannot be applied to the edition before it: ${refusal}`;
  return replayed === stored ? null : 'its operations lead to another map than the one stored';
}
