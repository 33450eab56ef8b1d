import { randomBytes } from 'node:crypto';
import { SealedForms } from '@app/accounts';
import { sha256 } from '@app/kernel';
import { CONFIG, type Config } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from './cookies';
import { fieldsOf } from './fields-of';
import { keyFor, seal, unseal } from './sealing';
import { uploadOf } from './uploads';

const hours = 12;

/** What the second cookie says, sealed by us: whose forms this browser may keep, the key that opens them, until when. */
type Browser = { person: string; key: string; until: number };

/** A form as it was sent: where to, and each field with its text. Whose it is, its browser's cookie said. */
export type KeptForm = { person: string; url: string; fields: [name: string, value: string][] };

/**
 * What is sent after its session has ended is kept for who signs in again on the same browser. The cookie that allows it
 * signs nobody in, and what it opens cannot be read without it.
 */
@Injectable()
export class KeptForms {
  private readonly cookieKey: Buffer;

  constructor(
    private readonly forms: SealedForms,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.cookieKey = keyFor('kept-forms cookie', config.sessionSecret ?? '');
  }

  /** At sign-in: this browser may keep forms of this person. What it kept of theirs before still opens, of others it goes. */
  async remember(request: FastifyRequest, reply: FastifyReply, person: string): Promise<void> {
    const before = this.browserOf(request);
    const isSame = before?.person === person;
    if (before !== null && !isSame) await this.forms.forget(sha256(before.key));
    const key = isSame ? before.key : randomBytes(32).toString('base64url');
    const browser: Browser = { person, key, until: Date.now() + hours * 3_600_000 };
    const value = seal(this.cookieKey, JSON.stringify(browser)).toString('base64url');
    void reply.setCookie(cookieName(this.config, 'kept'), value, {
      ...cookieOptions(this.config),
      maxAge: hours * 3600,
    });
  }

  /** At sign-out: what this browser kept goes, too. */
  async forget(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const browser = this.browserOf(request);
    if (browser !== null) await this.forms.forget(sha256(browser.key));
    void reply.clearCookie(cookieName(this.config, 'kept'), cookieOptions(this.config));
  }

  /** Whether this browser may keep forms: else the body of what it sends is not even looked at. */
  isAllowed(request: FastifyRequest): boolean {
    return this.browserOf(request) !== null;
  }

  /** Keeps the form that this request sends, its files left out. @returns its id; null where there is nothing to keep */
  async keep(request: FastifyRequest): Promise<string | null> {
    const browser = this.browserOf(request);
    if (browser === null) return null;
    const fields = fieldsOf((await uploadOf(request)).fields);
    if (fields.length === 0) return null;
    const form: KeptForm = { person: browser.person, url: request.url, fields };
    return this.forms.keep(sha256(browser.key), seal(this.keyOf(browser), JSON.stringify(form)));
  }

  /** What this browser kept of this person; null for what it did not keep, or of somebody else. */
  async open(request: FastifyRequest, person: string, id: string): Promise<KeptForm | null> {
    const browser = this.browserOf(request);
    const sealed = browser && (await this.forms.find(sha256(browser.key), id));
    const text = browser && sealed && unseal(this.keyOf(browser), sealed);
    const form = text === null ? null : (JSON.parse(text) as KeptForm);
    return form?.person === person ? form : null;
  }

  private browserOf(request: FastifyRequest): Browser | null {
    const given = request.cookies[cookieName(this.config, 'kept')] ?? '';
    const text = unseal(this.cookieKey, Buffer.from(given, 'base64url'));
    const browser = text === null ? null : (JSON.parse(text) as Browser);
    return browser !== null && browser.until > Date.now() ? browser : null;
  }

  private keyOf({ key }: Browser): Buffer {
    return keyFor('kept form', key, this.config.sessionSecret ?? '');
  }
}
