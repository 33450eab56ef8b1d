import { foldText } from '@app/kernel';
import type { MapState } from '@app/occupational-map';
import { apply, isRefused } from './apply';
import { isOfFile } from './authority';
import type { Fault } from './import-faults';
import { operationsFor, type ReferencedCandidate } from './import-operations';
import type { Candidate, ClassifiedRow } from './import-rows';
import type { Operation } from './operations';
import { nextOptionReference } from './references';

/** What one row comes to on the map of today. */
export type PlannedRow = { line: number; reference: string | null; title: string } & (
  | { outcome: 'added' | 'amended'; operations: Operation[] }
  | { outcome: 'left' }
  | { outcome: 'held'; faults: Fault[] }
  | { outcome: 'product' | 'skipped'; text: string }
);

/** A whole file against the map: what every row comes to, and the map as it would then be. */
export type ImportPlan = { rows: PlannedRow[]; state: MapState };

/**
 * Compares sorted rows with a map, in the order of the file. A row that already is as the file says is left; a row
 * whose operation does not fit is held, with the reason. `pending` has the occupations of revisions not yet published.
 */
export function planImport(
  rows: readonly ClassifiedRow[],
  map: MapState,
  pending: MapState = map,
  progress: (done: number, of: number) => void = () => {},
): ImportPlan {
  const planning = new Planning(map, pending);
  const planned = rows.map((row, index) => {
    const result = planning.row(row);
    progress(index + 1, rows.length);
    return result;
  });
  return { rows: planned, state: planning.state };
}

class Planning {
  constructor(
    public state: MapState,
    private readonly pending: MapState,
  ) {}

  row(row: ClassifiedRow): PlannedRow {
    const { line, reference, title } = row;
    const about = { line, reference, title };
    if (row.kind === 'held') return { ...about, outcome: 'held', faults: row.faults };
    if (row.kind !== 'occupation') return { ...about, outcome: row.kind, text: row.text };
    const before = this.state;
    const operations: Operation[] = [];
    for (const candidate of lettered(row.candidates, before, this.pending)) {
      const { wanted, conflict } = this.wantedOf(candidate);
      const beyond = wanted.find((one) => !isOfFile(one));
      if (beyond !== undefined) {
        this.state = before;
        return { ...about, outcome: 'held', faults: [beyondFault(beyond, this.state)] };
      }
      const reasons = conflict ? [conflict] : this.take(wanted);
      if (reasons.length > 0) {
        this.state = before;
        return { ...about, outcome: 'held', faults: [conflictFault(reasons.join('. '))] };
      }
      operations.push(...wanted);
    }
    if (operations.length === 0) return { ...about, outcome: 'left' };
    const adds = operations.some(({ op }) => op === 'add-occupation');
    return { ...about, outcome: adds ? 'added' : 'amended', operations };
  }

  private take(operations: readonly Operation[]): string[] {
    for (const operation of operations) {
      const result = apply(this.state, operation);
      if (isRefused(result)) return result.map(({ text }) => text.replace(/\.$/, ''));
      this.state = result;
    }
    return [];
  }

  /** What the file asks for beyond the map and the revisions under way; or why that cannot be. */
  private wantedOf(candidate: ReferencedCandidate): { wanted: Operation[]; conflict: string | null } {
    const { reference } = candidate;
    const conflict = this.coreConflict(candidate);
    if (conflict) return { wanted: [], conflict };
    const underWay = this.pending.occupations[reference] !== undefined;
    if (underWay && operationsFor(candidate, this.pending).length === 0) return { wanted: [], conflict: null };
    if (underWay && !this.state.occupations[reference]) {
      const text = `${reference} is being added by another map revision that is not yet published`;
      return { wanted: [], conflict: text };
    }
    return { wanted: operationsFor(candidate, this.state), conflict: null };
  }

  /** One map never has both a core and its options. */
  private coreConflict({ core, option }: ReferencedCandidate): string | null {
    const known = [...Object.keys(this.state.occupations), ...Object.keys(this.pending.occupations)];
    if (option !== null && known.includes(core)) {
      return `${core} is on the map as one occupation, and this row makes options of it`;
    }
    if (option === null && known.some((key) => key.startsWith(core) && /^[A-Z]+$/.test(key.slice(core.length)))) {
      return `${core} is on the map as options, and this row makes one occupation of it`;
    }
    return null;
  }
}

/** What a file says and cannot bring about, with what it takes instead. */
function beyondFault(operation: Operation, { routes }: MapState): Fault {
  const fault = (text: string): Fault => ({ reason: 'needs-request', text, field: null, choices: [] });
  switch (operation.op) {
    case 'retire-occupation':
      return fault(
        `${operation.reference} is retired in the file. A file retires nothing: it takes a request to retire it`,
      );
    case 'place-occupation': {
      const [from, to] = [operation.from, operation.to].map(({ route }) => routes[route]?.name ?? route);
      const asks = 'it takes a request to change it, or the agreement of both route panels';
      return fault(
        `${operation.reference} is on ${from}, and on ${to} in the file. A file moves nothing to another map: ${asks}`,
      );
    }
    default: {
      const about = 'reference' in operation ? operation.reference : 'This occupation';
      return fault(
        `${about} is retired on the map. A file brings nothing back: it takes the agreement of its route panel`,
      );
    }
  }
}

const conflictFault = (text: string): Fault => ({ reason: 'conflict', text, field: null, choices: [] });

/** Gives options their letters: the one that the map already has for an option of that name, else the next free. */
function lettered(candidates: readonly Candidate[], state: MapState, pending: MapState): ReferencedCandidate[] {
  const core = candidates[0].core;
  const existing = [...Object.values(pending.occupations), ...Object.values(state.occupations)].filter(
    ({ option }) => option?.core === core,
  );
  const byName = new Map(existing.map(({ option, reference }) => [option && foldText(option.name), reference]));
  const used = new Set(existing.map(({ reference }) => reference));
  return candidates.map((candidate) => {
    const reference =
      candidate.reference ??
      byName.get(candidate.option && foldText(candidate.option)) ??
      nextOptionReference(core, used);
    used.add(reference);
    return { ...candidate, reference };
  });
}
