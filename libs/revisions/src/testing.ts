import { type Actor, newId } from '@app/kernel';
import { EditionStore, type MapState, newOccupation } from '@app/occupational-map';
import { smallMap } from '@app/occupational-map/testing';
import { DemoClock } from '@app/platform';
import { agreedMinutes, type TestContext } from '@test/support';
import fc from 'fast-check';
import type { FieldChange, Operation } from './domain';
import { RevisionDrafting } from './drafting.service';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { Revisions } from './revisions.service';

/** The map that the operations are tried on. */
export const base = smallMap();
/** Places on it. */
export const places = [
  { route: 'digital', pathway: null, cluster: null },
  { route: 'digital', pathway: 'digital-production', cluster: null },
  { route: 'digital', pathway: 'digital-production', cluster: 'developers' },
  { route: 'care-services', pathway: 'care', cluster: 'carers' },
];
const references = ['OCC0116', 'OCC0128', 'OCC0900', 'OCC0973', 'OCC0510', 'OCC0005', 'OCC1601', 'OCC1602'];

const reference = fc.constantFrom(...references);
const place = fc.constantFrom(...places);
const structure: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .constantFrom(...Object.values(base.clusters))
    .chain((cluster) =>
      fc.constantFrom<Operation>(
        { op: 'amend-cluster', before: cluster, after: { ...cluster, name: 'Renamed' } },
        { op: 'amend-cluster', before: cluster, after: { ...cluster, pathway: 'digital-support' } },
        { op: 'amend-cluster', before: cluster, after: { ...cluster, pathway: 'care' } },
        { op: 'remove-cluster', cluster },
        { op: 'add-cluster', cluster: { ...cluster, slug: 'fresh' } },
      ),
    ),
  fc
    .constantFrom(...Object.values(base.pathways))
    .chain((pathway) =>
      fc.constantFrom<Operation>(
        { op: 'amend-pathway', before: pathway, after: { ...pathway, name: 'Renamed' } },
        { op: 'amend-pathway', before: pathway, after: { ...pathway, route: 'care-services' } },
        { op: 'remove-pathway', pathway },
      ),
    ),
  fc
    .constantFrom(...Object.values(base.routes))
    .chain((one) =>
      fc.constantFrom<Operation>(
        { op: 'amend-route', before: one, after: { ...one, summary: 'Another summary' } },
        { op: 'remove-route', route: one },
      ),
    ),
  fc.constantFrom(...Object.values(base.tLevels)).map((tLevel): Operation => ({ op: 'remove-t-level', tLevel })),
);
const clusters = Object.values(base.clusters);
const pathways = Object.values(base.pathways);
const standingIn = (cluster: string) =>
  Object.keys(base.placements).filter((one) => base.placements[one].cluster === cluster);
const regrouping: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .record({ cluster: fc.constantFrom(...clusters), into: fc.option(fc.constantFrom(...clusters)) })
    .map((given) => ({ op: 'retire-cluster' as const, ...given })),
  fc
    .record({ pathway: fc.constantFrom(...pathways), into: fc.option(fc.constantFrom(...pathways)) })
    .map((given) => ({ op: 'retire-pathway' as const, ...given })),
  fc
    .constantFrom(...clusters.filter(({ slug }) => standingIn(slug).length > 0))
    .chain((cluster) => fc.tuple(fc.constant(cluster), fc.subarray(standingIn(cluster.slug), { minLength: 1 })))
    .chain(([cluster, inIt]) =>
      fc.record({ cluster: fc.constant(cluster), occupations: fc.constantFrom(inIt, ['OCC0510']) }),
    )
    .map((given) => ({
      op: 'split-cluster' as const,
      part: { ...given.cluster, slug: 'part', name: 'Part' },
      ...given,
    })),
  fc.record({ pathway: fc.constantFrom(...pathways), of: fc.constantFrom(...clusters) }).map(({ pathway, of }) => ({
    op: 'split-pathway' as const,
    pathway,
    part: { ...pathway, slug: 'part', name: 'Part' },
    clusters: [of.slug],
  })),
);
const joining: fc.Arbitrary<Operation> = fc.oneof(
  fc
    .record({ references: fc.uniqueArray(reference, { minLength: 1, maxLength: 2 }), into: reference })
    .map((given) => ({ op: 'merge-occupations' as const, ...given })),
  fc.record({ reference, place }).map(({ reference, place }) => ({
    op: 'split-occupation' as const,
    reference,
    into: ['OCC7001', 'OCC7002'].map((part) => ({
      occupation: newOccupation({ reference: part, title: `Part ${part}`, level: 3 }),
      placement: place,
    })),
  })),
  reference.map((reference) => ({
    op: 'remove-occupation' as const,
    occupation: base.occupations[reference] ?? newOccupation({ reference, title: 'Nowhere', level: 2 }),
    placement: base.placements[reference] ?? null,
  })),
);

