import type { Name, Reader } from './people';
import { addressesOf, fillingsOf, routesOf } from './routes';
import { type Fields, formsOf, type Read, type Visitors } from './visitors';
import type { World } from './world';

/** Who must not get at the secret proposal by any form, as by any page. */
export const outsiders: readonly Reader[] = [
  'interested',
  'noted',
  'employed',
  'confirmed',
  'everything',
  'reviewing',
  'builder',
  'stranger',
  'anonymous',
];

/** Whose pages of the secret proposal have the forms that the others send. */
const entitled: readonly Name[] = ['author', 'officer', 'lead', 'secretary', 'voter'];
/** Pages without forms, and many. */
const withoutForms = /\/(versions|files)\//;

/** Routes that answer an outsider otherwise than by a refusal, and why that says and does nothing. */
export const notRefused: ReadonlyMap<string, string> = new Map([
  ['/proposals/:id/follow', 'a form without its choice shows what this person follows; a whole one is refused'],
  ['/proposals/:id/files/:file/remove', 'of their own draft: it has no such file, and to remove none is quiet'],
  ['/meetings/:id/items/:item/move', 'a form that is not whole shows the meeting as this person reads it'],
  ['/meetings/:id/items/:item/remove', 'the same'],
]);

/** Routes to which nothing is sent, and why. */
const notPosted: ReadonlyMap<string, string> = new Map([
  ['/sign-out', 'ends the visit that goes on'],
  ['/admin/people/:id/end', 'ends the account of somebody who reads'],
  ['/admin/people/:id/sessions/end', 'ends the visits of somebody who reads'],
]);

/** What the forms of the site send to an address, as those who may use them find them there. */
type Filled = (url: string) => Fields;
export type Posts = {
  /** The addresses of the secret proposal, by route: those with an id that belongs to it alone. */
  secret: ReadonlyMap<string, string>;
  /** Of every route as many addresses as it has parts to fill, and one. */
  others: ReadonlyMap<string, string>;
  filled: Filled;
};

/** Where what can be sent. */
export async function postsOf(world: World, visitors: Visitors): Promise<Posts> {
  const [fillings, ids] = [await fillingsOf(world), await secretIds(world)];
  const ofSecret = (url: string): boolean => ids.some((id) => url.includes(id));
  const [secret, others] = [new Map<string, string>(), new Map<string, string>()];
  for (const route of routesOf(world.site.app, 'POST').filter((one) => !notPosted.has(one))) {
    const all = addressesOf(route, fillings);
    for (const url of all.filter(ofSecret)) secret.set(url, route);
    for (const url of all.filter((one) => !ofSecret(one)).slice(0, route.split(':').length)) others.set(url, route);
  }
  const pages = routesOf(world.site.app, 'GET').flatMap((route) => addressesOf(route, fillings));
  return {
    secret,
    others,
    filled: await formsAt(
      visitors,
      pages.filter((url) => ofSecret(url) && !withoutForms.test(url)),
    ),
  };
}

/** Sends something to these addresses, three at a time. @returns what `look` finds wrong with the answers */
export async function sendAll(
  visitors: Visitors,
  who: Reader,
  posts: readonly [url: string, fields: Fields][],
  look: (answer: Read, url: string) => string[],
): Promise<string[]> {
  const [left, found] = [[...posts], [] as string[]];
  const next = async (): Promise<void> => {
    for (let post = left.shift(); post !== undefined; post = left.shift()) {
      const answer = await visitors.post(who, ...post);
      if (answer.status >= 500) found.push(`${who} gets ${answer.status} from ${post[0]}`);
      found.push(...look(answer, post[0]));
    }
  };
  await Promise.all([next(), next(), next()]);
  return found;
}

/** A hash of every table but those of sessions and of refusals, with their events: whatever else a refused form did would show. */
export async function everyTable({ site }: World): Promise<ReadonlyMap<string, string>> {
  const rows = await site.db.read().rows<{ name: string; hash: string }>(
    `select table_name as name, (xpath('//hash/text()', query_to_xml(
       format('select md5(coalesce(string_agg(t::text, chr(10) order by t::text), '''')) as hash from %I t where %s', table_name,
         case table_name when 'event' then 't.type <> ''person.refused''' else 'true' end),
       true, true, '')))[1]::text as hash
     from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('session', 'policy_refusal')`,
  );
  return new Map(rows.map(({ name, hash }) => [name, hash]));
}

async function secretIds({ site, proposals, ballot }: World): Promise<string[]> {
  const rows = await site.db.read().rows<{ id: string }>(
    `select id::text as id from change_request where proposal_id = $1
     union select id::text from evidence_file where proposal_id = $1
     union select id::text from review_invitation where proposal_id = $1
     union select id::text from meeting_item where subject_id = $1`,
    [proposals.secret],
  );
  return [proposals.secret, ballot, ...rows.map(({ id }) => id)];
}

/** The forms on these pages, by the address that they go to; to where none goes, everything that any of them sends. */
async function formsAt(visitors: Visitors, pages: readonly string[]): Promise<Filled> {
  const forms = new Map<string, Fields>();
  const every: Record<string, string> = {};
  const look = async (who: Name): Promise<void> => {
    for (const url of pages) {
      for (const [action, fields] of formsOf((await visitors.read(who, url)).text, url)) {
        forms.set(action, { ...fields, ...forms.get(action) });
        Object.assign(every, fields);
      }
    }
  };
  await Promise.all(entitled.map(look));
  return (url) => forms.get(url) ?? every;
}
