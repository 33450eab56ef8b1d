import { setTimeout as sleep } from 'node:timers/promises';
import { type Cheerio, type CheerioAPI, load } from 'cheerio';
import type { Element } from 'domhandler';

export type Values = Readonly<Record<string, string | readonly string[]>>;
export type Got = { status: number; headers: Readonly<Record<string, unknown>>; body: string; url: string };

/** An answer as Fastify's `inject` gives it. */
export type Injected = {
  statusCode: number;
  headers: Readonly<Record<string, unknown>>;
  body: string;
  cookies: readonly { name: string; value: string }[];
};

/** What answers: the site in this process, or one over the wire. */
type Answering = {
  inject: (asked: {
    method: 'GET' | 'POST';
    url: string;
    payload?: string | Buffer;
    headers: Record<string, string>;
    remoteAddress: string;
  }) => Promise<Injected>;
};

/**
 * Somebody with a browser without JavaScript: keeps cookies, follows redirects by GET, fills in the forms that stand
 * on the page, with their hidden fields and what is chosen already.
 */
export class Agent {
  private readonly cookies = new Map<string, string>();
  private got: Got = { status: 0, headers: {}, body: '', url: '/' };
  /** The current page, to look things up in. */
  $: CheerioAPI = load('');

  /**
   * @param ip where its requests come from
   * @param origin the public address of the site
   */
  constructor(
    private readonly site: Answering,
    private readonly ip = '127.0.0.1',
    private readonly origin = 'http://waymark.test',
  ) {}

  get status(): number {
    return this.got.status;
  }
  get headers(): Readonly<Record<string, unknown>> {
    return this.got.headers;
  }
  get body(): string {
    return this.got.body;
  }
  /** Where the agent is, after all redirects. */
  get url(): string {
    return this.got.url;
  }
  get title(): string {
    return oneLine(this.$('title').text());
  }
  get heading(): string {
    return oneLine(this.$('h1').first().text());
  }
  /** The text of the page's main part, on one line. */
  get text(): string {
    return oneLine(this.$('main').text());
  }
  /** What the error summary lists. */
  get errors(): string[] {
    return this.$('.govuk-error-summary__list li')
      .toArray()
      .map((item) => oneLine(this.$(item).text()));
  }
  /** The cookie's value, as the browser holds it. */
  cookie(name: string): string | undefined {
    return this.cookies.get(name);
  }

  /** Goes to an address of the site. */
  get(url: string, headers: Record<string, string> = {}): Promise<Got> {
    return this.go('GET', url, undefined, headers);
  }

  /** Goes there again until the page is as it should be: public pages are kept for a moment. @throws Error if it never is */
  async until(url: string, asItShould: () => boolean): Promise<this> {
    for (const end = Date.now() + 15_000; Date.now() < end; await sleep(50)) {
      await this.get(url);
      if (asItShould()) return this;
    }
    throw new Error(`${url} does not come to be as it should (${this.status}): ${this.text}`);
  }

  /** Follows the first link of the page with these words. @throws Error when there is none */
  follow(words: string): Promise<Got> {
    const link = this.$('body a')
      .toArray()
      .find((one) => oneLine(this.$(one).text()).includes(words));
    const href = link === undefined ? undefined : this.$(link).attr('href');
    if (href === undefined) throw new Error(`No link "${words}" on ${this.url}: ${this.text}`);
    return this.get(new URL(href, `${this.origin}${this.url}`).href.replace(this.origin, ''));
  }

  /**
   * Sends the form of the page that a selector finds, or whose address ends so, with its own values and these over
   * them. @throws Error when there is no such form
   */
  submit(form: string, values: Values = {}): Promise<Got> {
    const found = this.form(form);
    const body = new URLSearchParams();
    for (const { name, value } of fieldsOf(this.$, found)) if (!(name in values)) body.append(name, value);
    for (const [name, value] of Object.entries(values)) for (const one of [value].flat()) body.append(name, one);
    const action = found.attr('action') ?? this.url;
    if (found.attr('method')?.toLowerCase() !== 'post') return this.get(`${action.split('?')[0]}?${body.toString()}`);
    return this.post(action, body);
  }

