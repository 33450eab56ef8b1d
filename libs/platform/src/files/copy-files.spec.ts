import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { type S3Server, startS3 } from '@test/support';
import { copyFiles, DiskFileStore, FilesUnavailable, S3FileStore } from './index';

let s3: S3Server;
let folders: string[];
let disk: DiskFileStore;
let bucket: S3FileStore;

beforeAll(() => void Logger.overrideLogger(false));
beforeEach(async () => {
  s3 = await startS3();
  folders = [0, 1, 2].map(() => mkdtempSync(join(tmpdir(), 'waymark-copy-')));
  const [here = '', there = ''] = folders;
  disk = new DiskFileStore(here);
  bucket = new S3FileStore(there, s3.place, { upload: 2_000, answer: 2_000, between: 500, again: 1 });
});
afterEach(async () => {
  await s3.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

async function put(text: string): Promise<string> {
  const bytes = (async function* () {
    yield Buffer.from(text);
  })();
  const incoming = await disk.receive(bytes);
  await disk.put(incoming);
  return incoming.sha256;
}
const texts = ['one', 'two', 'three', 'four'];
const puts = (): number => s3.asked.filter((line) => line.startsWith('PUT')).length;

describe('copying the files of one store into another', () => {
  it('takes all of them, into the bucket and back, and says how far it is', async () => {
    const hashes = await Promise.all(texts.map(put));
    const steps: string[] = [];
    const done = await copyFiles(disk, bucket, (at, of) => steps.push(`${at}/${of}`));
    expect([done, steps]).toEqual([{ copied: 4, there: 0, damaged: [] }, ['1/4', '2/4', '3/4', '4/4']]);
    const again = new DiskFileStore(folders[2] ?? '');
    expect(await copyFiles(bucket, again, () => {})).toEqual({ copied: 4, there: 0, damaged: [] });
    expect(await Promise.all(hashes.map(async (hash) => textOf(await again.read(hash))))).toEqual(texts);
  });

  it('goes on where it was broken off', async () => {
    await Promise.all(texts.map(put));
    const broken = copyFiles(disk, bucket, (at) => {
      if (at === 2) s3.fail('is busy');
    });
    await expect(broken).rejects.toThrow(FilesUnavailable);
    expect(s3.objects.size).toBe(2);
    s3.fail(null);
    s3.asked.length = 0;
    expect(await copyFiles(disk, bucket, () => {})).toEqual({ copied: 2, there: 2, damaged: [] });
    expect([puts(), s3.objects.size]).toEqual([2, 4]);
  });

  it('names the file whose bytes are not those of its name, and copies the others', async () => {
    const [first = ''] = await Promise.all(texts.map(put));
    writeFileSync(join(folders[0] ?? '', 'files', first.slice(0, 2), first), 'none');
    expect(await copyFiles(disk, bucket, () => {})).toEqual({ copied: 3, there: 0, damaged: [first] });
    expect(s3.objects.has(`files/${first}`)).toBe(false);
  });
});
