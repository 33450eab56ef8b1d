import { type Actor, hashOf, permit, Refused, sha256 } from '@app/kernel';
import { EditionStore, loadSeed, type MapState } from '@app/occupational-map';
import { Db, type Reader, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { newId } from '@app/kernel';
import {
  type AuthorisedOperation,
  classifyRows,
  foldWhatFits,
  importWords,
  type Operation,
  planImport,
  type PlannedRow,
  readImportFile,
  revisionImported,
  revisionPolicy,
  type SourceFile,
} from './domain';
import type { Revision } from './revision.entity';
import { RevisionStore } from './revision.store';

/** A file to import. `dryRun` writes nothing; `strict` takes nothing from a file with a row that would be held. */
export type ImportOrder = { file: string; text: string; dryRun?: boolean; strict?: boolean };

export const importOutcomes = ['added', 'amended', 'left', 'held', 'product', 'skipped'] as const;
export type ImportCounts = Record<(typeof importOutcomes)[number], number>;

/** What an import came to, or with a dry run would come to. */
export type ImportReport = {
  file: string;
  rows: PlannedRow[];
  counts: ImportCounts;
  operations: number;
  /** The revision that the file went into; null where nothing was written. */
  revision: { id: string; no: number } | null;
  /** The number of the revision that this very file has gone into before. */
  importedAs: number | null;
  dryRun: boolean;
};

type Known = { hashes: ReadonlyMap<string, number>; pending: MapState; live: MapState };

/** Reads the official files: the good rows become operations of one draft revision, the bad ones are held in it. */
@Injectable()
export class OccupationImport {
  constructor(
    private readonly db: Db,
    private readonly store: RevisionStore,
    private readonly editions: EditionStore,
  ) {}

  /**
   * Imports a file, in one transaction. The same file a second time changes nothing.
   * @throws Refused for a file that cannot be read, and with `strict` for one with rows to hold, by line
   */
  async run(
    actor: Actor,
    order: ImportOrder,
    progress: (done: number, of: number) => void = () => {},
  ): Promise<ImportReport> {
    permit(revisionPolicy, actor, 'import', { drafters: [] });
    const source = readImportFile(order.text);
    if (order.dryRun) return this.plan(this.db.read(), order, source, progress);
    return this.db.write(async (tx) => {
      await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.import'))`);
      const report = await this.plan(tx, order, source, progress);
      if (report.operations === 0 && report.counts.held === 0) return report;
      const revision = await this.write(tx, actor, order, source, report);
      return { ...report, revision: { id: revision.id, no: revision.no } };
    });
  }

  private async plan(
    reader: Reader,
    order: ImportOrder,
    source: SourceFile,
    progress: (done: number, of: number) => void,
  ): Promise<ImportReport> {
    const importedAs = await this.importedAs(reader, sha256(order.text));
    const known = await this.known(reader);
    const classified = classifyRows(source.layout, source.rows, importWords(known.live, loadSeed().soc2020));
    const planned =
      importedAs === null
        ? planImport(classified, known.live, known.pending, progress).rows
        : classified.map(({ line, reference, title }) => ({ line, reference, title, outcome: 'left' as const }));
    const rows = planned.map((row, index) => unlessHeldBefore(row, rowHashOf(source, index), known.hashes));
    const counts = Object.fromEntries(
      importOutcomes.map((outcome) => [outcome, rows.filter((row) => row.outcome === outcome).length]),
    ) as ImportCounts;
    if (order.strict && counts.held > 0) throw new Refused(rows.flatMap(heldSentence).map((text) => ({ text })));
    const operations = operationsIn(rows).length;
    return { file: order.file, rows, counts, operations, revision: null, importedAs, dryRun: order.dryRun === true };
  }

  private async write(
    tx: Tx,
    actor: Actor,
    order: ImportOrder,
    source: SourceFile,
    report: ImportReport,
  ): Promise<Revision> {
    const { file, counts } = report;
    const fileHash = sha256(order.text);
    const title = `Import of ${file}`.slice(0, 200);
    const revision = await this.store.create(tx, actor, {
      title,
      kind: 'day-to-day',
      note: `The official file ${file} was taken into the maps.`,
      importFile: file,
      importHash: fileHash,
    });
    const list: AuthorisedOperation[] = operationsIn(report.rows).map(({ operation, line }) => ({
      operation,
      authority: { by: 'import', file, line },
    }));
    await this.store.append(tx, actor, revision, list);
    await this.hold(tx, revision, source, report.rows);
    const facts = { no: revision.no, file, fileHash, counts, operations: list.length };
    await tx.record(actor, revisionImported(revision.id, facts));
    return revision;
  }

  /** Keeps the rows that a person has to settle, in one statement. */
  private async hold(tx: Tx, revision: Revision, source: SourceFile, rows: readonly PlannedRow[]): Promise<void> {
    const held = rows.flatMap((row, index) => {
      if (row.outcome !== 'held') return [];
      const { line, reference, title, faults } = row;
      const { cells } = source.rows[index];
      return [{ id: newId(), line, reference, title, faults, cells, row_hash: rowHashOf(source, index) }];
    });
    await tx.rows(
      `insert into held_row (id, revision_id, line, layout, reference, title, cells, row_hash, faults)
       select id, $1, line, $3, reference, title, cells, row_hash, faults
       from jsonb_to_recordset($2::jsonb)
         as held (id uuid, line int, reference text, title text, cells jsonb, row_hash text, faults jsonb)`,
      [revision.id, JSON.stringify(held), source.layout],
    );
  }

  private async importedAs(reader: Reader, fileHash: string): Promise<number | null> {
    const row = await reader.one<{ no: number }>(
      `select no from revision where import_hash = $1 and state <> 'discarded' order by no limit 1`,
      [fileHash],
    );
    return row?.no ?? null;
  }

  /** The live map, the map with all revisions under way, and the rows that earlier imports hold or have settled. */
  private async known(reader: Reader): Promise<Known> {
    const live = await this.editions.liveState(reader);
    const underWay = await reader.rows<{ operation: Operation }>(
      `select o.content as operation from revision_operation o join revision r on r.id = o.revision_id
       where r.state not in ('published', 'discarded') order by r.no, o.position`,
    );
    const held = await reader.rows<{ hash: string; no: number }>(
      `select h.row_hash as hash, min(r.no) as no from held_row h join revision r on r.id = h.revision_id
       where r.state <> 'discarded' group by h.row_hash`,
    );
    const pending = foldWhatFits(
      live,
      underWay.map(({ operation }) => operation),
    );
    return { live, pending, hashes: new Map(held.map(({ hash, no }) => [hash, no])) };
  }
}

/** The sentence of a held row: its line, what it is, and every reason. */
export function heldSentence(row: PlannedRow): string[] {
  if (row.outcome !== 'held') return [];
  return [`Line ${row.line}, ${row.reference ?? row.title}: ${row.faults.map(({ text }) => text).join('; ')}`];
}

const rowHashOf = (source: SourceFile, index: number): string =>
  hashOf({ layout: source.layout, cells: source.rows[index].cells });

/** A row that an earlier import holds, or that a person has settled there, is not held a second time. */
function unlessHeldBefore(row: PlannedRow, rowHash: string, known: ReadonlyMap<string, number>): PlannedRow {
  const { line, reference, title } = row;
  return row.outcome === 'held' && known.has(rowHash) ? { line, reference, title, outcome: 'left' } : row;
}

function operationsIn(rows: readonly PlannedRow[]): { operation: Operation; line: number }[] {
  return rows.flatMap((row) =>
    'operations' in row ? row.operations.map((operation) => ({ operation, line: row.line })) : [],
  );
}
