import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type S3Server, startS3, testConfig, testContext, type TestContext } from '@test/support';
import { Sweeps } from '../jobs/sweeps';
import type { NamedFiles } from './file-orphans';
import {
  DiskFileStore,
  FileMissing,
  FileOrphans,
  type FileStore,
  type Incoming,
  mostFileBytes,
  S3FileStore,
  TooLarge,
} from './index';

let ctx: TestContext;
let s3: S3Server;
let folder: string;

/** One store, and a way around it: what it holds, how old that is, and harm done to it. */
type Place = {
  store: FileStore;
  held: () => string[];
  age: (hash: string) => void;
  damage: (hash: string) => void;
};

beforeAll(async () => {
  ctx = await testContext([]);
  s3 = await startS3();
  s3.pageSize = 2;
  folder = join(testConfig(ctx.database.appUrl).dataDir, 'files');
});
beforeEach(async () => {
  await rm(folder, { recursive: true, force: true });
  s3.objects.clear();
});
afterAll(async () => {
  await s3?.close();
  await ctx?.close();
});

async function* chunks(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text as string);
}
const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);
const namesIn = (place: string): string[] =>
  readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);
const old = (path: string): void => utimesSync(path, new Date(0), new Date(0));

const onDisk = (): Place => ({
  store: new DiskFileStore(testConfig(ctx.database.appUrl).dataDir),
  held: () => namesIn(folder),
  age: (hash) => old(pathOf(hash)),
  damage: (hash) => writeFileSync(pathOf(hash), readFileSync(pathOf(hash)).fill('?', 0, 1)),
});
const inBucket = (): Place => ({
  store: new S3FileStore(testConfig(ctx.database.appUrl).dataDir, s3.place),
  held: () => [...[...s3.objects.keys()].map((key) => key.replace('files/', '')), ...namesIn(folder)],
  age: (hash) => void Object.assign(s3.objects.get(`files/${hash}`) ?? {}, { writtenAt: new Date(0) }),
  damage: (hash) => s3.objects.get(`files/${hash}`)?.bytes.fill('?', 0, 1),
});

describe.each([
  ['on disk', onDisk],
  ['in a bucket', inBucket],
] as const)('a store of files %s', (_where, build) => {
  let place: Place;
  let store: FileStore;
  beforeEach(() => {
    place = build();
    ({ store } = place);
  });
  const arrive = (...texts: (string | Buffer)[]): Promise<Incoming> => store.receive(chunks(...texts));
  /** As an upload does it. */
  const keep = async (incoming: Incoming): Promise<void> => {
    await store.prepare(incoming);
    await ctx.db.write((tx) => store.keep(tx, incoming));
    await store.discard(incoming);
  };
  const kept = async (...texts: (string | Buffer)[]): Promise<Incoming> => {
    const incoming = await arrive(...texts);
    await keep(incoming);
    return incoming;
  };
  const textOf = async (hash: string): Promise<string> => {
    let text = '';
    for await (const chunk of await store.read(hash)) text += String(chunk);
    return text;
  };
  const sweeping = (named: NamedFiles): FileOrphans => {
    const orphans = new FileOrphans(ctx.db, store, new Sweeps());
    orphans.add(named);
    return orphans;
  };

  it('keeps a file under the hash of its content, and reads it back', async () => {
    const { sha256, size } = await kept('a let', 'ter');
    expect(place.held()).toEqual([sha256]);
    expect([size, await textOf(sha256), await store.fault()]).toEqual([8, 'a letter', null]);
  });

  it('has nothing of a file whose sender breaks off, or that is a byte too large', async () => {
    const breaking = (async function* () {
      yield Buffer.from('half');
      throw new Error('The client went away');
    })();
    await expect(store.receive(breaking)).rejects.toThrow('went away');
    await expect(arrive(Buffer.alloc(mostFileBytes), 'x')).rejects.toThrow(TooLarge);
    expect(place.held()).toEqual([]);
    const largest = await kept(Buffer.alloc(mostFileBytes));
    expect((await textOf(largest.sha256)).length).toBe(mostFileBytes);
  });

  it('holds the same content once when two keep it at once, and when a transaction is tried again', async () => {
    const both = await Promise.all([arrive('same'), arrive('same')]);
    await Promise.all(both.map(keep));
    const [one] = both;
    await ctx.db.write((tx) => store.keep(tx, one));
    await store.discard(one);
    expect(place.held()).toEqual([one.sha256]);
    expect(await textOf(one.sha256)).toBe('same');
  });

  it('says plainly that it has no file of a hash, and takes nothing for a hash that is none', async () => {
    const hash = 'a'.repeat(64);
    await expect(store.read(hash)).rejects.toThrow(new FileMissing(hash));
    expect(await store.has(hash)).toBe(false);
    await expect(store.read('../session-secret')).rejects.toThrow('not the hash of a file');
  });

  it.each([10, 300_000])('gives nobody %d bytes for whole that are not those of their name', async (size) => {
    const { sha256 } = await kept(Buffer.alloc(size, 'x'));
    place.damage(sha256);
    await expect(textOf(sha256)).rejects.toThrow('is damaged');
  });

  it('after a crash before it was kept has no file, and the sweep clears what is left', async () => {
    const [dead, running] = [await arrive('dead'), await arrive('running')];
    old(dead.path);
    await sweeping(async () => []).sweep();
    await expect(store.read(dead.sha256)).rejects.toThrow(FileMissing);
    await keep(running);
    expect(place.held()).toEqual([running.sha256]);
  });

  it('loses by the sweep what no row names for an hour, and nothing else, however many there are', async () => {
    const orphans = await Promise.all(['one', 'two', 'three', 'four', 'five'].map((text) => kept(text)));
    const [row, fresh] = [await kept('row'), await kept('fresh')];
    for (const one of [...orphans, row]) place.age(one.sha256);
    await sweeping(async () => [row.sha256]).sweep();
    expect(place.held().sort()).toEqual([row.sha256, fresh.sha256].sort());
  });

  it('keeps what is uploaded again between the first look of the sweep and its second', async () => {
    const first = await kept('again');
    place.age(first.sha256);
    let looks = 0;
    const racing = sweeping(async () => {
      looks += 1;
      if (looks > 1) return [first.sha256];
      await kept('again');
      return [];
    });
    await racing.sweep();
    expect([looks, await textOf(first.sha256)]).toEqual([2, 'again']);
  });

  it('keeps what the sweep took between the preparing and the transaction', async () => {
    const slow = await arrive('slow');
    await store.prepare(slow);
    if (await store.has(slow.sha256)) place.age(slow.sha256);
    await sweeping(async () => []).sweep();
    expect(await store.has(slow.sha256)).toBe(false);
    await ctx.db.write((tx) => store.keep(tx, slow));
    expect(await textOf(slow.sha256)).toBe('slow');
  });

  it('is not swept by a process in which nobody says what is named', async () => {
    const one = await kept('one');
    place.age(one.sha256);
    await new FileOrphans(ctx.db, store, new Sweeps()).sweep();
    expect(place.held()).toEqual([one.sha256]);
  });
});
