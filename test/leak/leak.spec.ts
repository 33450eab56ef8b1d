import type { Agent } from '../support/agent';
import { type Marker, markersOf } from './markers';
import { emailOf, type Name, type Reader, readers } from './people';
import { addressesOf, fillingsOf, getRoutes } from './routes';
import { buildWorld, type World } from './world';

let world: World;
let markers: Marker[];
let addresses: string[];
const sessions = new Map<string, string>();
const t0 = Date.now();
const lap = (w: string) => console.log(w, Date.now() - t0);

beforeAll(async () => {
  world = await buildWorld();
  lap('world');
  markers = markersOf(world);
  const fillings = await fillingsOf(world);
  addresses = getRoutes(world.site.app).flatMap((route) => addressesOf(route, fillings));
  lap('addresses ' + addresses.length);
}, 120_000);
afterAll(() => world?.site.close());

/** What somebody reads at an address. A redirect is read where it is, and not followed: it leads to a crawled address. */
async function read(who: Name | Reader, url: string): Promise<{ status: number; text: string }> {
  if (!sessions.has(who) && who !== 'anonymous') {
    const agent: Agent = await world.site.as(emailOf(who));
    sessions.set(who, `waymark_session=${agent.cookie('waymark_session')}`);
  }
  const headers = { cookie: sessions.get(who) ?? '', 'x-api-key': 'demo-key' };
  const { statusCode, body, headers: given } = await world.site.app.inject({ url, headers });
  // Lines of calendars are folded.
  return { status: statusCode, text: `${JSON.stringify(given)}${body.replaceAll(/\r\n[ \t]/g, '')}` };
}

it('found', async () => {
  const lacking: string[] = [];
  for (const { name, value, found } of markers) {
    for (const [who, url] of found) {
      const { status, text } = await read(who, url);
      if (!text.includes(value)) lacking.push(`${who} does not find the ${name} on ${url} (${status})`);
    }
  }
  lap('found');
  expect(lacking).toEqual([]);
}, 100_000);

it('crawl', async () => {
  const leaks = new Map<string, string>();
  const statuses = new Map<string, Set<number>>();
  const links = new Set<string>();
  for (const who of readers) {
    for (const url of addresses) {
      const { status, text } = await read(who, url);
      statuses.set(url, (statuses.get(url) ?? new Set()).add(status));
      if (status === 200) for (const [, l = ''] of text.matchAll(/href="(\/[^"]*\?[^"]*)"/g)) links.add(l);
      for (const m of markers) {
        if (!text.includes(m.value) || m.seenBy.includes(who) || m.but?.some((b) => b.who.includes(who) && b.on.test(url))) continue;
        leaks.set(`${who} | ${m.name} | ${url.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, ':id').replace(/audit\/\d+/, 'audit/:seq')}`, url);
      }
    }
    lap(who);
  }
  console.log([...leaks].map((l) => l.join('   ')).join('\n'));
  console.log([...statuses].filter(([, s]) => !s.has(200)).map(([u, s]) => `${[...s].join()} ${u}`).join('\n'));
  console.log(links.size, [...links].slice(0, 40).join('\n'));
}, 300000);
