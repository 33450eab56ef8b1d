import { canonicalJson } from '@app/kernel';
import type { Difference, DifferenceKind, FieldDifference } from './differences';
import { fieldNames, type FieldName, fieldOf } from './fields';
import { type MapState, type Placement, progressionKey, type TLevel } from './map';
import { isLive, type Occupation } from './occupation';
import { listed, named, placeInWords, valueInWords } from './words';

/** Fields that have no kind of their own, and those of them that follow from retiring. */
const amendedOnly = fieldNames.filter((field) => fieldOf(field).told === 'amended');
const fromRetiring = new Set<FieldName>([
  ...fieldNames.filter((field) => fieldOf(field).changedBy === 'retirement'),
  'status',
]);

/** Walks over two maps and tells each difference between them. */
export class Telling {
  readonly found: Difference[] = [];

  constructor(
    private readonly before: MapState,
    private readonly after: MapState,
  ) {}

  occupations(): void {
    const references = [...new Set([...keys(this.before.occupations), ...keys(this.after.occupations)])].sort();
    const mergedInto = this.newlyRetired(references);
    for (const [into, from] of mergedInto) {
      const names = listed(from.map((reference) => named(this.before, reference)));
      this.tell('merged', [...from, into], `${names} are merged into ${named(this.after, into)}`);
    }
    const merged = new Set([...mergedInto.values()].flat());
    for (const reference of references) {
      const [was, is] = [this.before.occupations[reference], this.after.occupations[reference]];
      if (!was) this.added(is);
      else if (!is) this.tell('taken-off', [reference], `${named(this.before, reference)} is taken off the maps`);
      else if (isLive(was) && !isLive(is)) {
        if (!merged.has(reference)) this.retired(is);
        this.amended(was, is, fromRetiring);
      } else {
        if (!isLive(was) && isLive(is)) this.reinstated(is);
        else this.moved(is);
        this.amended(was, is, isLive(was) === isLive(is) ? new Set() : fromRetiring);
      }
    }
  }

  /** Occupations that retired with the same successor, two or more of them: they were merged. */
  private newlyRetired(references: readonly string[]): Map<string, string[]> {
    const into = new Map<string, string[]>();
    for (const reference of references) {
      const [was, is] = [this.before.occupations[reference], this.after.occupations[reference]];
      if (!was || !is || !isLive(was) || isLive(is) || !is.successor || is.successors) continue;
      into.set(is.successor, [...(into.get(is.successor) ?? []), reference]);
    }
    return new Map([...into].filter(([, from]) => from.length > 1));
  }

  private added(is: Occupation): void {
    const { reference, title, level } = is;
    const place = this.after.placements[reference];
    const where = place ? `in ${placeInWords(place, this.after)}` : 'to the retired list';
    this.tell('added', [reference, ...routesIn(place)], `${reference} ${title}, level ${level}, is added ${where}`);
  }

  private retired({ reference, title, successor, successors }: Occupation): void {
    const place = this.before.placements[reference];
    const about = [reference, ...routesIn(place)];
    const name = `${reference} ${title}`;
    if (successors) {
      const parts = listed(successors.map((part) => named(this.after, part)));
      return this.tell('split', [...about, ...successors], `${name} is split into ${parts}`);
    }
    const follows = successor ? `, replaced by ${named(this.after, successor)}` : ', with no successor';
    this.tell('retired', successor ? [...about, successor] : about, `${name} is retired${follows}`);
  }

  private reinstated({ reference }: Occupation): void {
    const place = this.after.placements[reference];
    const text = `${named(this.after, reference)} is reinstated in ${placeInWords(place, this.after)}`;
    this.tell('reinstated', [reference, ...routesIn(place)], text);
  }

  private moved({ reference }: Occupation): void {
    const [from, to] = [this.before.placements[reference], this.after.placements[reference]];
    if (!from || !to || same(from, to)) return;
    const way = `from ${placeInWords(from, this.before)} to ${placeInWords(to, this.after)}`;
    this.tell('moved', [reference, ...routesIn(from, to)], `${named(this.after, reference)} moves ${way}`);
  }

  private amended(was: Occupation, is: Occupation, left: ReadonlySet<FieldName>): void {
    if (was === is || same(was, is)) return;
    const { reference } = is;
    const name = named(this.after, reference);
    if (was.title !== is.title) {
      this.tell('retitled', [reference], `${reference} ${was.title} is now called ${is.title}`);
    }
    if (was.level !== is.level) {
      this.tell('level', [reference], `${name} changes from level ${was.level} to level ${is.level}`);
    }
    this.statements('ksbs', reference, was.ksbs, is.ksbs);
    this.statements('duties', reference, was.duties, is.duties);
    const differing = (field: FieldName) => !same(was[field], is[field]);
    const soc = fieldNames.filter((field) => fieldOf(field).told === 'soc').filter(differing);
    if (soc.length > 0) {
      const text = `The SOC mapping of ${name} changes`;
      this.tell(
        'soc',
        [reference],
        text,
        soc.map((field) => changeOf(field, was, is)),
      );
    }
    const rest = amendedOnly.filter((field) => !left.has(field)).filter(differing);
    if (rest.length === 0) return;
    const text = `The ${listed(rest.map((field) => fieldOf(field).name))} of ${name} ${rest.length === 1 ? 'is' : 'are'} amended`;
    this.tell(
      'amended',
      [reference],
      text,
      rest.map((field) => changeOf(field, was, is)),
    );
  }

