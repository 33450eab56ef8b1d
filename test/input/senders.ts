import { Refused } from '@app/kernel';
import { load } from 'cheerio';
import { operationGroups } from '../../apps/web/src/pages/revisions/operations';
import type { Name } from '../leak/people';
import { addressesOf, fillingsOf, notCrawled, routesOf } from '../leak/routes';
import { type Read, Visitors } from '../leak/visitors';
import { buildWorld, type World } from '../leak/world';
import { bodyWith, formsOn, type SeenForm } from './forms';
import type { Nasty } from './nasty';
import { notTried } from './not-tried';

/** Each has forms that the others have not, on these pages: what public pages have is the same for everybody. */
const rooms = {
  anonymous: /^/,
  author: /^\/(proposals|trailblazers|account|dashboard)\b/,
  stranger: /^\/(proposals|trailblazers|decisions|conditions|procedural-reviews)\b/,
  officer: /^\/(?!ballots|meetings|account)/,
  ada: /^\/(admin|panels|ballots|procedural-reviews|decisions)\b/,
  lead: /^\/(panels|ballots|meetings|account)\b/,
  secretary: /^\/(panels|meetings)\b/,
  waiter: /^\/(ballots|meetings|account)\b/,
  voter: /^\/ballots\b/,
  c1: /^\/(ballots|decisions)\b/,
  mo: /^\/moderation\b/,
} satisfies Partial<Record<Name | 'anonymous', RegExp>>;
export const people = Object.keys(rooms) as (keyof typeof rooms)[];
export type Who = Name | 'anonymous';
/** A form, who found it, and whether it is the first of those that differ in what is chosen only. */
export type Found = { who: Who; route: string; form: SeenForm; first: boolean };

const withoutForms =
  /^\/(api|editions|assets|open-data|panel-calendars|unsubscribe|dev|metrics|health|maps|map-changes|admin\/audit|admin\/status)\b|\.(csv|json|jsonld|atom|ics|svg)$|\/(versions|files\/|compare|pipeline|alignment|letter|rehearsal)\b/;
/** What everybody is told whose form ran to its end. */
export const tried = 'Tried to the end, and taken back';

/** The site with all its forms as people find them, where nothing that is sent changes anything. */
export class Senders {
  readonly posts: readonly string[];
  private readonly patterns: readonly { route: string; pattern: RegExp }[];
  /** Every form that anybody found, and of those that are alike the first. */
  readonly seen: Found[] = [];
  readonly alone: Found[] = [];

  private constructor(
    private readonly world: World,
    private readonly visitors: Visitors,
    private readonly fillings: Awaited<ReturnType<typeof fillingsOf>>,
  ) {
    this.posts = routesOf(world.site.app, 'POST').filter((route) => !notTried.has(route));
    this.patterns = this.posts
      .map((route) => ({ route, pattern: new RegExp(`^${route.replaceAll(/:\w+/g, '[^/]+')}$`) }))
      .sort((one, other) => one.route.split(':').length - other.route.split(':').length);
  }

  static async gather(): Promise<Senders> {
    const world = await buildWorld();
    const visitors = new Visitors(world.site);
    const kinds = operationGroups.flatMap(({ forms }) => Object.keys(forms));
    const fillings = { ...(await fillingsOf(world)), '/admin/revisions/:id/operations/new/:kind': kinds };
    const senders = new Senders(world, visitors, fillings);
    await senders.look();
    senders.takeBackEachChange();
    return senders;
  }

  close = (): Promise<void> => this.world.site.close();

  /** The addresses of a route in this world. */
  addresses(route: string): string[] {
    return addressesOf(route, this.fillings);
  }

  /** Sends a form, with something nasty in the place of a field if it is to be so. */
  send(who: Who, form: SeenForm, at?: string, nasty?: Nasty): Promise<Read> {
    return this.visitors.send(who, form.action, (token) => bodyWith(form, token, at, nasty));
  }

  /** Every verb runs to the end of its transaction, with all that the database holds against it, and changes nothing. */
  private takeBackEachChange(): void {
    const { db } = this.world.site;
    const write = db.write.bind(db);
    jest.spyOn(db, 'write').mockImplementation((work) =>
      write(async (tx) => {
        await work(tx);
        await tx.rows('set constraints all immediate');
        throw new Refused([{ text: tried }]);
      }),
    );
  }

  private async look(): Promise<void> {
    const pages = routesOf(this.world.site.app, 'GET')
      .filter((route) => !notCrawled.has(route) && !withoutForms.test(route))
      .flatMap((route) => this.addresses(route).slice(0, /:(kind|list)/.test(route) ? 40 : 5));
    const known = new Set<string>();
    const left = new Set(pages);
    for (const who of people) {
      for (const url of [...left].filter((one) => rooms[who].test(one))) {
        const { status, text } = await this.visitors.read(who, url);
        const forms = formsOn(text, url);
        // Who is led to the sign-in page leaves it to the others; of the page of one form nobody else finds more.
        if ((who === 'anonymous' && status !== 303) || forms.some(({ action }) => action === url)) left.delete(url);
        forms.forEach((form, turn) => this.note({ who, form, turn, known }));
      }
    }
    // No session has to be noted as used again, which would be taken back like all else.
    await this.world.site.db.write((tx) => tx.rows(`update session set seen_at = seen_at + interval '1 day'`));
  }

  private note({ who, form, turn, known }: { who: Who; form: SeenForm; turn: number; known: Set<string> }): void {
    const route = this.patterns.find(({ pattern }) => pattern.test(form.action))?.route;
    if (route === undefined) return;
    const found = { who, route, form, first: turn === 0 };
    const asks = form.fields.map(({ name }) => name.replaceAll(/[0-9a-f-]{36}|[A-Z]+\d+/g, '')).join();
    const like = `${form.action.replaceAll(/[0-9a-f-]{36}|\d+/g, '')} ${asks} ${turn}`;
    if (!known.has(like)) this.alone.push(found);
    known.add(like);
    this.seen.push(found);
  }
}

/** What is wrong with an answer to what no form expects. */
export function faultsOf({ status, text }: Read): string[] {
  if (status >= 500) return [String(status)];
  if (/cannot be stored|It may have been sent twice|is too large or too small/i.test(text)) {
    return ['what only the database refused'];
  }
  if (/(Invalid (input|option|string|UUID|ISO)|Too (big|small):)/.test(text)) return ['the words of a program'];
  return status === 422 && !/error-summary|This cannot be done/.test(text) ? ['422 without a word'] : [];
}

/** The messages of a page by the fields that they stand beside. */
export function messagesOn(text: string): Record<string, string> {
  const $ = load(text.slice(text.indexOf('<')));
  const links = $('.govuk-error-summary__list a').toArray();
  return Object.fromEntries(links.map((link) => [($(link).attr('href') ?? '').slice(1), $(link).text().trim()]));
}
