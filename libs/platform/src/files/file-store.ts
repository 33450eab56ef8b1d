import { createHash } from 'node:crypto';
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { newId, Refused } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import type { Tx } from '../database/tx';
import { mostFileBytes } from './file-kind';

/** A file that has arrived and is not kept yet: under a name that nobody knows, until `keep` or `discard`. */
export type Incoming = Readonly<{ path: string; sha256: string; size: number }>;

/** More than may be stored. Becomes the form again (413), with what was typed. */
export class TooLarge extends Refused {
  constructor() {
    super([{ field: 'file', text: 'The selected file must be smaller than 10MB' }]);
  }
}

/**
 * Files by their content: each stands once in `DATA_DIR/files`, named by its SHA-256. Written under another name, made
 * durable, then renamed, so that a name always stands for all of its bytes. Which files there are is said by the rows
 * of the database that name them; `FileOrphans` removes the rest.
 */
@Injectable()
export class FileStore {
  private readonly folder: string;

  constructor(@Inject(CONFIG) config: Config) {
    this.folder = join(config.dataDir, 'files');
  }

  /** Takes a stream in. Nothing of it is left when it breaks off. @throws TooLarge, and what the stream throws */
  async receive(content: AsyncIterable<Buffer>): Promise<Incoming> {
    const path = join(this.incoming, newId());
    await mkdir(this.incoming, { recursive: true, mode: 0o700 });
    const file = await open(path, 'wx', 0o600);
    try {
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of content) {
        size += chunk.length;
        hash.update(chunk);
        if (size <= mostFileBytes) await file.writeFile(chunk);
      }
      if (size > mostFileBytes) throw new TooLarge();
      await file.sync();
      return { path, sha256: hash.digest('hex'), size };
    } catch (error) {
      await rm(path, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  }

  /** All bytes of a file that has arrived, to look at. */
  async bytesOf({ path }: Incoming): Promise<Buffer> {
    return readFile(path);
  }

  /** Keeps what has arrived, in the transaction that writes the row that names it. Again is the same. */
  async keep(tx: Tx, { path, sha256 }: Incoming): Promise<void> {
    await lockContent(tx, sha256);
    const target = this.pathOf(sha256);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(path, target).catch(async (error: unknown) => {
      // A transaction that is tried again finds its file renamed already.
      if (!(await exists(target))) throw error;
    });
    await makeDurable(dirname(target));
  }

  /** Forgets what has arrived; quiet when it was kept. */
  async discard({ path }: Incoming): Promise<void> {
    await rm(path, { force: true });
  }

  /** A kept file as a stream, opened. @throws Error when a row names what the disk does not have */
  async read(sha256: string): Promise<Readable> {
    const file = await open(this.pathOf(sha256), 'r');
    return file.createReadStream();
  }

  /** The kept files that were last written before a time, shelf by shelf: for the sweep. */
  async *keptBefore(time: Date): AsyncGenerator<string[]> {
    for (const shelf of (await list(this.folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      yield olderThan(join(this.folder, shelf), time);
    }
  }

  /** Removes a kept file that was last written before a time; the caller holds `lockContent`. */
  async remove(sha256: string, before: Date): Promise<void> {
    const path = this.pathOf(sha256);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtime < before) await rm(path);
  }

  /** Removes what arrived before a time and was never kept: its process has died. */
  async clearIncoming(before: Date): Promise<void> {
    for (const name of await olderThan(this.incoming, before)) await rm(join(this.incoming, name), { force: true });
  }

  private get incoming(): string {
    return join(this.folder, 'incoming');
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('This is not the hash of a file');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}

/** One content is kept or removed at a time, until the transaction ends. */
export async function lockContent(tx: Tx, sha256: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 2))', [sha256]);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function olderThan(folder: string, time: Date): Promise<string[]> {
  const names: string[] = [];
  for (const name of await list(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found !== null && found.mtime < time) names.push(name);
  }
  return names;
}

/** Makes a rename outlast a power cut: the folder is written, too. */
async function makeDurable(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
