import { canonicalJson } from '@app/kernel';
import {
  coveredBy,
  type FieldName,
  fieldNames,
  isLive,
  type MapState,
  type Occupation,
  whyNotCovered,
} from '@app/occupational-map';
import { change } from './apply';
import { Draft } from './draft';
import { amendableFields, type Operation } from './operations';

/**
 * The operations that lead from one state to another: of an operation or a whole map revision they are the inverse,
 * when `from` is the state after it and `to` the one before. Applied to a later map they fit where nobody has
 * touched the same things since; elsewhere they are refused, never forced.
 * @throws Error where one of the states does not hang together, so that no way leads there
 */
export function operationsBetween(from: MapState, to: MapState): Operation[] {
  const way = new Way(from, to);
  way.unlink();
  way.clearTLevels();
  way.buildStructure();
  way.changeOccupations();
  way.link();
  way.setTLevels();
  way.clearStructure();
  return way.operations;
}

/** Walks from one state towards another, so that each next operation fits what the ones before it have made. */
class Way {
  readonly operations: Operation[] = [];
  private readonly now: Draft;

  constructor(
    from: MapState,
    private readonly to: MapState,
  ) {
    this.now = new Draft(from);
  }

  unlink(): void {
    for (const [key, link] of entries(this.now.progression)) {
      if (!this.to.progression[key]) this.go({ op: 'unlink-progression', ...link });
    }
  }

  link(): void {
    for (const [key, link] of entries(this.to.progression)) {
      if (!this.now.progression[key]) this.go({ op: 'link-progression', ...link });
    }
  }

  /** T Levels that are to go, or that cover what is about to leave the map, come off first. */
  clearTLevels(): void {
    for (const [key, tLevel] of entries(this.now.tLevels)) {
      const leaving = coveredBy(tLevel).some((one) => whyNotCovered(this.to.occupations[one]) !== null);
      if (!this.to.tLevels[key] || leaving) this.go({ op: 'remove-t-level', tLevel });
    }
  }

  setTLevels(): void {
    for (const [key, tLevel] of entries(this.to.tLevels)) {
      const before = this.now.tLevels[key] ?? null;
      if (!same(before, tLevel)) this.go({ op: 'set-t-level', before, tLevel });
    }
  }

  buildStructure(): void {
    const { routes, pathways, clusters } = this.to;
    for (const [before, route] of pairs(this.now.routes, routes)) {
      this.go(before ? { op: 'amend-route', before, after: route } : { op: 'add-route', route });
    }
    for (const [before, pathway] of pairs(this.now.pathways, pathways)) {
      this.go(before ? { op: 'amend-pathway', before, after: pathway } : { op: 'add-pathway', pathway });
    }
    for (const [before, cluster] of pairs(this.now.clusters, clusters)) {
      this.go(before ? { op: 'amend-cluster', before, after: cluster } : { op: 'add-cluster', cluster });
    }
  }

  clearStructure(): void {
    const gone = <T>(now: Readonly<Record<string, T>>, then: Readonly<Record<string, T>>) =>
      entries(now).flatMap(([key, value]) => (then[key] ? [] : [value]));
    for (const cluster of gone(this.now.clusters, this.to.clusters)) this.go({ op: 'remove-cluster', cluster });
    for (const pathway of gone(this.now.pathways, this.to.pathways)) this.go({ op: 'remove-pathway', pathway });
    for (const route of gone(this.now.routes, this.to.routes)) this.go({ op: 'remove-route', route });
  }

  changeOccupations(): void {
    const { occupations, placements } = this.to;
    const retiring: Occupation[] = [];
    for (const [reference, wanted] of entries(occupations)) {
      const now = this.now.occupations[reference];
      if (!now) this.add(wanted);
      else if (!isLive(now) && isLive(wanted)) {
        const { status } = wanted;
        if (status !== 'retired')
          this.go({ op: 'reinstate-occupation', reference, status, placement: placements[reference] });
        this.amend(wanted, amendableFields);
      } else if (isLive(now) && !isLive(wanted)) retiring.push(wanted);
      else this.amend(wanted, isLive(wanted) ? amendableFields : fieldNames);
    }
    this.movePlaced();
    for (const wanted of retiring) this.retire(wanted);
    this.takeOff();
  }

  /** Takes off what is not to be there. What another one that goes names as its successor goes after that one. */
  private takeOff(): void {
    let leaving = entries(this.now.occupations).flatMap(([key, one]) => (this.to.occupations[key] ? [] : [one]));
    while (leaving.length > 0) {
      const named = new Set(leaving.flatMap(({ successor, successors = [] }) => [successor, ...successors]));
      const unnamed = leaving.filter(({ reference }) => !named.has(reference));
      for (const occupation of unnamed.length > 0 ? unnamed : leaving) {
        const placement = this.now.placements[occupation.reference] ?? null;
        this.go({ op: 'remove-occupation', occupation, placement });
      }
      leaving = leaving.filter(({ reference }) => named.has(reference));
    }
  }

  private add(occupation: Occupation): void {
    this.go({ op: 'add-occupation', occupation, placement: this.to.placements[occupation.reference] ?? null });
  }

  private movePlaced(): void {
    for (const [reference, to] of entries(this.to.placements)) {
      const from = this.now.placements[reference];
      if (!same(from, to)) this.go({ op: 'place-occupation', reference, from, to });
    }
  }

  private retire(wanted: Occupation): void {
    const { reference, successor } = wanted;
    const wording = amendableFields.filter((field) => field !== 'status');
    this.amend(wanted, wording);
    this.go({ op: 'retire-occupation', reference, successor });
    this.amend(wanted, ['successors', 'retiredFrom']);
  }

  private amend(wanted: Occupation, fields: readonly FieldName[]): void {
    const { reference } = wanted;
    const now = this.now.occupations[reference];
    const changes = fields
      .map((field) => ({ field, before: now[field] ?? null, after: wanted[field] ?? null }))
      .filter(({ before, after }) => !same(before, after));
    if (changes.length > 0) this.go({ op: 'amend-occupation', reference, changes });
  }

  private go(operation: Operation): void {
    const reasons = change(this.now, operation);
    if (reasons.length > 0) throw new Error(`No way leads there: ${reasons.map(({ text }) => text).join(' ')}`);
    this.operations.push(operation);
  }
}

const entries = <T>(record: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

/** What is to stand under each key, with what stands there now; only where the two differ. */
const pairs = <T>(now: Readonly<Record<string, T>>, then: Readonly<Record<string, T>>): [T | undefined, T][] =>
  entries(then)
    .map(([key, value]): [T | undefined, T] => [now[key], value])
    .filter(([before, value]) => !same(before, value));