/** A change of any other field than the title: what it says on that map, and what it is to say. */
const fieldChanges: fc.Arbitrary<Operation> = fc
  .record({
    reference: fc.constantFrom(...Object.keys(base.occupations)),
    after: fc.constantFrom<Partial<Record<FieldChange['field'], FieldChange['after']>>>(
      { level: 3 },
      { level: 5 },
      { soc2020: { code: '2133', title: 'IT business analysts', confidence: 'low' }, soc2010: null },
      { products: [{ kind: 'higher-technical-qualification', reference: null, title: 'A diploma' }] },
      { option: { core: 'OCC0900', name: 'An option' } },
      { apprenticeshipOnly: true, apprenticeshipOnlySource: { by: 'A letter', date: '2026-11-24' } },
      { ksbs: [{ code: 'K1', kind: 'knowledge', text: 'Another statement' }], duties: [] },
      { banner: 'A banner', pausedForStarts: true, keywords: ['one'] },
    ),
  })
  .map(({ reference, after }) => ({
    op: 'amend-occupation' as const,
    reference,
    changes: Object.entries(after).map(([name, value]): FieldChange => {
      const field = name as FieldChange['field'];
      return { field, before: base.occupations[reference][field] ?? null, after: value };
    }),
  }));

/** Any operation that could be tried on that map; many of them are refused. */
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  structure,
  regrouping,
  joining,
  fieldChanges,
  fc.record({ reference, place }).map(({ reference, place }) => ({
    op: 'add-occupation' as const,
    occupation: newOccupation({ reference, title: `New ${reference}`, level: 3 }),
    placement: place,
  })),
  fc.record({ reference, title: fc.constantFrom('One', 'Two') }).map(({ reference, title }) => ({
    op: 'amend-occupation' as const,
    reference,
    changes: [
      { field: 'title' as const, before: base.occupations[reference]?.title ?? `New ${reference}`, after: title },
    ],
  })),
  fc.record({ reference, to: place }).map(({ reference, to }) => ({
    op: 'place-occupation' as const,
    reference,
    from: base.placements[reference] ?? places[0],
    to,
  })),
  fc
    .record({ reference, successor: fc.option(reference) })
    .map((given) => ({ op: 'retire-occupation' as const, ...given })),
  fc.record({ reference, placement: place }).map((given) => ({
    op: 'reinstate-occupation' as const,
    status: 'approved' as const,
    ...given,
  })),
  fc.record({ from: reference, to: reference }).map((given) => ({ op: 'link-progression' as const, ...given })),
  fc.record({ from: reference, to: reference }).map((given) => ({ op: 'unlink-progression' as const, ...given })),
  fc
    .constantFrom('a', 'b')
    .map((slug) => ({ op: 'add-route' as const, route: { slug, officialId: 99, name: slug, summary: '' } })),
  fc
    .constantFrom('a', 'digital')
    .map((route) => ({ op: 'add-pathway' as const, pathway: { slug: `${route}-p`, route, name: 'P' } })),
  fc.subarray(references).map((covers) => ({
    op: 'set-t-level' as const,
    before: base.tLevels['60358324'],
    tLevel: {
      reference: '60358324',
      title: 'T',
      startYear: 2020,
      route: 'digital',
      specialisms: [{ reference: 'Z1', name: 'Z', covers }],
    },
  })),
);

type Person = Actor & { id: string };

/** Two administrators who take map revisions all the way through. */
export type Publishing = {
  ada: Person;
  bo: Person;
  live: () => Promise<MapState>;
  /** A draft by Ada with these operations, agreed by every panel. @returns its id */
  draft: (operations: readonly Operation[]) => Promise<string>;
  /** Has a draft approved by Bo, and scheduled so many minutes from now. */
  schedule: (id: string, minutes: number) => Promise<void>;
  /** Drafts, approves, schedules and publishes. @returns the id of the revision */
  publish: (operations: readonly Operation[]) => Promise<string>;
  /** Moves the clock by so many minutes and publishes what is due. */
  wait: (minutes: number) => Promise<void>;
};

/** Everything that a test needs to publish by the ordinary way. */
export async function publishing(ctx: TestContext): Promise<Publishing> {
  const ada = await ctx.person('Ada Admin', { role: 'administrator' });
  const bo = await ctx.person('Bo Admin', { role: 'administrator' });
  const revisions = ctx.module.get(Revisions);
  const drafting = ctx.module.get(RevisionDrafting);
  const live = () => ctx.module.get(EditionStore).liveState(ctx.db.read());
  const read = async (id: string) => ({ id, version: (await ctx.db.read().get(Revision, id)).version });
  const draft = async (operations: readonly Operation[]) => {
    const id = await drafting.create(ada, { id: newId(), title: 'A change', kind: 'day-to-day', minor: true });
    const panels = Object.keys((await live()).routes);
    const authority = await ctx.db.write((tx) => agreedMinutes(tx, panels));
    for (const operation of operations) await drafting.addOperation(ada, await read(id), operation, authority);
    return id;
  };
  const schedule = async (id: string, minutes: number) => {
    await revisions.request(ada, await read(id));
    await revisions.approve(bo, await read(id));
    const now = (await ctx.db.read().now()).getTime();
    await revisions.schedule(ada, await read(id), new Date((Math.floor(now / 60_000) + minutes) * 60_000));
  };
  const wait = async (minutes: number) => {
    await ctx.module.get(DemoClock).advance(minutes * 60_000);
    await ctx.module.get(RevisionPublication).publishDue();
  };
  const publish = async (operations: readonly Operation[]) => {
    const id = await draft(operations);
    await schedule(id, 2);
    await wait(3);
    return id;
  };
  return { ada, bo, live, draft, schedule, publish, wait };
}
