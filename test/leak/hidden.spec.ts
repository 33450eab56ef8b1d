import { newId } from '@app/kernel';
import type { Reader } from './people';
import { addressesOf, fillingsOf, routesOf } from './routes';
import { type Read, Visitors } from './visitors';
import { buildWorld, type World } from './world';

/** People who are in other groups and on other panels: nothing is told to them of what is not before them. */
const outsiders: readonly Reader[] = ['stranger', 'builder', 'reviewing', 'author', 'waiter'];

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Routes that tell somebody that a thing is there, and why they may know. */
const known: ReadonlyMap<string, string> = new Map([
  ['/conditions/:id', 'conditions of a public decision stand in the register'],
  ['/conditions/:id/meet', 'the same'],
  ['/conditions/:id/check', 'the same'],
  ['/conditions/:id/extend', 'the same'],
  ['/conditions/:id/close', 'the same'],
  ['/procedural-reviews/:id', 'that a decision is reviewed stands in the register'],
  ['/procedural-reviews/:id/consider', 'the same'],
  ['/procedural-reviews/:id/decide', 'the same'],
]);

/** What those who have an interest, or propose it themselves, are told of what they know: in words of its own. */
const ownWords = /You have an interest|You take no part|You submitted this|You are a member of the group that proposes/;

let world: World;
let visitors: Visitors;
let addresses: [url: string, route: string, method: 'GET' | 'POST'][];

beforeAll(async () => {
  world = await buildWorld();
  visitors = new Visitors(world.site);
  const fillings = await fillingsOf(world);
  addresses = (['GET', 'POST'] as const).flatMap((method) =>
    routesOf(world.site.app, method)
      .filter((route) => !known.has(route) && !route.startsWith('/dev') && !route.startsWith('/admin/people'))
      .flatMap((route) => addressesOf(route, fillings).map((url) => [url, route, method] as const))
      .filter(([url]) => url.match(uuid) !== null)
      .map(([url, route]) => [url, route, method] as [string, string, 'GET' | 'POST']),
  );
}, 300_000);
afterAll(() => world?.site.close());

/** An answer as it would be for any id: without ids, tokens and the number of the request. */
const plain = ({ status, text }: Read): string =>
  `${status} ${text.replaceAll(uuid, 'ID').replaceAll(/"(?:x-ratelimit[^"]*|date|content-length|etag)":"[^"]*",?/g, '')}`.replaceAll(
    /name="_csrf" value="[^"]*"/g,
    '',
  );

describe('an id of what is kept from somebody', () => {
  it.each(outsiders)('is to %s as one that does not exist, to read it or to do something to it', async (who) => {
    const told: string[] = [];
    const ask = (url: string, method: 'GET' | 'POST') =>
      method === 'GET' ? visitors.read(who, url) : visitors.post(who, url, {});
    for (const [url, route, method] of addresses) {
      const answer = await ask(url, method);
      if (![403, 404].includes(answer.status) || ownWords.test(answer.text)) continue;
      const last = url.match(uuid)?.at(-1) ?? '';
      const first = url.match(uuid)?.at(0) ?? '';
      for (const id of new Set([first, last])) {
        const other = await ask(url.replace(id, newId()), method);
        if (plain(other) !== plain(answer)) told.push(`${method} ${route}: ${answer.status}, but ${other.status} for another id (${url})`);
      }
    }
    expect([...new Set(told)]).toEqual([]);
  }, 300_000);
});
