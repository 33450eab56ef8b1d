import { paths } from '@app/kernel';
import type { Browser, BrowserContext, Locator, Page, Route } from 'playwright-core';
import { overflowOnPhone, violations } from './accessible';
import { openChromium } from './chromium';
import { type Site, sitePassword } from './site';

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;
const viewport = { width: 1280, height: 900 };
/** As narrow as WCAG asks of a page to be readable without scrolling sideways (1.4.10). */
export const phone = { width: 320, height: 900 };

/** What pages have said on the console since somebody last asked. */
const said = new WeakMap<Page, string[]>();
/** For each page without scripts the one in which axe, a script itself, looks at a copy of it. */
const copies = new WeakMap<Page, Page>();

/** A real browser on a site, in which each person has a tab. `close` in `afterAll`, before the site. */
export class Browsing {
  private readonly tabs = new Map<string, Page>();
  private readonly sessions = new Map<string, Session>();

  private constructor(
    private readonly browser: Browser,
    private readonly baseURL: string,
  ) {}

  /** Lets the site listen, and opens a browser on it. */
  static async on(site: Site): Promise<Browsing> {
    await site.app.listen(0, '127.0.0.1');
    return new Browsing(await openChromium(), await site.app.getUrl());
  }

  /**
   * The tab of the person with the address NAME@example.test, who signs in once; null is somebody without an account.
   * It stays open from test to test, and is wide again: a new one takes Chromium longer than most pages.
   */
  async tab(name: string | null, scripts = true): Promise<Page> {
    const key = `${name} ${scripts}`;
    const page = this.tabs.get(key) ?? (await this.another(name, scripts));
    this.tabs.set(key, page);
    await page.setViewportSize(viewport);
    return page;
  }

  /** One more tab of that person, with cookies of its own. */
  async another(name: string | null, scripts = true): Promise<Page> {
    const storageState = this.sessions.get(String(name));
    const { browser, baseURL } = this;
    const context = await browser.newContext({ baseURL, javaScriptEnabled: scripts, viewport, storageState });
    const page = await context.newPage();
    listen(page);
    if (!scripts) copies.set(page, await this.forCopies());
    if (name !== null && storageState === undefined) {
      await signIn(page, `${name}@example.test`);
      this.sessions.set(name, await context.storageState());
    }
    return page;
  }

  /** A page that runs axe, and no script of ours. */
  private async forCopies(): Promise<Page> {
    const context = await this.browser.newContext({ viewport });
    await context.route('**/*.js', (route) => route.abort());
    return context.newPage();
  }

  /** Who has signed out signs in again in the next tab. */
  forget(name: string): void {
    this.sessions.delete(name);
    for (const scripts of [true, false]) this.tabs.delete(`${name} ${scripts}`);
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}

function listen(page: Page): void {
  const words: string[] = [];
  said.set(page, words);
  page.on('pageerror', (error) => words.push(String(error)));
  page.on('console', (message) => {
    // What Chromium says of an answer that refuses a form, or of a page that is not there.
    if (message.text().includes('Failed to load resource')) return;
    if (['error', 'warning'].includes(message.type())) words.push(message.text());
  });
}

/** Signs somebody in through the form, by keyboard: they are on their dashboard afterwards. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(paths.signIn());
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(sitePassword);
  await follow(page);
  if (new URL(page.url()).pathname !== paths.dashboard()) throw new Error(`${email} cannot sign in`);
}

/**
 * Presses Enter on a link or a button, or where the focus stands in a form, and waits for the page to which that leads.
 * Playwright does not wait for it: what is read at once may still be the page before.
 */
export async function follow(control: Locator | Page): Promise<void> {
  const [page, keys] = 'keyboard' in control ? [control, control.keyboard] : [control.page(), control];
  await Promise.all([page.waitForEvent('load'), keys.press('Enter')]);
}

/** Presses Enter on what does not lead away: a disclosure, a link to a field. */
export async function press(control: Locator): Promise<void> {
  await control.press('Enter');
}

/** Opens every disclosure on the page: what stands in it is judged, too. */
export async function unfold(page: Page): Promise<void> {
  const closed = page.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await press(closed.first());
}

/** The page as it stands, where axe can run: itself, or its copy where it has no scripts. */
async function lookedAt(page: Page): Promise<Page> {
  const copy = copies.get(page);
  if (copy === undefined) return page;
  const [html, size] = [await page.content(), page.viewportSize()];
  if (size) await copy.setViewportSize(size);
  const answer = (route: Route) => route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' });
  await copy.route(page.url(), answer);
  await copy.goto(page.url());
  await copy.unroute(page.url(), answer);
  return copy;
}

/** What axe has looked at in this file. */
const seen = new Set<string>();
/** What makes pages alike for axe: what stands on them by its kind, not by its words. */
const kind = `[...document.querySelectorAll('main form, main table, main details[open], main [class*=error]')].map((one) => one.tagName + one.className).join()`;

/**
 * Whether axe has looked at a page like this one before, in this file: at the same address (of another thing), as wide,
 * with as many forms, tables and errors. Journeys are played with scripts and without, and mostly see the same twice.
 */
async function isSeen(page: Page): Promise<boolean> {
  const { pathname, search } = new URL(page.url());
  const address = `${pathname}${search}`.replaceAll(/[0-9a-f-]{36}|\d+/g, '*');
  const key = [address, page.viewportSize()?.width, await page.evaluate<string>(kind)].join(' ');
  const before = seen.has(key);
  seen.add(key);
  return before;
}

/** The long texts of a page that say nowhere how many characters they take. */
const unlimited = `[...document.querySelectorAll('main textarea')].filter((field) => {
  const told = (field.getAttribute('aria-describedby') ?? '').split(' ').map((id) => document.getElementById(id));
  return !told.some((one) => /\\d characters/.test(one?.textContent ?? ''));
}).map(({ name }) => name)`;

/** Elements with a quote in the name of an attribute: a template closed one twice, or not at all. */
const misquoted = `[...document.querySelectorAll('*')].flatMap((one) => [...one.attributes].some(({ name }) => /["'<]/.test(name)) ? [one.outerHTML.slice(0, 80)] : [])`;

/**
 * What is wrong with the page as it stands, in words: what axe finds at this width, another number of first headings
 * than one, what it said on the console, an attribute that is quoted wrong, and that it is wider than a phone.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  const faults = (await isSeen(page)) ? [] : await violations(await lookedAt(page));
  const headings = await page.evaluate<number>(`document.querySelectorAll('h1').length`);
  if (headings !== 1) faults.push(`It has ${headings} first headings`);
  faults.push(...(said.get(page)?.splice(0) ?? []));
  for (const name of await page.evaluate<string[]>(unlimited)) faults.push(`${name} does not say how long it may be`);
  for (const start of await page.evaluate<string[]>(misquoted)) faults.push(`It quotes an attribute wrong: ${start}`);
  const overflow = await overflowOnPhone(page);
  if (overflow > 0) faults.push(`It is ${overflow} pixels wider than a phone`);
  if (size) await page.setViewportSize(size);
  return faults;
}
