import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as pause } from 'node:timers/promises';
import { AwsV4Signer } from 'aws4fetch';
import { load } from 'cheerio';
import { FilesUnavailable } from './file-store';

/** A bucket and the key to it. Its address is in either style: `https://HOST/BUCKET` or `https://BUCKET.HOST`. */
export type S3Place = Readonly<{ url: string; region: string; keyId: string; secret: string }>;

/**
 * How long is waited, in milliseconds: for the end of an upload with all its tries, for any other answer, for more of
 * one that has begun, and before a second try.
 */
export type Patience = Readonly<{ upload: number; answer: number; between: number; again: number }>;

/** Longer than a good store ever needs, and shorter than people wait. */
export const usualPatience: Patience = { upload: 40_000, answer: 10_000, between: 20_000, again: 300 };

type Listed = { key: string; writtenAt: Date };
type Question = {
  method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  key?: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: () => Readable;
};

const tries = 3;
const hashOfNothing = createHash('sha256').digest('hex');

/**
 * A bucket of a server that speaks the S3 protocol: the six questions that a store of files has. Each is asked up to
 * three times while the server fails or cannot be reached, and given up after a while: then it is `FilesUnavailable`,
 * and so is every refusal (a wrong key, no such bucket).
 */
export class S3Bucket {
  constructor(
    private readonly place: S3Place,
    private readonly patience: Patience = usualPatience,
  ) {}

  /** Stores a file: the server checks its bytes against the hash before it takes it. */
  async put(key: string, { path, size, sha256 }: { path: string; size: number; sha256: string }): Promise<void> {
    const headers = {
      'content-length': String(size),
      'content-type': 'application/octet-stream',
      'x-amz-content-sha256': sha256,
    };
    await this.brief({ method: 'PUT', key, headers, body: () => createReadStream(path) }, this.patience.upload);
  }

  /** A file's bytes as they come, null when there is none. They break off when nothing more comes for a while. */
  async get(key: string): Promise<Readable | null> {
    const stop = new AbortController();
    return within(this.patience.answer, stop, async () => {
      const answer = await this.answerTo({ method: 'GET', key }, stop.signal);
      if (answer.status !== 404) return this.streamOf(answer, stop);
      const code = await codeOf(answer);
      if (code !== 'NoSuchKey') throw new FilesUnavailable(`404 ${code}`);
      return null;
    });
  }

  /** When a file was last written, by the server's clock (which may be 15 minutes off at most); null: there is none. */
  async writtenAt(key: string): Promise<Date | null> {
    const { status, headers } = await this.brief({ method: 'HEAD', key });
    return status === 404 ? null : new Date(headers.get('last-modified') ?? '');
  }

  /** Removes a file; quiet when there is none. */
  async remove(key: string): Promise<void> {
    await this.brief({ method: 'DELETE', key });
  }

  /** The files whose key begins so, page by page as the server gives them (ListObjectsV2). */
  async *list(prefix: string): AsyncGenerator<Listed[]> {
    let token: string | undefined;
    do {
      const query = { 'list-type': '2', prefix, ...(token === undefined ? {} : { 'continuation-token': token }) };
      const { text } = await this.brief({ method: 'GET', query });
      const $ = load(text, { xml: true });
      yield $('Contents')
        .toArray()
        .map((one) => ({
          key: $(one).find('Key').text(),
          writtenAt: new Date($(one).find('LastModified').text()),
        }));
      const next = $('NextContinuationToken').text();
      token = next === '' ? undefined : next;
    } while (token !== undefined);
  }

  /** Asks once, for as little as there is, whether the bucket answers to this key. @throws FilesUnavailable */
  async greet(patience: number): Promise<void> {
    await this.brief({ method: 'GET', query: { 'list-type': '2', 'max-keys': '1' } }, patience, 1);
  }

