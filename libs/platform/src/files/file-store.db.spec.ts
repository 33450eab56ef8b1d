import { readdirSync, utimesSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { aFile, testConfig, testContext, type TestContext } from '@test/support';
import { Sweeps } from '../jobs/sweeps';
import type { NamedFiles } from './file-orphans';
import { FileOrphans, FileStore, type Incoming, mostFileBytes, TooLarge, VirusScanner } from './index';

let ctx: TestContext;
let store: FileStore;
let folder: string;

beforeAll(async () => {
  ctx = await testContext([]);
  store = ctx.module.get(FileStore);
  folder = join(testConfig(ctx.database.appUrl).dataDir, 'files');
});
beforeEach(() => rm(folder, { recursive: true, force: true }));
afterAll(() => ctx?.close());

async function* chunks(...texts: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text as string);
}
const arrive = (...texts: (string | Buffer)[]): Promise<Incoming> => store.receive(chunks(...texts));
const keep = (incoming: Incoming): Promise<void> => ctx.db.write((tx) => store.keep(tx, incoming));
const onDisk = (): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => name);
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
const age = (path: string): void => utimesSync(path, new Date(0), new Date(0));
const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash);

describe('the store of files', () => {
  it('keeps a file under the hash of its content, and reads it back', async () => {
    const incoming = await arrive('a let', 'ter');
    await keep(incoming);
    expect(onDisk()).toEqual([incoming.sha256]);
    expect([incoming.size, await textOf(incoming.sha256)]).toEqual([8, 'a letter']);
  });

  it('has nothing of a file whose sender breaks off, or that is a byte too large', async () => {
    const breaking = (async function* () {
      yield Buffer.from('half');
      throw new Error('The client went away');
    })();
    await expect(store.receive(breaking)).rejects.toThrow('went away');
    await expect(arrive(Buffer.alloc(mostFileBytes), 'x')).rejects.toThrow(TooLarge);
    expect(onDisk()).toEqual([]);
    expect((await arrive(Buffer.alloc(mostFileBytes))).size).toBe(mostFileBytes);
  });

  it('holds the same content once when two keep it at once, and when a transaction is tried again', async () => {
    const both = await Promise.all([arrive('same'), arrive('same')]);
    await Promise.all(both.map(keep));
    const [one] = both;
    await keep(one);
    await store.discard(one);
    expect(onDisk()).toEqual([one.sha256]);
    expect(await textOf(one.sha256)).toBe('same');
  });

  it('after a crash between writing and renaming has no file, and the sweep clears what is left', async () => {
    const [dead, running] = [await arrive('dead'), await arrive('running')];
    age(dead.path);
    await sweeping(async () => []).sweep();
    await expect(store.read(dead.sha256)).rejects.toThrow('ENOENT');
    await keep(running);
    expect(onDisk()).toEqual([running.sha256]);
  });

  it('loses by the sweep what no row names for an hour, and nothing else', async () => {
    const [orphan, row, fresh] = [await arrive('orphan'), await arrive('row'), await arrive('fresh')];
    for (const one of [orphan, row, fresh]) await keep(one);
    for (const one of [orphan, row]) age(pathOf(one.sha256));
    await sweeping(async () => [row.sha256]).sweep();
    expect(onDisk().sort()).toEqual([row.sha256, fresh.sha256].sort());
  });

  it('keeps what is uploaded again between the first look of the sweep and its second', async () => {
    const first = await arrive('again');
    await keep(first);
    age(pathOf(first.sha256));
    let looks = 0;
    const racing = sweeping(async () => {
      looks += 1;
      if (looks > 1) return [first.sha256];
      await keep(await arrive('again'));
      return [];
    });
    await racing.sweep();
    expect([looks, await textOf(first.sha256)]).toEqual([2, 'again']);
  });

  it('is not swept by a process in which nobody says what is named', async () => {
    const one = await arrive('one');
    await keep(one);
    age(pathOf(one.sha256));
    await new FileOrphans(ctx.db, store, new Sweeps()).sweep();
    expect(onDisk()).toEqual([one.sha256]);
  });
});

describe('the virus scanner', () => {
  let clamd: Server;
  let url: string;
  const seen: Buffer[] = [];

  beforeAll(async () => {
    clamd = createServer((socket) => {
      const got: Buffer[] = [];
      socket.on('data', (chunk) => {
        got.push(chunk);
        const all = Buffer.concat(got);
        if (!all.subarray(-4).equals(Buffer.alloc(4))) return;
        seen.push(all);
        socket.end(all.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
      });
    });
    await new Promise<void>((resolve) => clamd.listen(0, '127.0.0.1', resolve));
    url = `tcp://127.0.0.1:${(clamd.address() as { port: number }).port}`;
  });
  afterAll(() => clamd.close());
  const scanner = (clamdUrl: string | null): VirusScanner =>
    new VirusScanner({ ...testConfig(ctx.database.appUrl), clamdUrl });

  it('lets clamd see every byte, and takes its word', async () => {
    const good = await arrive(aFile.pdf());
    await scanner(url).scan(good);
    expect(seen.at(-1)?.subarray(0, 10).toString()).toBe('zINSTREAM\0');
    expect(seen.at(-1)?.includes(aFile.pdf())).toBe(true);
    await expect(scanner(url).scan(await arrive('EICAR'))).rejects.toThrow('contains a virus');
  });

  it('refuses when clamd is away, and scans nothing without the setting', async () => {
    const gone = 'tcp://127.0.0.1:1';
    await expect(scanner(gone).scan(await arrive('x'))).rejects.toThrow('cannot be checked for viruses');
    await scanner(null).scan(await arrive('x'));
    expect([scanner(gone).scans, scanner(null).scans]).toEqual([true, false]);
  });
});
