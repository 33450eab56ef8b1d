import { newId } from '@app/kernel';
import { playedFor } from '../support/thorough';
import type { Reader } from './people';
import { addressesOf, fillingsOf, routesOf } from './routes';
import { type Read, Visitors } from './visitors';
import { buildWorld, type World } from './world';

/** People who are in other groups and on other panels: nothing is told to them of what is not before them. */
const outsiders: readonly Reader[] = ['stranger', 'builder', 'reviewing', 'author', 'waiter'];

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Where the thing itself stands: who reads it there knows of it, and may be told what they may not do to it. */
const homes = ['proposals', 'ballots', 'meetings', 'decisions', 'trailblazers', 'admin/revisions', 'review'];

/** Ids that are public by themselves: conditions and reviews of decisions stand in the register. */
const inPublic = /^\/(conditions|procedural-reviews)\//;

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
      .filter((route) => !inPublic.test(route) && !/^\/(dev|admin\/people)\b/.test(route))
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

const found = new Map<string, Promise<boolean>>();

/** Whether somebody reads the page of a thing, or is led on from there (to declare their interests first). */
function knows(who: Reader, id: string): Promise<boolean> {
  const asked = async () => {
    for (const home of homes) if ([200, 303].includes((await visitors.read(who, `/${home}/${id}`)).status)) return true;
    return false;
  };
  const answer = found.get(`${who} ${id}`) ?? asked();
  found.set(`${who} ${id}`, answer);
  return answer;
}

describe('an id of what is kept from somebody', () => {
  it.each(playedFor<Reader>(outsiders, ['stranger', 'waiter'], 'an id of what is kept from somebody'))(
    'is to %s as one that does not exist, to read it or to do something to it',
    async (who) => {
      const told: string[] = [];
      const ask = (url: string, method: 'GET' | 'POST') =>
        method === 'GET' ? visitors.read(who, url) : visitors.post(who, url, {});
      for (const [url, route, method] of addresses) {
        const answer = await ask(url, method);
        if (![403, 404].includes(answer.status) || ownWords.test(answer.text)) continue;
        for (const id of new Set(url.match(uuid))) {
          if (await knows(who, id)) continue;
          const other = await ask(url.replace(id, newId()), method);
          if (plain(other) !== plain(answer))
            told.push(`${method} ${route}: ${answer.status}, but ${other.status} for another id (${url})`);
        }
      }
      expect([...new Set(told)]).toEqual([]);
    },
    300_000,
  );
});