  /** Sends the form of the page with a file in its file field (multipart), its own values and these over them. */
  upload(form: string, file: { name: string; bytes: Buffer } | null, values: Values = {}): Promise<Got> {
    const found = this.form(form);
    const fields = fieldsOf(this.$, found).filter(({ name }) => !(name in values));
    for (const [name, value] of Object.entries(values)) fields.push({ name, value: String(value) });
    const field = found.find('input[type=file]').attr('name') ?? '';
    return this.send(
      found.attr('action') ?? this.url,
      multipart(
        fields.filter(({ name }) => name !== field),
        { field, ...file },
      ),
    );
  }

  /** Sends a form with a file as no page of the site offers it. */
  send(url: string, { boundary, body }: { boundary: string; body: Buffer }): Promise<Got> {
    return this.go('POST', url, body, {
      origin: this.origin,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    });
  }

  /** Sends a body to an address, as no page of the site offers it. */
  post(url: string, body: URLSearchParams, headers: Record<string, string> = { origin: this.origin }): Promise<Got> {
    const type = { 'content-type': 'application/x-www-form-urlencoded' };
    return this.go('POST', url, body.toString(), { ...type, ...headers });
  }

  private form(form: string): Cheerio<Element> {
    const forms = this.$('form').toArray();
    const found = /^[/\w-]+$/.test(form)
      ? forms.find((one) => (this.$(one).attr('action') ?? this.url).split('?')[0]?.endsWith(form))
      : forms.find((one) => this.$(one).is(form));
    if (found === undefined) throw new Error(`No form "${form}" on ${this.url} (${this.status}): ${this.text}`);
    return this.$(found);
  }

  private async go(
    method: 'GET' | 'POST',
    url: string,
    payload?: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<Got> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.site.inject({
      method,
      url,
      payload,
      headers: { cookie, ...headers },
      remoteAddress: this.ip,
    });
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    if (response.statusCode === 303) return this.go('GET', String(response.headers.location));
    this.got = { status: response.statusCode, headers: response.headers, body: response.body, url };
    this.$ = load(response.body);
    return this.got;
  }
}

/** A form with a file as browsers write it: the fields in order, then the file; without one a file without a name. */
export function multipart(
  fields: readonly { name: string; value: string }[],
  file: { field: string; name?: string; bytes?: Buffer },
): { boundary: string; body: Buffer } {
  const boundary = '----waymark';
  const head = (disposition: string): string => `--${boundary}\r\ncontent-disposition: form-data; ${disposition}\r\n`;
  const texts = fields.map(({ name, value }) => `${head(`name="${name}"`)}\r\n${value}\r\n`);
  const name = `${head(`name="${file.field}"; filename="${file.name ?? ''}"`)}content-type: application/octet-stream\r\n\r\n`;
  const parts = [...texts, name, file.bytes ?? '', `\r\n--${boundary}--\r\n`];
  return { boundary, body: Buffer.concat(parts.map((part) => Buffer.from(part as string))) };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** What the form would send as it stands: hidden fields, texts, what is chosen; no buttons. */
function fieldsOf($: CheerioAPI, form: Cheerio<Element>): { name: string; value: string }[] {
  return form
    .find('input[name], textarea[name], select[name]')
    .toArray()
    .flatMap((element) => {
      const field = $(element);
      const type = field.attr('type') ?? '';
      if (['checkbox', 'radio'].includes(type) && field.attr('checked') === undefined) return [];
      if (type === 'submit') return [];
      // Cheerio does not look for the chosen option inside a group of options.
      const chosen = field.is('select') ? field.find('option[selected]').first().attr('value') : undefined;
      return [chosen ?? field.val() ?? '']
        .flat()
        .map((value) => ({ name: field.attr('name') ?? '', value: String(value) }));
    });
}
