import { newId, Refused } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { agreedMinutes, testContext, type TestContext } from '@test/support';
import fc from 'fast-check';
import { featureModules } from '../../../apps/features';
import { thorough } from '../../../test/support/thorough';
import type { GivenAuthority, Operation, StoredAuthority } from './domain';
import { RevisionDrafting } from './drafting.service';
import { MinisterialDirections } from './directions.service';
import { RevisionPublication } from './publication.service';
import { Revision } from './revision.entity';
import { Revisions } from './revisions.service';
import { publishing, type Publishing } from './testing';

/**
 * Whatever operations are written on whatever authorities, by the service or in SQL as the app's role, and however the
 * clock moves: what is published stands on a row that carries it, by rules that are written here once more.
 */
let ctx: TestContext;
let maps: Publishing;
let published = 0;
let refused = 0;

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
});
afterAll(() => ctx?.close());

const references = ['OCC0116', 'OCC0118', 'OCC0128'];
const routes = ['digital', 'care-services'];
const whats = ['retitle', 'reword', 'move', 'retire', 'add-approved', 'rename-cluster'] as const;
const words = ['minutes', 'both', 'other', 'direction', 'correction', 'undo', 'fake', 'words', 'seed', 'file'] as const;
type Step =
  | { do: 'add'; what: (typeof whats)[number]; about: string; word: (typeof words)[number]; past: boolean }
  | { do: 'publish' }
  | { do: 'wait'; minutes: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('add' as const),
      what: fc.constantFrom(...whats),
      about: fc.constantFrom(...references),
      word: fc.constantFrom(...words),
      past: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'publish' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 90_000 }) }),
  },
);

async function operationOf({ what, about }: Extract<Step, { do: 'add' }>): Promise<Operation> {
  const { occupations, placements, clusters } = await maps.live();
  const { title, overview } = occupations[about];
  const from = placements[about];
  const other = routes.find((route) => route !== from.route) ?? 'digital';
  const amend = (field: 'title' | 'overview', before: string): Operation => ({
    op: 'amend-occupation',
    reference: about,
    changes: [{ field, before, after: newId() }],
  });
  const cluster = Object.values(clusters)[0];
  switch (what) {
    case 'retitle':
      return amend('title', title);
    case 'reword':
      return amend('overview', overview);
    case 'move':
      return { op: 'place-occupation', reference: about, from, to: { route: other, pathway: null, cluster: null } };
    case 'retire':
      return { op: 'retire-occupation', reference: about, successor: null };
    case 'add-approved': {
      const reference = `OCC${String(7000 + Math.floor(Math.random() * 1000))}`;
      const occupation = {
        ...occupations[about],
        reference,
        title: newId(),
        status: 'approved',
        standard: null,
      } as const;
      return { op: 'add-occupation', occupation, placement: { route: from.route, pathway: null, cluster: null } };
    }
    case 'rename-cluster':
      return { op: 'amend-cluster', before: cluster, after: { ...cluster, name: newId() } };
  }
}

async function authorityOf({ word, about }: Extract<Step, { do: 'add' }>): Promise<object> {
  const { placements } = await maps.live();
  const { route } = placements[about];
  const other = routes.find((one) => one !== route) ?? route;
  const minutes = (...of: string[]) => ctx.db.write((tx) => agreedMinutes(tx, of));
  switch (word) {
    case 'minutes':
      return minutes(route);
    case 'both':
      return minutes(route, other);
    case 'other':
      return minutes(other);
    case 'direction': {
      const said = { title: 'A direction', document: 'https://gov.example/1', text: 'Do it', routes: [route] };
      const datedOn = '2026-01-01';
      const no = await ctx.module.get(MinisterialDirections).record(maps.ada, { ...said, datedOn });
      const [row] = await ctx.db
        .read()
        .rows<{ id: string }>(`select id from ministerial_direction where no = $1`, [no]);
      return { by: 'direction', directionId: row.id };
    }
    case 'correction':
      return { by: 'correction', why: 'A slip' };
    case 'undo': {
      const [row] = await ctx.db
        .read()
        .rows<{ id: string }>(`select id from revision where state = 'published' order by edition_no desc limit 1`);
      return { by: 'undo', revisionId: row.id, revisionNo: 1, why: 'Back' };
    }
    case 'fake':
      return { by: 'minutes', items: [{ meetingId: newId(), itemId: newId() }] };
    case 'words':
      return { by: 'panel', panels: [route], on: '2030-01-01', why: 'Agreed' };
    case 'seed':
      return { by: 'seed' };
    case 'file':
      return { by: 'import', file: 'a.csv', line: 1 };
  }
}

const read = async (id: string) => ({ id, version: (await ctx.db.read().get(Revision, id)).version });

/** What is refused is refused in words by the service, and by the database to those who go past it. */
async function attempted(work: () => Promise<unknown>, past = false): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refused) && !past) throw error;
    refused += 1;
  }
}

