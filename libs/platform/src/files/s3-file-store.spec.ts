import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type S3Server, startS3 } from '@test/support';
import { FilesUnavailable, type Incoming } from './file-store';
import type { S3Place } from './s3-bucket';
import { S3FileStore } from './s3-file-store';

let s3: S3Server;
let folder: string;
let store: S3FileStore;

/** Little, so that the tests need not wait. */
const patience = { upload: 3_000, answer: 2_000, between: 250, again: 10 };
const logged: string[] = [];

beforeAll(() => {
  const quiet = (line: string): void => void logged.push(line);
  Logger.overrideLogger({ log: quiet, warn: quiet, error: quiet });
});
afterAll(() => void Logger.overrideLogger(false));

beforeEach(async () => {
  s3 = await startS3();
  folder = mkdtempSync(join(tmpdir(), 'waymark-files-'));
  store = storeAt(s3.place);
});
afterEach(async () => {
  await s3.close();
  rmSync(folder, { recursive: true });
});

const storeAt = (place: S3Place, patient = patience): S3FileStore => new S3FileStore(folder, place, patient);
async function arrive(content: string | Buffer): Promise<Incoming> {
  const bytes = (async function* () {
    yield Buffer.from(content as string);
  })();
  return store.receive(bytes);
}
async function put(content: string | Buffer): Promise<string> {
  const incoming = await arrive(content);
  await store.put(incoming);
  await store.discard(incoming);
  return incoming.sha256;
}
const detailOf = async (done: Promise<unknown>): Promise<string> =>
  done.then(
    () => 'none',
    (error: unknown) => (error instanceof FilesUnavailable ? error.detail : `not that: ${String(error)}`),
  );

describe('a store of files in a bucket', () => {
  it('asks with a signature that the server can compute, and lets it check every byte', async () => {
    const hash = await put('a letter');
    expect([...s3.objects.keys()]).toEqual([`files/${hash}`]);
    const { path, size } = await arrive('another letter');
    expect(await detailOf(store.put({ path, size, sha256: hash }))).toBe('400 XAmzContentSHA256Mismatch');
    expect(String(s3.objects.get(`files/${hash}`)?.bytes)).toBe('a letter');
  });

  it.each([
    ['secret', { secret: 'another' }, '403 SignatureDoesNotMatch'],
    ['key', { keyId: 'ANOTHERKEY' }, '403 InvalidAccessKeyId'],
    ['region', { region: 'us-east-1' }, '400 AuthorizationHeaderMalformed'],
  ])('does nothing with a wrong %s but say so, at once and without naming any key', async (_what, wrong, detail) => {
    const hash = await put('a letter');
    store = storeAt({ ...s3.place, ...wrong });
    s3.asked.length = 0;
    const refused = await store.put(await arrive('another')).catch((error: unknown) => error as Error);
    expect(s3.asked).toHaveLength(1);
    expect([await store.fault(), await detailOf(store.read(hash))]).toEqual([detail, detail]);
    expect(logged.at(-1)).toBe(`The store of files is away: ${detail}`);
    const said = JSON.stringify([refused, String(refused), store.where, logged]);
    for (const secret of [s3.place.keyId, s3.place.secret, ...Object.values(wrong)]) expect(said).not.toContain(secret);
    expect([...s3.objects.keys()]).toEqual([`files/${hash}`]);
  });

  it('asks a busy server three times, and takes its answer when it comes', async () => {
    s3.fail('is busy', 2);
    const hash = await put('a letter');
    expect(s3.asked).toEqual(Array(3).fill(`PUT files/${hash}`));
    s3.fail('is busy');
    expect(await detailOf(store.read(hash))).toBe('503 SlowDown');
    expect(s3.asked).toHaveLength(6);
  });

  it('stores nothing when the connection is cut in the middle of an upload, and all of it when it is tried again', async () => {
    const large = Buffer.alloc(1_000_000, 'x');
    s3.fail('cuts');
    expect(await detailOf(arrive(large).then((one) => store.put(one)))).toMatch(/^no connection \(.+\)$/);
    expect(s3.objects.size).toBe(0);
    s3.fail('cuts', 1);
    const hash = await put(large);
    expect(s3.objects.get(`files/${hash}`)?.bytes.equals(large)).toBe(true);
  });

  it('gives up on a server that does not answer', async () => {
    const hash = await put('a letter');
    store = storeAt(s3.place, { ...patience, upload: 200, answer: 100 });
    s3.fail('hangs');
    expect(await detailOf(store.has(hash))).toBe('no answer within 0.1 seconds');
    expect(await detailOf(store.read(hash))).toBe('no answer within 0.1 seconds');
    expect(await detailOf(arrive('another').then((one) => store.put(one)))).toBe('no answer within 0.2 seconds');
  });

  it('says so while no server is there, and works when there is one again', async () => {
    await s3.close();
    const incoming = await arrive('a letter');
    expect(await detailOf(store.put(incoming))).toBe('no connection (ECONNREFUSED)');
    expect(await store.fault()).toBe('no connection (ECONNREFUSED)');
    s3 = await startS3(Number(new URL(s3.place.url).port));
    await store.put(incoming);
    expect(await textOf(await store.read(incoming.sha256))).toBe('a letter');
  });

  it.each([
    ['cuts', /^no connection \(.+\)$/],
    ['hangs half way', /^no answer within 0.25 seconds$/],
  ] as const)('breaks a reading off when the server %s in its middle', async (how, detail) => {
    const hash = await put(Buffer.alloc(500_000, 'x'));
    s3.fail(how);
    expect(await detailOf(textOf(await store.read(hash)))).toMatch(detail);
  });

  it('waits for a slow reader as long as it takes', async () => {
    const hash = await put(Buffer.alloc(3_000_000, 'x'));
    let read = 0;
    for await (const chunk of await store.read(hash)) {
      // Longer than a server may be silent: the waiting is what is tried.
      if (read === 0) await pause(1.5 * patience.between);
      read += (chunk as Buffer).length;
    }
    expect(read).toBe(3_000_000);
  });

  it('lets the connection go when its reader leaves', async () => {
    const hash = await put(Buffer.alloc(500_000, 'x'));
    s3.fail('hangs half way');
    const reading = await store.read(hash);
    for await (const chunk of reading) if (chunk !== null) break;
    expect(reading.destroyed).toBe(true);
    for (const end = performance.now() + 2_000; s3.left === 0;) {
      if (performance.now() > end) throw new Error('The connection stands open');
      await pause(10);
    }
  });

  it('leaves nothing of what arrived on the way', async () => {
    await put('a letter');
    expect(readdirSync(join(folder, 'files/incoming'))).toEqual([]);
  });
});
