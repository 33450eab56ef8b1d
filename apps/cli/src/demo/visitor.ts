import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { Element } from 'domhandler';

/** What is typed into a form, by the names of its fields. */
export type Values = Readonly<Record<string, string | readonly string[]>>;

/** What a visitor got: the page and where it stands. */
export type Visit = { url: string; status: number; body: string };

/**
 * Somebody with a browser without JavaScript: keeps cookies, follows redirects, fills in the forms that stand on the
 * page, with their hidden fields.
 */
export class Visitor {
  private readonly cookies = new Map<string, string>();
  visit: Visit = { url: '', status: 0, body: '' };

  /** `own`: headers that each of their requests has. */
  constructor(
    private readonly base: string,
    readonly person: string | null,
    private readonly own: Readonly<Record<string, string>> = {},
  ) {}

  /** The current page, to look things up in. */
  get page(): CheerioAPI {
    return load(this.visit.body);
  }

  /** The visible text of the current page, on one line. */
  get text(): string {
    const page = this.page;
    page('script, style, head').remove();
    return page.root().text().replaceAll(/\s+/g, ' ');
  }

  /** The visible text of what the current page is about, without what stands on every page. */
  get mainText(): string {
    return this.page('main').text().replaceAll(/\s+/g, ' ').trim();
  }

  /** Goes to an address of the site; a program sends headers of its own. */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Visit> {
    return this.go('GET', path, null, headers);
  }

  /** Follows the first link whose text has these words. @throws Error when there is none */
  async follow(words: string): Promise<Visit> {
    const page = this.page;
    const link = page('main a, .govuk-breadcrumbs a')
      .toArray()
      .find((one) => page(one).text().replaceAll(/\s+/g, ' ').includes(words));
    const href = link === undefined ? undefined : page(link).attr('href');
    if (href === undefined) throw new Error(`No link "${words}" on ${this.visit.url}`);
    return this.get(href);
  }

  /** Sends the form that posts to an address with this ending, its own values overlaid with the given ones. */
  async submit(ending: string, values: Values = {}): Promise<Visit> {
    const { method, action, body } = this.filledIn(ending, values);
    return method === 'GET' ? this.get(`${action.split('?')[0]}?${body.toString()}`) : this.go('POST', action, body);
  }

  /**
   * Sends the form, and the line goes down after so many milliseconds, or once the answer begins: it is lost. Then the very
   * same is sent again, as a browser does that reloads.
   */
  async submitAgain(ending: string, values: Values, ms: number): Promise<Visit> {
    const { action, body } = this.filledIn(ending, values);
    const lost = await this.ask('POST', new URL(action, this.base), body, {}, ms).catch(() => null);
    await lost?.body?.cancel();
    return this.go('POST', action, body);
  }

  private filledIn(ending: string, values: Values): { method: 'GET' | 'POST'; action: string; body: URLSearchParams } {
    const page = this.page;
    const here = new URL(this.visit.url).pathname;
    const forms = page('main form')
      .toArray()
      .filter((form) => (page(form).attr('action') ?? here).split('?')[0]?.endsWith(ending));
    const found = forms.find((form) => page(form).attr('method')?.toLowerCase() === 'post') ?? forms[0];
    if (found === undefined) throw new Error(`No form to ${ending} on ${this.visit.url}, which says: ${this.mainText}`);
    const form = page(found);
    const body = new URLSearchParams();
    for (const { name, value } of fieldsOf(page, form)) if (!(name in values)) body.append(name, value);
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one);
    const action = form.attr('action') ?? `${here}${new URL(this.visit.url).search}`;
    return { method: form.attr('method')?.toLowerCase() === 'post' ? 'POST' : 'GET', action, body };
  }

  private async go(
    method: 'GET' | 'POST',
    path: string,
    body: URLSearchParams | null,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Visit> {
    let url = new URL(path, this.base);
    let response = await this.request(method, url, body, headers);
    for (let hops = 0; response.status >= 300 && response.status < 400 && hops < 5; hops += 1) {
      url = new URL(response.headers.get('location') ?? '/', url);
      await response.arrayBuffer();
      response = await this.request('GET', url, null, headers);
    }
    this.visit = { url: url.toString(), status: response.status, body: await response.text() };
    return this.visit;
  }

  private async request(
    method: string,
    url: URL,
    body: URLSearchParams | null,
    more: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const response = await this.ask(method, url, body, more, 20_000);
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
      this.cookies.set(name, value);
    }
    return response;
  }

  private ask(
    method: string,
    url: URL,
    body: URLSearchParams | null,
    more: Readonly<Record<string, string>>,
    ms: number,
  ): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    return fetch(url, {
      method,
      body,
      redirect: 'manual',
      headers: { ...this.own, ...more, cookie, ...(method === 'POST' ? { origin: new URL(this.base).origin } : {}) },
      signal: AbortSignal.timeout(ms),
    });
  }
}

function fieldsOf(page: CheerioAPI, form: Cheerio<Element>): { name: string; value: string }[] {
  return form
    .find('input[name], textarea[name], select[name]')
    .toArray()
    .flatMap((element) => {
      const field = page(element);
      const type = field.attr('type') ?? '';
      if (['checkbox', 'radio'].includes(type) && field.attr('checked') === undefined) return [];
      if (type === 'submit') return [];
      const value = field.val();
      return [value ?? ''].flat().map((one) => ({ name: field.attr('name') ?? '', value: String(one) }));
    });
}