  /** An answer that is short: read to its end. */
  private async brief(
    question: Question,
    patience = this.patience.answer,
    most = tries,
  ): Promise<{ status: number; headers: Headers; text: string }> {
    const stop = new AbortController();
    return within(patience, stop, async () => {
      const answer = await this.answerTo(question, stop.signal, most);
      const { status, headers } = answer;
      return { status, headers, text: await answer.text() };
    });
  }

  /** The first answer that is none of a failing server; 404 is one, for who asks for a key. */
  private async answerTo(question: Question, signal: AbortSignal, most = tries): Promise<Response> {
    for (let tried = 1; ; tried += 1) {
      const answer = await this.ask(question, signal).catch((error: unknown) => error);
      if (answer instanceof Response && answer.ok) return answer;
      const missing = answer instanceof Response && answer.status === 404 && question.method !== 'PUT';
      if (missing && question.key !== undefined) return answer;
      const reason = answer instanceof Response ? `${answer.status} ${await codeOf(answer)}` : wordsOf(answer);
      if (signal.aborted) throw signal.reason;
      if (tried === most || !isPassing(answer)) throw new FilesUnavailable(reason);
      await pause(this.patience.again * 3 ** (tried - 1) * (0.5 + Math.random()), undefined, { signal });
    }
  }

  private async ask({ method, key, query, headers, body }: Question, signal: AbortSignal): Promise<Response> {
    const { url, region, keyId, secret } = this.place;
    const asked = new URL(key === undefined ? url : `${url}/${key}`);
    for (const [name, value] of Object.entries(query ?? {})) asked.searchParams.set(name, value);
    const signed = await new AwsV4Signer({
      method,
      url: asked.href,
      headers: { 'x-amz-content-sha256': hashOfNothing, ...headers },
      service: 's3',
      region,
      accessKeyId: keyId,
      secretAccessKey: secret,
    }).sign();
    const content = body?.();
    try {
      const sent = content === undefined ? {} : { body: content, duplex: 'half' as const };
      return await fetch(signed.url, { method, headers: signed.headers, redirect: 'manual', signal, ...sent });
    } finally {
      content?.destroy();
    }
  }

  /** The bytes of an answer, asked for only as fast as they are read; the connection goes when the stream does. */
  private streamOf({ body }: Response, stop: AbortController): Readable {
    const reader = (body as ReadableStream<Uint8Array> | null)?.getReader();
    const next = async (): Promise<Uint8Array | null> => {
      const found = await within(this.patience.between, stop, async () => reader?.read());
      return found?.value ?? null;
    };
    return new Readable({
      read() {
        next().then(
          (chunk) => this.push(chunk),
          (error: Error) => this.destroy(error),
        );
      },
      destroy(error, done) {
        stop.abort();
        done(error);
      },
    });
  }
}

/** Does something for as long as patience lasts; then stops it. @throws FilesUnavailable */
async function within<T>(patience: number, stop: AbortController, work: () => Promise<T>): Promise<T> {
  const late = new FilesUnavailable(`no answer within ${patience / 1000} seconds`);
  const timer = setTimeout(() => stop.abort(late), patience);
  try {
    return await work();
  } catch (error) {
    if (error instanceof FilesUnavailable) throw error;
    throw stop.signal.aborted ? late : new FilesUnavailable(wordsOf(error));
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the same question may be answered in a moment. */
function isPassing(answer: unknown): boolean {
  return !(answer instanceof Response) || answer.status >= 500 || answer.status === 429;
}

/** What the server calls its refusal. The rest of such an answer may repeat what was signed, so it goes nowhere. */
async function codeOf(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => '');
  return /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? answer.statusText;
}

/** What went wrong on the way: fetch says it in the cause. */
function wordsOf(error: unknown): string {
  const { cause, message } = error as Error;
  const { code, message: inner } = (cause ?? {}) as { code?: string; message?: string };
  return `no connection (${code ?? inner ?? message})`;
}
