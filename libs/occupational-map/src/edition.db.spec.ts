import { publishMap, testContext, type TestContext, type TestPublication } from '@test/support';
import { Client } from 'pg';
import type { MapState } from './domain';
import { rootHashOf } from './domain';
import { EditionQueries } from './edition.queries';
import { EditionStore } from './edition.store';
import { MapReader } from './map.reader';
import { OccupationalMapModule } from './occupational-map.module';
import { aMap, smallMap } from './testing';

let context: TestContext;
let editions: EditionStore;
let app: Client;

const publish = (state: MapState, more: Partial<TestPublication> = {}) =>
  context.db.write((tx) => publishMap(tx, editions, { state, note: 'A note', smuggled: true, ...more }));
const placementsOf = (reference: string) =>
  context.db.read().rows<{
    route: string;
    pathway: string | null;
    from: Date;
    until: Date | null;
  }>(
    `select route, pathway, lower(valid) as "from", upper(valid) as "until" from placement p
     join occupation o on o.id = p.occupation_id where reference = $1 order by 3`,
    [reference],
  );
const moved = (state: MapState, reference: string, route: string): MapState => ({
  ...state,
  placements: {
    ...state.placements,
    [reference]: { route, pathway: null, cluster: null },
  },
});

beforeEach(async () => {
  context = await testContext([OccupationalMapModule]);
  editions = context.module.get(EditionStore);
  app = new Client({ connectionString: context.database.appUrl });
  await app.connect();
});
afterEach(async () => {
  await app.end();
  await context.close();
});

