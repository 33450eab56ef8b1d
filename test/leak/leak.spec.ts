import { paths } from '@app/kernel';
import { playedFor } from '../support/thorough';
import { afterDecision, afterRecommendation, type Marker, markersOf, standsIn } from './markers';
import { emailOf, type Reader, readers } from './people';
import { everyTable, notRefused, outsiders, type Posts, postsOf, sendAll } from './posting';
import { addressesOf, answersNothing, fillingsOf, notCrawled, questionsOf, routesOf } from './routes';
import { type Fields, Visitors } from './visitors';
import { buildWorld, type World } from './world';

let world: World;
let visitors: Visitors;
let posts: Posts;
let markers: Marker[];
/** Each address by the route that it belongs to. */
let addresses: Map<string, string>;
const statuses = new Map<string, Set<number>>();
/** What only who is signed in reads. What anonymous visitors read is the same for everybody: those pages know nobody. */
const forSignedIn: string[] = [];
/** Files that only who is signed in can have: the request in which each was taken, by its route. */
const taken = new Map<string, string>();

beforeAll(async () => {
  world = await buildWorld();
  visitors = new Visitors(world.site);
  markers = markersOf(world);
  const fillings = await fillingsOf(world);
  const routes = routesOf(world.site.app, 'GET').filter((route) => !notCrawled.has(route));
  addresses = new Map(routes.flatMap((route) => addressesOf(route, fillings).map((address) => [address, route])));
  const sought = markers.filter(({ name }) => ['title', 'reference', 'group', 'jobTitle', 'draft'].includes(name));
  posts = await postsOf(world, visitors);
  for (const address of questionsOf(sought.map(({ value }) => value))) addresses.set(address, '');
}, 300_000);
afterAll(() => world?.site.close());

/** Nobody; a stranger; who has every role and an interest; who proposes: those to whom most is closed, or open. */
const few = ['anonymous', 'stranger', 'everything', 'author'] as const;

async function lacking(sought: readonly Marker[]): Promise<string[]> {
  const found: string[] = [];
  for (const marker of sought) {
    const { name, value, found: places, kept, counted } = marker;
    if (places.length === 0 && kept === undefined && counted !== true) found.push(`Nobody is said to find the ${name}`);
    for (const [who, url] of places) {
      const { status, text } = await visitors.read(who, url);
      if (!standsIn(text, marker)) found.push(`${who} does not find the ${name} on ${url} (${status})`);
    }
    if (kept === undefined) continue;
    const sql = `select 1 from ${kept[0]} where ${kept[1]} like '%' || $1 || '%'`;
    if ((await world.site.db.read().one(sql, [value])) === null) found.push(`The ${name} stands nowhere`);
  }
  return found;
}

/** What was mailed to somebody and says what they must not read. */
async function leaksMailedTo(who: Reader): Promise<string[]> {
  const mails = await world.site.db
    .read()
    .rows<{ subject: string; text: string }>(
      `select subject, subject || ' ' || body || headers::text as text from dev_inbox where recipient = $1`,
      [who === 'anonymous' ? '' : emailOf(who)],
    );
  return mails.flatMap(({ subject, text }) => leaksIn(text, who, `the mail ${subject}`));
}

/** What this person reads there and must not, in words. */
function leaksIn(text: string, who: Reader, where: string): string[] {
  return markers
    .filter((marker) => {
      const { seenBy, but = [] } = marker;
      const may = seenBy.includes(who) || but.some((one) => one.who.includes(who) && one.on.test(where));
      return !may && standsIn(text, marker);
    })
    .map(({ name, value }) => `${who} reads the ${name} (${value}) on ${where}`);
}

