import { createServer, type Server } from 'node:net';
import { aFile, testConfig, testContext, type TestContext } from '@test/support';
import { FileStore, type Incoming, VirusScanner } from './index';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await testContext([]);
});
afterAll(() => ctx?.close());

async function* chunks(content: string | Buffer): AsyncGenerator<Buffer> {
  yield Buffer.from(content as string);
}
const arrive = (content: string | Buffer): Promise<Incoming> => ctx.module.get(FileStore).receive(chunks(content));

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
