import { paths } from '@app/kernel';
import { load } from 'cheerio';
import { Agent } from '../support/agent';
import type { Site } from '../support/site';
import { emailOf, type Name, type Reader } from './people';

/** What somebody is answered: its status, and its headers and body as one text. */
export type Read = { status: number; text: string };
export type Fields = Readonly<Record<string, string>>;

/** Cookies, and the tokens that the forms of signed-in people and those of everybody carry. */
type Visit = { cookie: string; tokens: readonly string[] };

const origin = 'http://waymark.test';
const expired = /This form ha[sd] expired/;

/** Everybody who reads the site and sends forms to it, each signed in once. */
export class Visitors {
  private readonly visits = new Map<string, Promise<Visit>>();
  private posts = 0;

  constructor(private readonly site: Site) {}

  /** What somebody reads at an address. A redirect is read where it is: what it leads to is crawled, too. */
  async read(who: Name | Reader, url: string): Promise<Read> {
    const { cookie } = await this.visit(who);
    return readable(await this.site.app.inject({ url, headers: { cookie, 'x-api-key': 'demo-key' } }));
  }

  /**
   * What somebody is answered who sends a form to an address, with the token that the product asks for there.
   * @throws Error when no token is taken: then the guard would have answered, and nothing been tried
   */
  async post(who: Name | Reader, url: string, fields: Fields): Promise<Read> {
    const type = 'application/x-www-form-urlencoded';
    return this.send(who, url, (token) => [type, new URLSearchParams({ ...fields, _csrf: token }).toString()]);
  }

  /** The same for a body of any kind, which is made from the token: its type and its bytes. */
  async send(who: Name | Reader, url: string, make: (token: string) => [string, string | Buffer]): Promise<Read> {
    const { cookie, tokens } = await this.visit(who);
    for (const token of tokens) {
      const [type, payload] = make(token);
      const headers = { cookie, origin, 'content-type': type };
      const answer = readable(await this.inject(url, payload, headers));
      if (!expired.test(answer.text)) return answer;
    }
    throw new Error(`No token of ${who} is taken at ${url}`);
  }

  /** What somebody is answered who sends a form from a page that has stood open for too long. */
  async sendStale(who: Name | Reader, url: string, fields: Fields): Promise<Read> {
    const { cookie } = await this.visit(who);
    const payload = new URLSearchParams({ ...fields, _csrf: 'the-token-of-a-session-before' }).toString();
    const headers = { cookie, origin, 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
    return readable(await this.inject(url, payload, headers));
  }

  /** Each from an address of its own, so that no limit of tries answers instead of the form. */
  private inject(url: string, payload: string | Buffer, headers: Record<string, string>) {
    this.posts += 1;
    const remoteAddress = `10.${this.posts >> 16}.${(this.posts >> 8) & 255}.${this.posts & 255}`;
    return this.site.app.inject({ method: 'POST', url, payload, headers, remoteAddress });
  }

  private visit(who: Name | Reader): Promise<Visit> {
    const begun = this.visits.get(who) ?? this.begin(who);
    this.visits.set(who, begun);
    return begun;
  }

  private async begin(who: Name | Reader): Promise<Visit> {
    const agent: Agent = who === 'anonymous' ? this.site.anonymous() : await this.site.as(emailOf(who));
    await agent.get(who === 'anonymous' ? paths.signIn() : paths.dashboard());
    const form = agent.cookie('waymark_form') ?? '';
    const tokens = [...new Set([String(agent.$('[name=_csrf]').val()), form])];
    return { cookie: `waymark_session=${agent.cookie('waymark_session') ?? ''}; waymark_form=${form}`, tokens };
  }
}

/**
 * The forms of a page that change something, by their address, filled in: with what stands in them, the first of what
 * is to choose, and words where there are none.
 */
export function formsOf(page: string, url: string): [string, Fields][] {
  if (!page.includes('method="post"')) return [];
  const $ = load(page);
  return $('main form[method=post]')
    .toArray()
    .map((form) => {
      const fields: Record<string, string> = {};
      for (const one of $(form).find('[name]').toArray()) {
        const name = $(one).attr('name') ?? '';
        const value = $(one).is('select') ? $(one).find('option[value!=""]').attr('value') : $(one).val();
        fields[name] ??= [value].flat()[0] || 'Words of somebody';
      }
      return [($(form).attr('action') ?? url).split('?')[0] ?? url, fields];
    });
}

function readable({ statusCode, body, headers }: { statusCode: number; body: string; headers: unknown }): Read {
  // Calendars fold their lines.
  return { status: statusCode, text: `${JSON.stringify(headers)}${body.replaceAll(/\r\n[ \t]/g, '')}` };
}
