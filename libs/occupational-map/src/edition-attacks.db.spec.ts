import { newId } from '@app/kernel';
import { publishMap, testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { type MapNode, treeOf } from './domain';
import { type ClusterContent, type MapContent, nodeOf, type PathwayContent, type RouteContent } from './domain/node';
import { EditionStore } from './edition.store';
import { OccupationalMapModule } from './occupational-map.module';
import { smallMap } from './testing';

type Content = MapContent | RouteContent | PathwayContent | ClusterContent;
/** What an attacker makes of one node: another content, or the same. */
type Change = (node: MapNode, content: Content) => Content;

let context: TestContext;
let app: Client;
const tree = treeOf(smallMap());

beforeAll(async () => {
  context = await testContext([OccupationalMapModule]);
  app = new Client({ connectionString: context.database.appUrl });
  await app.connect();
  await context.db.write((tx) => publishMap(tx, context.module.get(EditionStore), { state: smallMap() }));
});
afterAll(async () => {
  await app.end();
  await context.close();
});

/** The tree with what `change` makes of its nodes, from the leaves up. */
function grown(change: Change): { root: string; nodes: MapNode[] } {
  const nodes: MapNode[] = [];
  const renewed = (hash: string): string => {
    const node = tree.nodes.get(hash);
    if (node === undefined || ['occupation', 't-level', 'progression'].includes(node.kind)) return hash;
    const below = JSON.parse(node.content) as Record<string, unknown>;
    for (const [name, value] of Object.entries(below)) {
      if (Array.isArray(value)) below[name] = value.map((one) => renewed(one as string));
    }
    const fresh = nodeOf(node.kind, change(node, below as Content));
    nodes.push(fresh);
    return fresh.hash;
  };
  return { root: renewed(tree.root), nodes };
}

/** Publishes a tree past all of our own code, as the app's role could, with other statements, and takes all of it back. */
async function forced(change: Change, ...further: string[]): Promise<void> {
  const { root, nodes } = grown(change);
  await app.query('begin');
  try {
    for (const { hash, kind, content } of nodes) {
      const node = `insert into map_node (hash, kind, content) values ($1, $2, $3) on conflict do nothing`;
      await app.query(node, [hash, kind, content]);
    }
    await app.query(`insert into edition (no, root_hash, kind, note) values (2, $1, 'day-to-day', '')`, [root]);
    for (const sql of further) await app.query(sql);
    await app.query('set constraints edition_is_a_tree immediate');
  } finally {
    await app.query('rollback');
  }
}
const slugOf = ({ content }: MapNode): string => {
  const { route, pathway, cluster } = JSON.parse(content) as Record<string, { slug: string } | undefined>;
  return (cluster ?? pathway ?? route)?.slug ?? '';
};
/** Changes one node, by its kind and slug. */
const at =
  (kind: string, slug: string, change: (content: never) => object): Change =>
  (node, content) =>
    node.kind === kind && slugOf(node) === slug ? { ...content, ...change(content as never) } : content;
const hashOf = (kind: string, slug: string): string =>
  [...tree.nodes.values()].find((node) => node.kind === kind && slugOf(node) === slug)?.hash ?? '';
const occupation = (reference: string): string =>
  [...tree.nodes.values()].find(
    ({ kind, content }) =>
      kind === 'occupation' && (JSON.parse(content) as { reference: string }).reference === reference,
  )?.hash ?? '';
const refused = (change: Change, ...further: string[]) =>
  expect(forced(change, ...further)).rejects.toMatchObject({ constraint: 'edition_is_a_tree' });

const move = (reference: string) =>
  `update placement set valid = tstzrange(lower(valid), (select max(published_at) from edition))
   where upper_inf(valid) and occupation_id = (select id from occupation where reference = '${reference}')`;
const place = (reference: string, route: string, pathway = 'null', cluster = 'null') =>
  `insert into placement (occupation_id, route, pathway, cluster, valid)
   select id, '${route}', ${pathway}, ${cluster}, tstzrange((select max(published_at) from edition), null)
   from occupation where reference = '${reference}'`;
const taken = at('cluster', 'developers', () => ({ occupations: [] }));
const put: Change = at('route', 'care-services', ({ awaiting }: RouteContent) => ({
  awaiting: [...awaiting, occupation('OCC0116')],
}));
const both =
  (...changes: Change[]): Change =>
  (node, content) =>
    changes.reduce((made, change) => change(node, made), content);

describe('the database takes an edition', () => {
  it('in which nothing but a name changes, or an occupation moves with its placement', async () => {
    await forced(
      at('cluster', 'developers', ({ cluster }: ClusterContent) => ({ cluster: { ...cluster, name: 'Others' } })),
    );
    await forced(both(taken, put), move('OCC0116'), place('OCC0116', 'care-services'));
  });
});

describe("the database refuses an edition of the app's role", () => {
  it.each<[string, Change]>([
    [
      'with an occupation twice in a cluster',
      at('cluster', 'developers', ({ occupations }: ClusterContent) => ({
        occupations: [...occupations, ...occupations],
      })),
    ],
    ['with an occupation in a second place, too', put],
    [
      'with a retired occupation live, too',
      at('cluster', 'support', ({ occupations }: ClusterContent) => ({
        occupations: [...occupations, occupation('OCC0510')],
      })),
    ],
    [
      'with a cluster under a wrong pathway',
      at('pathway', 'care', ({ clusters }: PathwayContent) => ({
        clusters: [...clusters, hashOf('cluster', 'support')],
      })),
    ],
    [
      'with a cluster of another pathway in the place of its own',
      both(
        at('pathway', 'digital-support', () => ({ clusters: [] })),
        at('pathway', 'digital-production', ({ clusters }: PathwayContent) => ({
          clusters: [...clusters, hashOf('cluster', 'support')],
        })),
      ),
    ],
    [
      'with a pathway under a wrong route',
      both(
        at('route', 'care-services', () => ({ pathways: [] })),
        at('route', 'digital', ({ pathways }: RouteContent) => ({
          pathways: [...pathways, hashOf('pathway', 'care')],
        })),
      ),
    ],
    [
      'with a cluster of no technical level',
      at('cluster', 'carers', ({ cluster }: ClusterContent) => ({ cluster: { ...cluster, level: 'any' } })),
    ],
    [
      'with a cluster of another technical level than what stands in it',
      at('cluster', 'carers', ({ cluster }: ClusterContent) => ({ cluster: { ...cluster, level: 'professional' } })),
    ],
    [
      'that names a pathway as a cluster',
      at('pathway', 'care', ({ clusters }: PathwayContent) => ({
        clusters: [...clusters, hashOf('pathway', 'digital-support')],
      })),
    ],
    ['that names what does not exist', at('cluster', 'carers', () => ({ occupations: ['0'.repeat(64)] }))],
    [
      'with a route twice',
      (node, content) =>
        node.kind === 'map'
          ? { ...content, routes: [...(content as MapContent).routes, hashOf('route', 'digital')] }
          : content,
    ],
    ['that leaves an occupation out and its placement open', taken],
  ])('%s', async (_, change) => refused(change));

  it('with a placement on another route than in the tree', async () => {
    await refused(both(taken, put), move('OCC0116'), place('OCC0116', 'digital'));
    await refused(both(taken, put));
    await refused((_, content) => content, move('OCC0116'), place('OCC0116', 'care-services'));
  });

  it('with a placement that is closed though the occupation stands', async () => {
    await refused((_, content) => content, move('OCC0116'));
  });

  it('without a map revision that is published with it', async () => {
    const edition = (revision: string | null) =>
      app.query(
        `insert into edition (no, root_hash, kind, note, revision_id) select 2, root_hash, 'day-to-day', '', $1 from edition`,
        [revision],
      );
    const alone = { constraint: 'edition_has_its_revision' };
    await expect(edition(null)).rejects.toMatchObject(alone);
    const { rows } = await app.query<{ id: string }>('select id from revision');
    await expect(edition(rows[0].id)).rejects.toThrow(/edition_of_revision|belongs to no map revision/);
    const id = newId();
    const draft = `insert into revision (id, no, title, kind, note, version, state, attempts) values ($1, 99, 'T', 'day-to-day', '', 1, $2, 0)`;
    await expect(app.query(draft, [id, 'approved'])).rejects.toThrow(/begins as a draft/);
    await app.query(draft, [id, 'draft']);
    await expect(edition(id)).rejects.toMatchObject(alone);
  });

  it('whose map revision nobody approved, or that is not due', async () => {
    const [{ id: old }] = (await app.query<{ id: string }>('select id from revision where edition_no = 1')).rows;
    for (const given of [
      `approved_by = null, scheduled_for = date_trunc('minute', waymark_now())`,
      `emergency_why = 'x', scheduled_for = date_trunc('minute', waymark_now()) + interval '1 hour'`,
    ]) {
      const id = newId();
      await app.query('begin');
      await app.query(
        `insert into revision (id, no, title, kind, note, version, state, attempts) select $1, max(no) + 1, 'T', 'day-to-day', '', 1, 'draft', 0 from revision`,
        [id],
      );
      await app.query(
        `update revision set state = 'scheduled', plan_hash = 'x', approved_at = now(), ${given} where id = $1`,
        [id],
      );
      await app.query(
        `insert into edition (no, root_hash, kind, note, revision_id) select 2, root_hash, 'day-to-day', '', $1 from edition`,
        [id],
      );
      const publish = app.query(`update revision set state = 'published', edition_no = 2 where id = $1`, [id]);
      await expect(publish).rejects.toThrow('when it is approved, scheduled and due');
      await app.query('rollback');
    }
    await expect(app.query(`update revision set edition_no = null where id = $1`, [old])).rejects.toThrow(
      'does not change',
    );
  });
});