/** Everything that this person can read: every address, and what its pages link to with a question in the address. */
async function crawl(who: Reader): Promise<string[]> {
  const leaks: string[] = [];
  const left = who === 'anonymous' ? [...addresses.keys()] : [...forSignedIn];
  if (who === 'anonymous') forSignedIn.length = 0;
  const known = new Set(left);
  const next = async (): Promise<void> => {
    for (let url = left.shift(); url !== undefined; url = left.shift()) {
      const { status, text } = await visitors.read(who, url);
      leaks.push(...leaksIn(text, who, `${url} (${addresses.get(url) ?? 'a link'})`));
      const route = addresses.get(url) ?? '';
      statuses.set(route, (statuses.get(route) ?? new Set()).add(status));
      if (status >= 500) leaks.push(`${who} gets ${status} from ${url}`);
      if (who === 'anonymous') {
        if (status === 303 && text.includes('/sign-in')) forSignedIn.push(url);
        continue;
      }
      const file = /^{(?!.*"content-type":"text\/html).*"x-request-id":"([\w-]+)"/.exec(text)?.[1];
      // What a page links to with a question in the address has no route here, and may be a public file.
      if (status === 200 && file !== undefined && route !== '') taken.set(file, route);
      for (const [, link = ''] of text.matchAll(/href="(\/[^"]*\?[^"]*)"/g)) {
        const linked = link.replaceAll('&amp;', '&');
        if (!known.has(linked) && !/^\/(occupations|maps|map-changes|search|sign-in)\b/.test(linked)) left.push(linked);
        known.add(linked);
      }
    }
  };
  await Promise.all([next(), next(), next()]);
  return leaks;
}

describe('what stands in the fields of a proposal, and in what people do with it', () => {
  it('is found by those who are entitled to it, where it belongs', async () => {
    expect(await lacking(markers)).toEqual([]);
  });

  // First the anonymous visitor: where they are led to the sign-in page, the others read on.
  it.each(['anonymous', ...readers.filter((who) => who !== 'anonymous')] as const)(
    'is not read by %s without being entitled to it, on any page, list, file, feed or answer of an API',
    async (who) => expect(await crawl(who)).toEqual([]),
  );

  it.each(readers)('stands in no mail to %s', async (who) => {
    expect(await leaksMailedTo(who)).toEqual([]);
  });

  it('was looked for on every route: each answers somebody', () => {
    const silent = [...statuses].filter(([route, found]) => [...found].join() === '404' && !answersNothing.has(route));
    expect(silent.map(([route]) => route)).toEqual([]);
  });
});

describe('a file that only who is signed in can have', () => {
  it('is in the trail whoever takes it, by whichever route', async () => {
    expect([...new Set(taken.values())]).toEqual(
      expect.arrayContaining(['/admin/audit.csv', '/trailblazers/interest.csv', '/proposals/:id/files/:file']),
    );
    const found = await world.site.db
      .read()
      .rows<{ id: string }>(
        `select request_id as id from event where type = 'export.ended' and request_id is not null`,
      );
    const recorded = new Set(found.map(({ id }) => id));
    expect([...taken].filter(([request]) => !recorded.has(request)).map(([, route]) => route)).toEqual([]);
  });
});

describe('a form that is sent to an address of the secret proposal', () => {
  let before: ReadonlyMap<string, string>;
  beforeAll(async () => {
    before = await everyTable(world);
  });

  it.each(playedFor<Reader>(outsiders, ['interested', ...few.slice(0, 3)], 'a form of the secret proposal'))(
    'is refused, empty or filled in, when %s sends it: nothing is said and nothing changes',
    async (who) => {
      const refused = who === 'anonymous' ? [303, 403, 404] : [403, 404];
      const both = [...posts.secret.keys()].flatMap((url): [string, Fields][] => [
        [url, {}],
        [url, posts.filled(url)],
      ]);
      const found = await sendAll(visitors, who, both, ({ status, text }, url) => {
        const route = posts.secret.get(url) ?? '';
        const wrong =
          refused.includes(status) || notRefused.has(route) ? [] : [`${who} gets ${status} from ${url} (${route})`];
        return [...wrong, ...leaksIn(text, who, `${url} (${route})`)];
      });
      expect(found).toEqual([]);
      expect(await everyTable(world)).toEqual(before);
    },
  );

  it('has the fields with which those who may send it would be heard', async () => {
    const { choice, reason, key } = posts.filled(paths.ballotPart(world.ballot, 'vote'));
    expect([choice, reason, key]).toEqual([
      expect.any(String),
      expect.any(String),
      expect.stringMatching(/^[\w-]{36}$/),
    ]);
  });
});

describe('after the panel has closed its ballot, and before the committee has decided', () => {
  it('what it recommends is found by those who are entitled to it', async () => {
    await world.recommend();
    markers.push(...afterRecommendation(world));
    expect(await lacking(markers)).toEqual([]);
  });

  const all = ['anonymous', 'interested', 'everything', 'reviewing', 'builder', 'stranger', 'author'] as const;
  it.each(playedFor<Reader>(all, few, 'what the panel recommends'))(
    'is neither read by %s nor mailed to them, nor are the votes',
    async (who) => {
      expect(await crawl(who)).toEqual([]);
      expect(await leaksMailedTo(who)).toEqual([]);
    },
  );
});

describe('after the committee has decided', () => {
  it('the item is public by name, with its minutes; who took no part in it finds that on its address', async () => {
    const ballot = await world.decide();
    markers = afterDecision(world, markers, ballot, paths.routePanelMinutes('digital', 1));
    addresses.set(paths.ballot(ballot), '/ballots/:id');
    expect(await lacking(markers)).toEqual([]);
  });

  const all = ['anonymous', ...readers.filter((who) => who !== 'anonymous')] as const;
  it.each(playedFor<Reader>(all, [...few, 'waiter', 'interested'], 'votes, reasons and papers after the decision'))(
    'votes, their reasons, papers, reviewers and drafts are still not read by %s without being entitled to it',
    async (who) => {
      expect(await crawl(who)).toEqual([]);
      expect(await leaksMailedTo(who)).toEqual([]);
    },
  );
});

describe('a form without what it asks for', () => {
  // What is sent may change something where its sender is entitled to it: so this comes last.
  const all = ['anonymous', 'interested', 'everything', 'stranger', 'author', 'waiter', 'ada'] as const;
  it.each(playedFor<Reader>(all, few, 'a form without what it asks for'))(
    'says nothing to %s, wherever it is sent to, that they must not read',
    async (who) => {
      const { secret, others } = posts;
      const routes = new Map(outsiders.includes(who) ? others : [...others, ...secret]);
      const empty = [...routes.keys()].map((url): [string, Fields] => [url, {}]);
      const look = ({ text }: { text: string }, url: string) => leaksIn(text, who, `${url} (${routes.get(url)})`);
      expect(await sendAll(visitors, who, empty, look)).toEqual([]);
      if (who !== 'anonymous') expect((await visitors.read(who, paths.dashboard())).status).toBe(200);
    },
  );
});
