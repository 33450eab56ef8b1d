import { type Actor, NotFound, refuse, refuseIf } from '@app/kernel';
import { EditionStore, loadSeed } from '@app/occupational-map';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  classify,
  describe,
  foldWhatFits,
  heldRowSettled,
  importWords,
  type Operation,
  type Picks,
  planImport,
  settledCells,
} from './domain';
import { RevisionDrafting, type RevisionRead } from './drafting.service';
import { HeldRow } from './held-row.entity';
import type { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

/** Settling the rows that an import could not take: put in with what a person picks, or left out. */
@Injectable()
export class HeldRows {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly drafting: RevisionDrafting,
    private readonly editions: EditionStore,
  ) {}

  /** Puts the row in with a pick for each thing that is wrong with it. */
  async settle(actor: Actor, read: RevisionRead, rowId: string, picks: Picks): Promise<void> {
    await this.db.write(async (tx) => {
      const { revision, row } = await this.open(tx, actor, read, rowId);
      const cells = settledCells(row.cells, row.faults, picks);
      if (cells === null) refuse('Choose what to do with each thing that is wrong', 'pick-0');
      const operations = await this.operationsOf(tx, revision, { ...row, cells });
      const authority = { by: 'import' as const, file: revision.importFile ?? '', line: row.line };
      if (operations.length > 0) {
        await this.drafting.add(
          tx,
          actor,
          revision,
          operations.map((operation) => ({ operation, authority })),
        );
      }
      await this.close(tx, actor, revision, row, 'settled', picks.map(String), operations);
    });
  }

  /** Leaves the row out of the revision. */
  async leaveOut(actor: Actor, read: RevisionRead, rowId: string): Promise<void> {
    await this.db.write(async (tx) => {
      const { revision, row } = await this.open(tx, actor, read, rowId);
      await this.close(tx, actor, revision, row, 'left-out', [], []);
    });
  }

  private async open(
    tx: Tx,
    actor: Actor,
    read: RevisionRead,
    rowId: string,
  ): Promise<{ revision: Revision; row: HeldRow }> {
    const revision = await this.store.edit(tx, actor, read.id, read.version);
    const row = await tx.lock(HeldRow, rowId);
    if (row.revisionId !== revision.id) throw new NotFound('This row');
    if (row.settledAt !== null) refuse('This row is settled already');
    return { revision, row };
  }

  /** What the settled row comes to, on the map with what stands in the draft already. */
  private async operationsOf(tx: Tx, revision: Revision, row: HeldRow): Promise<Operation[]> {
    const live = await this.editions.liveState(tx);
    const standing = await this.store.operations(tx, revision.id);
    const state = foldWhatFits(
      live,
      standing.map(({ operation }) => operation),
    );
    const classified = classify(row.layout, row, importWords(state, loadSeed().soc2020));
    const [planned] = planImport([classified], state).rows;
    if (planned.outcome === 'held') {
      refuseIf(planned.faults.map(({ text }) => ({ field: 'pick-0', text })));
    }
    return 'operations' in planned ? planned.operations : [];
  }

  private async close(
    tx: Tx,
    actor: Actor,
    revision: Revision,
    row: HeldRow,
    how: 'settled' | 'left-out',
    picks: string[],
    operations: readonly Operation[],
  ): Promise<void> {
    Object.assign(row, { settledHow: how, picks, settledBy: actor.id, settledAt: await tx.now() });
    await tx.save(row);
    const { no } = revision;
    const sentences = operations.map((operation) => describe(operation));
    await tx.record(actor, heldRowSettled(revision.id, { no, line: row.line, how, picks, operations: sentences }));
  }
}
