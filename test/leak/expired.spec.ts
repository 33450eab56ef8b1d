import { paths } from '@app/kernel';
import { thorough } from '../support/thorough';
import type { Name } from './people';
import { everyTable, type Posts, postsOf } from './posting';
import { Visitors } from './visitors';
import { buildWorld, type World } from './world';

/** Whose pages stood open for too long. */
const people: readonly Name[] = thorough ? ['author', 'officer', 'lead', 'secretary', 'ada'] : ['author'];
/** Addresses that are left out, and why. */
const leftOut: ReadonlyMap<string, string> = new Map([
  ['/unsubscribe/:token', 'mail programs send it at one press (RFC 8058): the link itself is the secret'],
  ['/follow/stop-all/:token', 'the same'],
  ['/dev/clock', 'of tests and the demo, in no production'],
  ['/admin/revisions/:id/operations/new/:kind', 'without its subject, which the address says, the page asks for that'],
]);

let world: World;
let visitors: Visitors;
let posts: Posts;

beforeAll(async () => {
  if (!thorough) process.stderr.write('Not run without THOROUGH=1: forms that have expired, of four of five people\n');
  world = await buildWorld();
  visitors = new Visitors(world.site);
  posts = await postsOf(world, visitors);
}, 300_000);
afterAll(() => world?.site.close());

/** Tries are counted, whatever comes of them. */
async function everythingDone(): Promise<ReadonlyMap<string, string>> {
  return new Map([...(await everyTable(world))].filter(([table]) => table !== 'rate_limit'));
}

/** Each address that takes a form is asked: no route goes round the one place where forms are answered. */
describe('a form that has expired', () => {
  it.each(people)('comes back to %s with what was typed, wherever it was sent to, and nothing is done', async (who) => {
    // Who is sent for the first time signs in.
    await visitors.read(who, paths.dashboard());
    const before = await everythingDone();
    const wrong: string[] = [];
    let shown = 0;
    for (const [url, route] of [...posts.secret, ...posts.others]) {
      if (leftOut.has(route)) continue;
      const { status, text } = await visitors.sendStale(who, url, posts.filled(url));
      if ([403, 404].includes(status)) continue;
      shown += 1;
      if (status !== 422) wrong.push(`${status} from ${url} (${route})`);
      // What has no page as things stand says that instead.
      else if (!text.includes('This form had expired') && !text.includes('This cannot be done'))
        wrong.push(`${url} (${route}) does not say why it comes back`);
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(20);
    expect(await everythingDone()).toEqual(before);
  });
});