describe('publishing an edition', () => {
  it('stores the state, and reads it back with the same root hash', async () => {
    const edition = await publish(smallMap(), {
      kind: 'route-review',
      note: 'First',
    });
    expect(edition).toMatchObject({
      no: 1,
      rootHash: rootHashOf(smallMap()),
      kind: 'route-review',
      note: 'First',
    });
    const state = await editions.stateOf(context.db.read(), edition);
    expect(state).toEqual(smallMap());
    const map = await context.module.get(MapReader).current();
    expect(map?.edition).toEqual(edition);
    expect(map?.find('web developer', { limit: 1 }).hits[0].occupation.reference).toBe('OCC0116');
  });

  it('numbers editions without gaps, each later than the one before', async () => {
    const first = await publish(smallMap());
    const second = await publish(moved(smallMap(), 'OCC0900', 'care-services'));
    expect(second.no).toBe(2);
    expect(second.publishedAt.getTime()).toBeGreaterThan(first.publishedAt.getTime());
    expect((await context.module.get(MapReader).edition(1))?.edition).toEqual(first);
  });

  it('shows a new edition to a reader that has the old one in memory', async () => {
    const reader = context.module.get(MapReader);
    await publish(smallMap());
    expect((await reader.current())?.edition.no).toBe(1);
    await publish(moved(smallMap(), 'OCC0900', 'care-services'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect((await reader.current())?.edition.no).toBe(2);
  });

  it('writes only the nodes that are new', async () => {
    const count = () => context.db.read().one<{ n: number }>('select count(*)::int as n from map_node');
    await publish(smallMap());
    const before = await count();
    const next = structuredClone(smallMap());
    next.occupations.OCC0005.title = 'Care worker';
    await publish(next);
    expect((await count())?.n).toBe((before?.n ?? 0) + 5);
  });

  it('moves an occupation at the one instant of the edition', async () => {
    const first = await publish(smallMap());
    const second = await publish(moved(smallMap(), 'OCC0900', 'care-services'));
    expect(await placementsOf('OCC0900')).toEqual([
      {
        route: 'digital',
        pathway: null,
        from: first.publishedAt,
        until: second.publishedAt,
      },
      {
        route: 'care-services',
        pathway: null,
        from: second.publishedAt,
        until: null,
      },
    ]);
    expect(await placementsOf('OCC0116')).toHaveLength(1);
  });

  it('closes the placement of an occupation that is retired', async () => {
    await publish(smallMap());
    const state = structuredClone(smallMap());
    Object.assign(state.occupations.OCC0005, {
      status: 'retired',
      retiredFrom: 'care-services',
    });
    const { OCC0005: _gone, ...placements } = state.placements;
    const { publishedAt } = await publish({ ...state, placements });
    expect((await placementsOf('OCC0005'))[0].until).toEqual(publishedAt);
  });

  it('records the event with the root hash before and after', async () => {
    const first = await publish(smallMap());
    const second = await publish(moved(smallMap(), 'OCC0900', 'care-services'));
    const event = await context.db
      .read()
      .one<{ content: string; no: number }>(
        `select content, subject_no as no from event where type = 'edition.published' order by seq desc limit 1`,
      );
    expect(event?.no).toBe(2);
    expect(JSON.parse(event?.content ?? '')).toMatchObject({
      no: 2,
      before: { no: 1, rootHash: first.rootHash },
      after: { no: 2, rootHash: second.rootHash },
    });
  });

  it('refuses a state with problems, and one in which nothing would change', async () => {
    await publish(smallMap());
    await expect(publish(smallMap())).rejects.toThrow('nothing to publish');
    await expect(publish(aMap(smallMap()).leads('OCC0128', 'OCC9999').build())).rejects.toThrow('does not exist');
  });

  it('takes two publications at once one after the other', async () => {
    await publish(smallMap());
    const both = await Promise.all([
      publish(moved(smallMap(), 'OCC0900', 'care-services')),
      publish(aMap(smallMap()).route('care-services').occupation('OCC0777').build()),
    ]);
    expect(both.map((edition) => edition.no).sort()).toEqual([2, 3]);
    const open = await context.db.read().rows(`select 1 from placement where upper_inf(valid)`);
    const live = await editions.liveState(context.db.read());
    expect(open).toHaveLength(Object.keys(live.placements).length);
  });

  it('keeps what each edition changed, by what it is about', async () => {
    await publish(smallMap(), {
      changes: [{ text: 'Software developer was added', about: ['OCC0116', 'digital'] }],
    });
    const queries = context.module.get(EditionQueries);
    expect(await queries.history('OCC0116')).toMatchObject([{ no: 1, texts: ['Software developer was added'] }]);
    expect(await queries.history('OCC0005')).toEqual([]);
    expect(await queries.recent({})).toMatchObject([
      { no: 1, changes: ['Software developer was added'], changeCount: 1 },
    ]);
  });
});

describe("the database's own rules, tried as the app's role", () => {
  const id = `(select id from occupation where reference = 'OCC0900')`;
  const last = `(select max(published_at) from edition)`;

  it('an occupation is on one route at any instant', async () => {
    const { rootHash } = await publish(smallMap());
    await app.query('begin');
    await app.query(`insert into edition (no, root_hash, kind, note) values (2, $1, 'day-to-day', '')`, [rootHash]);
    const second = `insert into placement (occupation_id, route, valid) values (${id}, 'care-services', tstzrange(${last}, null))`;
    await expect(app.query(second)).rejects.toThrow('one_route_at_any_instant');
  });

  it('a placement is written at a publication only, and not at one that is over', async () => {
    await publish(smallMap());
    for (const outside of [`tstzrange(now(), null)`, `tstzrange(${last}, null)`]) {
      const insert = `insert into placement (occupation_id, route, valid) values (${id}, 'care-services', ${outside})`;
      await expect(app.query(insert)).rejects.toThrow('opens at the publication');
    }
    await expect(
      app.query(`update placement set valid = tstzrange(lower(valid), ${last}) where occupation_id = ${id}`),
    ).rejects.toThrow(/can only be closed|isempty/);
    await expect(app.query(`update placement set route = 'care-services'`)).rejects.toThrow('can only be closed');
    await expect(app.query(`update placement set valid = tstzrange(lower(valid), now())`)).rejects.toThrow(
      'can only be closed',
    );
    await expect(app.query(`delete from placement`)).rejects.toThrow('never deleted');
    await expect(app.query(`truncate placement`)).rejects.toThrow('permission denied');
  });

  it('an edition and its nodes are never changed', async () => {
    await publish(smallMap());
    for (const sql of [
      `update edition set note = 'x'`,
      `delete from edition_change`,
      `update map_node set content = '{}'`,
    ]) {
      await expect(app.query(sql)).rejects.toThrow('permission denied');
    }
  });

  it('published_at is the time of the database whatever is given, and strictly increases; numbers have no gap', async () => {
    const { rootHash, publishedAt } = await publish(smallMap());
    const insert = `insert into edition (no, root_hash, published_at, kind, note)
      values ($1, $2, ${last} + $3::interval, 'day-to-day', '') returning published_at as at`;
    await expect(app.query(insert, [4, rootHash, '1 hour'])).rejects.toThrow('cannot follow edition 1');
    for (const given of ['0', '-1 hour', '1 hour']) {
      await app.query('begin');
      const { rows } = await app.query<{ at: Date }>(insert, [2, rootHash, given]);
      await app.query('rollback');
      expect(rows[0].at.getTime()).toBeGreaterThan(publishedAt.getTime());
      expect(rows[0].at.getTime()).toBeLessThan(publishedAt.getTime() + 60_000);
    }
  });

  it('a node carries the hash of its content', async () => {
    await expect(
      app.query(`insert into map_node (hash, kind, content) values (repeat('0', 64), 'map', '{}')`),
    ).rejects.toThrow('map_node_hash_is_of_its_content');
  });
});