  /** Coded statements: which codes came, which went, and which say something else now. */
  private statements(
    kind: 'ksbs' | 'duties',
    reference: string,
    was: readonly { code: string; text: string }[],
    is: readonly { code: string; text: string }[],
  ): void {
    if (was === is || same(was, is)) return;
    const [old, now] = [byCode(was), byCode(is)];
    const codes = [...new Set([...old.keys(), ...now.keys()])];
    const changes = codes
      .map((code) => ({ field: code, before: old.get(code), after: now.get(code) }))
      .filter(({ before, after }) => !same(before, after));
    const count = (says: string, of: (typeof changes)[number][]) => (of.length > 0 ? [`${of.length} ${says}`] : []);
    const counts = [
      ...count(
        'added',
        changes.filter(({ before }) => before === undefined),
      ),
      ...count(
        'removed',
        changes.filter(({ after }) => after === undefined),
      ),
      ...count(
        'changed',
        changes.filter(({ before, after }) => before !== undefined && after !== undefined),
      ),
    ];
    const what = kind === 'ksbs' ? 'Knowledge, skills and behaviours' : 'Duties';
    const how = counts.length > 0 ? listed(counts) : 'another order';
    const said = changes.map(({ field, before, after }) => {
      return { field, before: valueInWords(before?.text), after: valueInWords(after?.text) };
    });
    this.tell(kind, [reference], `${what} of ${named(this.after, reference)}: ${how}`, said);
  }

  structure(): void {
    this.records('route', this.before.routes, this.after.routes);
    this.records('pathway', this.before.pathways, this.after.pathways);
    this.records('cluster', this.before.clusters, this.after.clusters);
  }

  private records<T extends { slug: string; name: string }>(
    what: string,
    was: Readonly<Record<string, T>>,
    is: Readonly<Record<string, T>>,
  ): void {
    for (const slug of [...new Set([...keys(was), ...keys(is)])].sort()) {
      const [old, now] = [was[slug], is[slug]];
      if (!old) this.tell('structure', [slug], `The ${what} ${now.name} is added`);
      else if (!now) this.tell('structure', [slug], `The ${what} ${old.name} is removed`);
      else if (!same(old, now)) {
        const fields = keys(now).filter((field) => !same(old[field as keyof T], now[field as keyof T]));
        const text =
          old.name === now.name
            ? `The ${what} ${now.name} is amended`
            : `The ${what} ${old.name} is now called ${now.name}`;
        const changes = fields.map((field) => {
          const key = field as keyof T;
          return { field, before: valueInWords(old[key]), after: valueInWords(now[key]) };
        });
        this.tell('structure', [slug], text, changes);
      }
    }
  }

  progression(): void {
    const [was, is] = [this.before.progression, this.after.progression];
    for (const key of [...new Set([...keys(was), ...keys(is)])].sort()) {
      const link = is[key] ?? was[key];
      if (was[key] && is[key] && progressionKey(link) === key) continue;
      const state = is[key] ? this.after : this.before;
      const ends = `from ${named(state, link.from)} to ${named(state, link.to)}`;
      const text = is[key] ? `Progression ${ends} is added` : `Progression ${ends} ends`;
      this.tell('progression', [link.from, link.to], text);
    }
  }

  tLevels(): void {
    const [was, is] = [this.before.tLevels, this.after.tLevels];
    for (const key of [...new Set([...keys(was), ...keys(is)])].sort()) {
      const [old, now] = [was[key], is[key]];
      if (!old) this.tell('t-level', [key], `The T Level ${now.title} is added`);
      else if (!now) this.tell('t-level', [key], `The T Level ${old.title} is taken off the maps`);
      else if (!same(old, now)) this.coverage(old, now);
    }
  }

  private coverage(was: TLevel, is: TLevel): void {
    const covers = (tLevel: TLevel) => new Set(tLevel.specialisms.flatMap((one) => one.covers));
    const [old, now] = [covers(was), covers(is)];
    const added = [...now].filter((one) => !old.has(one));
    const gone = [...old].filter((one) => !now.has(one));
    const said = [
      ...(added.length > 0 ? [`covers ${listed(added.map((one) => named(this.after, one)))}`] : []),
      ...(gone.length > 0 ? [`no longer covers ${listed(gone.map((one) => named(this.before, one)))}`] : []),
    ];
    const text = `The T Level ${is.title} ${said.length > 0 ? listed(said) : 'is amended'}`;
    this.tell('t-level', [is.reference, ...added, ...gone], text);
  }

  private tell(kind: DifferenceKind, about: readonly string[], text: string, changes: FieldDifference[] = []): void {
    this.found.push({ kind, about: [...new Set(about)], text, changes });
  }
}

const keys = (record: object): string[] => Object.keys(record);
const same = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a ?? null) === canonicalJson(b ?? null);
const routesIn = (...places: (Placement | undefined)[]): string[] => places.flatMap((place) => place?.route ?? []);
const byCode = <T extends { code: string }>(list: readonly T[]) => new Map(list.map((one) => [one.code, one]));

function changeOf(field: FieldName, was: Occupation, is: Occupation): FieldDifference {
  return { field: fieldOf(field).name, before: valueInWords(was[field]), after: valueInWords(is[field]) };
}
