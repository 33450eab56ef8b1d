import { thorough } from '../support/thorough';
import type { Name } from './people';
import { everyTable, type Posts, postsOf } from './posting';
import { Visitors } from './visitors';
import { buildWorld, type World } from './world';

/** Whose pages stood open for too long. */
const people: readonly Name[] = thorough ? ['author', 'officer', 'lead', 'secretary', 'ada'] : ['author'];
const toEverybody = /^\/(api|assets)\//;

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

/** Each address that takes a form is asked: no route goes round the one place where forms are answered. */
describe('a form that has expired', () => {
  it.each(people)('comes back to %s with what was typed, wherever it was sent to, and nothing is done', async (who) => {
    const before = await everyTable(world);
    const wrong: string[] = [];
    let shown = 0;
    for (const [url, route] of [...posts.secret, ...posts.others]) {
      if (toEverybody.test(url)) continue;
      const { status, text } = await visitors.sendStale(who, url, posts.filled(url));
      if ([403, 404].includes(status)) continue;
      shown += 1;
      if (status !== 422) wrong.push(`${status} from ${url} (${route})`);
      else if (!text.includes('This form had expired')) wrong.push(`${url} (${route}) does not say why it comes back`);
    }
    expect(wrong).toEqual([]);
    expect(shown).toBeGreaterThan(20);
    expect(await everyTable(world)).toEqual(before);
  });
});