async function take(given: Step, draft: string): Promise<void> {
  if (given.do === 'wait')
    return ctx.module
      .get(DemoClock)
      .advance(given.minutes * 60_000)
      .then(() => {});
  if (given.do === 'publish') return attempted(() => publish(draft));
  const [operation, authority] = [await operationOf(given), await authorityOf(given)];
  const drafting = ctx.module.get(RevisionDrafting);
  if (!given.past) {
    const add = async () => drafting.addOperation(maps.ada, await read(draft), operation, authority as GivenAuthority);
    return attempted(add, given.word === 'words' || given.word === 'file');
  }
  const sql = `insert into revision_operation (id, revision_id, position, content, authority)
    select $1, $2, 1 + coalesce(max(position), 0), $3::jsonb, $4::jsonb from revision_operation where revision_id = $2`;
  const values = [newId(), draft, JSON.stringify(operation), JSON.stringify(authority)];
  return attempted(() => ctx.db.write((tx) => tx.rows(sql, values)), true);
}

async function publish(draft: string): Promise<void> {
  const revisions = ctx.module.get(Revisions);
  await revisions.request(maps.ada, await read(draft));
  await revisions.approve(maps.bo, await read(draft));
  const now = (await ctx.db.read().now()).getTime();
  await revisions.schedule(maps.ada, await read(draft), new Date((Math.floor(now / 60_000) + 2) * 60_000));
  await ctx.module.get(DemoClock).advance(180_000);
  await ctx.module.get(RevisionPublication).publishDue();
}

type Published = { content: Operation; authority: StoredAuthority; at: Date; no: number };

/** Null where the row carries it, by rules of this spec alone: the operations of `operationOf` change one or two routes. */
async function fault({ content, authority, at, no }: Published): Promise<string | null> {
  const rows = <T>(text: string, ...values: unknown[]) => ctx.db.read().rows<T>(text, values);
  const route = await routeBefore(content, no);
  switch (authority.by) {
    case 'minutes': {
      const found = await rows<{ route: string }>(
        `select p.route from meeting m join panel p on p.id = m.panel_id
           join meeting_minutes w on w.meeting_id = m.id and w.no = m.minutes_no, jsonb_array_elements(w.entries) e
         where e ->> 'item' = any($1::text[]) and (e -> 'agreed')::boolean and m.minutes_agreed_at <= $2`,
        authority.items.map(({ itemId }) => itemId),
        at,
      );
      if (content.op === 'retire-occupation') return 'retired on minutes';
      return route.every((one) => found.some((row) => row.route === one))
        ? null
        : `minutes of other panels than ${route.join()}`;
    }
    case 'direction': {
      const [found] = await rows<{ routes: string[] }>(
        `select routes from ministerial_direction where id = $1 and recorded_at <= $2`,
        authority.directionId,
        at,
      );
      if (content.op === 'retire-occupation') return 'retired on a direction';
      return found !== undefined && route.every((one) => found.routes.includes(one))
        ? null
        : 'a direction of other routes';
    }
    case 'correction':
      if (!('correctionId' in authority)) return 'in words';
      return content.op === 'amend-occupation' && content.changes.every(({ field }) => field === 'overview')
        ? null
        : 'a correction of more than wording';
    default:
      return `published on ${authority.by}`;
  }
}

async function routeBefore(content: Operation, no: number): Promise<string[]> {
  const placed = (reference: string) =>
    ctx.db.read().rows<{ route: string }>(
      `select p.route from placement p join occupation o on o.id = p.occupation_id
       where o.reference = $1 and p.valid @> (select published_at from edition where no = $2) - interval '1 millisecond'`,
      [reference, no],
    );
  if (content.op === 'place-occupation') return [content.from.route, content.to.route];
  if (content.op === 'add-occupation') return content.placement === null ? [] : [content.placement.route];
  if (content.op === 'amend-cluster')
    return [
      Object.values((await maps.live()).pathways).find(({ slug }) => slug === content.before.pathway)?.route ?? '',
    ];
  return 'reference' in content ? (await placed(content.reference)).map(({ route }) => route) : [];
}

/** What is sure to be published, so that what is said of the published holds of some in every run. */
const carried: Step[][] = [
  [{ do: 'add', what: 'retitle', about: 'OCC0116', word: 'minutes', past: false }],
  [{ do: 'add', what: 'reword', about: 'OCC0118', word: 'direction', past: false }],
];

it('publishes nothing that no row carries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 9 }), async (steps) => {
      const draft = await maps.draft([]);
      for (const one of [...steps, { do: 'publish' as const }]) await take(one, draft);
      const found = await ctx.db.read().rows<Published>(
        `select o.content, o.authority, r.published_at as at, r.edition_no as no
         from revision r join revision_operation o on o.revision_id = r.id where r.id = $1 and r.state = 'published'`,
        [draft],
      );
      published += found.length;
      const faults = await Promise.all(found.map(fault));
      expect(faults.filter((one) => one !== null)).toEqual([]);
      const approved = found.filter(({ content }) => content.op === 'add-occupation');
      expect(approved).toEqual([]);
    }),
    { numRuns: thorough ? 120 : 25, endOnFailure: true, examples: carried.map((steps) => [steps]) },
  );
  expect(published).toBeGreaterThanOrEqual(carried.length);
  expect(refused).toBeGreaterThan(20);
}, 600_000);
