import { Refused } from '@app/kernel';
import { operationGroups } from '../../apps/web/src/pages/revisions/operations';
import type { Name } from '../leak/people';
import { addressesOf, fillingsOf, notCrawled, routesOf } from '../leak/routes';
import { type Read, Visitors } from '../leak/visitors';
import { buildWorld, type World } from '../leak/world';
import { thorough } from '../support/thorough';
import { bodyWith, type Field, formsOn, type SeenForm } from './forms';
import { type Nasty, nastyFor } from './nasty';
import { notTried } from './not-tried';

/** Each has pages and forms that the others have not. */
const people = ['author', 'officer', 'ada', 'lead', 'secretary', 'waiter', 'c1', 'mo', 'anonymous'] as const;
type Who = Name | 'anonymous';
/** Where no form is, and much to read. */
const withoutForms = /^\/(api|editions|assets|open-data|panel-calendars|unsubscribe)\b|\.(csv|json|jsonld|atom|ics|svg)$|\/(versions|files)\//;
const tried = 'Tried to the end, and taken back';

let world: World;
let visitors: Visitors;
let pages: string[];
let posts: { route: string; pattern: RegExp }[];
/** What each route answered to forms that were filled in as they should be. */
const answered = new Map<string, Set<string>>();
const known = new Set<string>();

beforeAll(async () => {
  world = await buildWorld();
  visitors = new Visitors(world.site);
  await Promise.all(people.map((who) => visitors.read(who, '/')));
  const kinds = operationGroups.flatMap(({ forms }) => Object.keys(forms));
  const fillings = { ...(await fillingsOf(world)), '/admin/revisions/:id/operations/new/:kind': kinds };
  pages = routesOf(world.site.app, 'GET')
    .filter((route) => !notCrawled.has(route) && !withoutForms.test(route))
    .flatMap((route) => addressesOf(route, fillings).slice(0, route.includes('operations/new') ? kinds.length : 6))
    .filter((url) => !withoutForms.test(url));
  posts = routesOf(world.site.app, 'POST')
    .map((route) => ({ route, pattern: new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`) }))
    .sort((one, other) => one.route.split(':').length - other.route.split(':').length);
  takeBackEachChange();
}, 300_000);
afterAll(() => world?.site.close());

/** Every verb runs to the end of its transaction, with all that the database holds against it, and changes nothing. */
function takeBackEachChange(): void {
  const { db } = world.site;
  const write = db.write.bind(db);
  jest.spyOn(db, 'write').mockImplementation((work) =>
    write(async (tx) => {
      await work(tx);
      await tx.rows('set constraints all immediate');
      throw new Refused([{ text: tried }]);
    }),
  );
}

/** The forms that this person finds and nobody found before, of many that are alike the first. */
async function formsFor(who: Who): Promise<{ form: SeenForm; first: boolean }[]> {
  const found: { form: SeenForm; first: boolean }[] = [];
  for (const url of pages) {
    const { text } = await visitors.read(who, url);
    formsOn(text, url).forEach((form, turn) => {
      const asks = form.fields.map(({ name }) => name.replaceAll(/[0-9a-f-]{36}|[A-Z]+\d+/g, '')).join();
      const key = `${form.action.replaceAll(/[0-9a-f-]{36}|\d+/g, '')} ${asks} ${turn}`;
      if (!known.has(key) && !notTried.has(routeOf(form))) found.push({ form, first: turn === 0 });
      known.add(key);
    });
  }
  return found;
}

const routeOf = ({ action }: SeenForm): string => posts.find(({ pattern }) => pattern.test(action))?.route ?? action;

/** Sends a form as it should be, and with each field as it should not be. @returns what is wrong with the answers */
async function attack(who: Who, form: SeenForm, each: (field: Field, at: number) => readonly Nasty[]): Promise<string[]> {
  const send = (at?: string, nasty?: Nasty): Promise<Read> =>
    visitors.send(who, form.action, (token) => bodyWith(form, token, at, nasty));
  const base = await send();
  const said = base.text.includes(tried) ? 'tried' : String(base.status);
  answered.set(routeOf(form), (answered.get(routeOf(form)) ?? new Set()).add(said));
  const found = wrong(base).map((what) => `${who} gets ${what} from ${form.action}`);
  for (const [at, field] of form.fields.entries()) {
    for (const nasty of each(field, at)) {
      const what = wrong(await send(field.name, nasty));
      found.push(...what.map((text) => `${who} gets ${text} from ${routeOf(form)} for ${nasty.says} as ${field.name}`));
    }
  }
  return found;
}

function wrong({ status, text }: Read): string[] {
  if (status >= 500) return [String(status)];
  const net = /cannot be stored|It may have been sent twice|A number or date in it is too large/i.exec(text);
  if (net !== null) return ['what only the database refused'];
  return status === 422 && !/error-summary|This cannot be done/.test(text) ? ['422 without a word'] : [];
}

describe('what no form expects', () => {
  it.each(people)(
    'is answered by each form that %s finds, beside the field or with a page that says why, never by a fault',
    async (who) => {
      const found: string[] = [];
      let turn = 0;
      for (const { form, first } of await formsFor(who)) {
        turn += 1;
        const some = (field: Field, at: number): readonly Nasty[] => {
          const all = nastyFor(field);
          if (thorough) return first ? all : all.slice(0, 4);
          if (!first && at !== turn % form.fields.length) return [];
          return [0, 7, 15].map((step) => all[(turn + at + step) % all.length] as Nasty);
        };
        found.push(...(await attack(who, form, some)));
      }
      expect(found).toEqual([]);
    },
    900_000,
  );

  it('was sent to every address that takes a form, and most forms were taken as they should be', () => {
    const missed = posts.map(({ route }) => route).filter((route) => !answered.has(route) && !notTried.has(route));
    expect(missed).toEqual([]);
    const untaken = [...answered].filter(([, said]) => !said.has('tried') && !said.has('303')).map(([route, said]) => [route, ...said].join(' '));
    expect(untaken).toEqual([]);
  });
});
