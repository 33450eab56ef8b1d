import { type Role, roles } from '@app/kernel';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { type Agent, type Site, startSite, testConfig } from '@test/support';
import { z } from 'zod';
import type { Filters } from '../../apps/web/src/http/asked';
import { WebModule } from '../../apps/web/src/web.module';

type Handler = { name: string; url: string; filters: Filters | null; bare: boolean };
type Argument = { data?: unknown; factory?: unknown };

/** What Nest calls the argument of a plain `@Query()`. */
const bareQuery = '4:';
const nowhere = '00000000-0000-4000-8000-000000000000';

/** Every GET route of the site that reads what stands after the `?`, with the filters that it declares. */
function handlers(): Handler[] {
  const { controllers = [] } = WebModule.with(testConfig('postgres://nowhere.test/none'));
  return controllers.flatMap((controller) => {
    const prototype = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(prototype).flatMap((name) => {
      const args = Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as Record<string, Argument> | undefined;
      const found = Object.values(args ?? {}).find(({ factory, data }) => factory !== undefined && isFilters(data));
      const bare = Object.keys(args ?? {}).some((key) => key.startsWith(bareQuery));
      const isGet = Reflect.getMetadata(METHOD_METADATA, prototype[name] as object) === RequestMethod.GET;
      if (!isGet || (found === undefined && !bare)) return [];
      const path = [controller, prototype[name] as object].map((of) => String(Reflect.getMetadata(PATH_METADATA, of)));
      const url = `/${path.join('/')}`.replaceAll(/\/+/g, '/').replace(/(?<=.)\/$/, '');
      return [
        {
          name: `${controller.name}.${name}`,
          url: url.replace(':slug', 'digital').replaceAll(/:\w+/g, nowhere),
          filters: (found?.data ?? null) as Filters | null,
          bare,
        },
      ];
    });
  });
}

const isFilters = (data: unknown): boolean =>
  typeof data === 'object' && data !== null && Object.values(data).some((one) => one instanceof z.ZodType);

/** Words to look for are any words: all else refuses these. */
const freeText = ['q', 'keyword', 'email', 'name', 'asked', 'title', 'add', 'words'];

describe('what stands after the ? of an address', () => {
  let site: Site;
  let agent: Agent;
  const all = handlers();
  const declared = all.filter(({ filters }) => filters !== null);

  beforeAll(async () => {
    site = await startSite({ seeded: true });
    const email = 'everything@example.test';
    const scoped = (role: Role) => (role.startsWith('panel-') ? { role, scope: 'route:digital' } : { role });
    await site.person('Every Role', email, ...roles.filter((one) => !one.startsWith('group-')).map(scoped), {
      role: 'group-chair',
      scope: `group:${nowhere}`,
    });
    agent = await site.as(email);
  }, 180_000);
  afterAll(() => site?.close());

  it('is read by filters that are declared, and by nothing else, but in the two APIs', () => {
    expect(declared.length).toBeGreaterThan(25);
    const bare = all.filter((one) => one.bare).map(({ name }) => name.split('.')[0]);
    expect([...new Set(bare)].sort()).toEqual([
      'MapsApiController',
      'OpenChangesController',
      'OpenEditionsController',
      'OpenMapsController',
    ]);
  });

  it.each(declared.map(({ name, ...rest }) => ({ name, ...rest })))(
    '$name refuses every filter that it cannot read, by its name',
    async ({ url, filters }) => {
      for (const filter of Object.keys(filters ?? {})) {
        const wrong = [`${filter}=a&${filter}=b`, `${filter}=%00`, `${filter}=a%00b`, `${filter}=${'x'.repeat(300)}`];
        if (!freeText.includes(filter)) wrong.push(`${filter}=nonsense`, `${filter}=-1`, `${filter}=2026-02-30`);
        for (const query of wrong) {
          await agent.get(`${url}?${query}`);
          const said = agent.body.includes(`${filter}:`) || agent.$(`a[href="#${filter}"]`).length > 0;
          expect([`${url}?${query.slice(0, 40)}`, agent.status, said]).toEqual([expect.anything(), 422, true]);
        }
      }
    },
  );

  it('counts for nothing where no filter has its name, and a filter that is left empty is open', async () => {
    for (const url of ['/maps?utm_source=a&utm_source=b', '/search?q=&level=&route=', '/admin/audit?from=&until=']) {
      await agent.get(url);
      expect([url, agent.status]).toEqual([url, 200]);
    }
  });

  it('is answered anew each time it is refused, and a page before or after it is as ever', async () => {
    const statuses: number[] = [];
    for (const url of ['/maps/digital', '/maps/digital?level=9', '/maps/digital?level=9', '/maps/digital']) {
      const { statusCode, headers } = await site.app.inject({ url });
      statuses.push(statusCode);
      if (statusCode === 422) expect([headers['cache-control'], headers.etag]).toEqual(['no-store', undefined]);
    }
    expect(statuses).toEqual([200, 422, 422, 200]);
  });

  it('is refused where it names what is not there', async () => {
    const unknown = [
      '/maps?edition=99',
      '/maps/digital?pathway=nowhere',
      '/search?q=a&route=nowhere',
      '/soc-codes?route=nowhere',
      '/decisions?route=nowhere',
      '/decisions.csv?route=nowhere',
      '/map-changes/compare?from=1&to=9',
      '/revisions-status?at=2026-01-01T00:00:00.000Z',
      '/admin/people?name=A',
      '/admin/placement?route=nowhere',
    ];
    for (const url of unknown) {
      await agent.get(url);
      expect([url, agent.status]).toEqual([url, 422]);
    }
  });

  it('of the APIs is a 400 with the names of its parameters', async () => {
    const ask = (url: string) => site.app.inject({ url, headers: { 'x-api-key': 'demo-key' } });
    for (const query of [
      'edition=three',
      'as-of=2026-02-30',
      'limit=0',
      'limit=1&limit=2',
      'nonsense=1',
      'route=%00',
    ]) {
      const { statusCode, body } = await ask(`/api/v2/occupations?${query}`);
      expect([query, statusCode, body.includes(query.split('=')[0] ?? '')]).toEqual([query, 400, true]);
    }
    expect((await ask('/api/v1/searchoccupations?searchTerm=a&pageSize=none')).statusCode).toBe(400);
    expect((await ask('/api/v1/searchoccupations?searchTerm=%00')).statusCode).toBeLessThan(500);
  });

  it('never makes the database cut a file short: it is a file or an error', async () => {
    for (const url of ['/admin/audit.csv?kind=%00', '/admin/audit.csv?from=nonsense']) {
      const { status, headers } = await agent.get(url, { accept: 'text/csv' });
      expect([status, headers['content-type']]).toEqual([422, expect.stringContaining('application/problem+json')]);
    }
    await site.asOwner('alter table event rename column at to at_other');
    try {
      expect((await agent.get('/admin/audit.csv', { accept: 'text/csv' })).status).toBe(500);
    } finally {
      await site.asOwner('alter table event rename column at_other to at');
    }
    expect((await agent.get('/admin/audit.csv')).status).toBe(200);
  });
});
