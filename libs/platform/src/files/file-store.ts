import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline, type Readable, Transform } from 'node:stream';
import { newId, Refused } from '@app/kernel';
import type { Tx } from '../database/tx';
import { mostFileBytes } from './file-kind';
import { olderThan } from './folders';

/** A file that has arrived and is not kept yet: under a name that nobody knows, until `keep` or `discard`. */
export type Incoming = Readonly<{ path: string; sha256: string; size: number }>;

/** More than may be stored. Becomes the form again (413), with what was typed. */
export class TooLarge extends Refused {
  constructor() {
    super([{ field: 'file', text: 'The selected file must be smaller than 10MB' }]);
  }
}

/**
 * The store does not answer, or refuses to. Becomes the form again for who adds a file, and a page (503) for who reads
 * one; `detail` is for who runs the site, and names no key.
 */
export class FilesUnavailable extends Refused {
  constructor(readonly detail: string) {
    super([{ field: 'file', text: 'Files cannot be stored at the moment, so this one was not. Try again later' }]);
    this.message = `The store of files is away: ${detail}`;
  }
}

/** A row names what the store does not have. */
export class FileMissing extends Error {
  constructor(sha256: string) {
    super(`The store of files has no file ${sha256}`);
  }
}

/** What the store has under a name is not what the name stands for. */
export class FileDamaged extends Error {
  constructor(sha256: string) {
    super(`The stored file ${sha256} is damaged: its bytes are not those of its name`);
  }
}

/**
 * Files by their content: each is stored once, under its SHA-256. A name stands for all of its bytes or is not there.
 * Which files there are is said by the rows of the database that name them; `FileOrphans` removes the rest. What arrives
 * waits in `DATA_DIR/files/incoming` of the process that takes it in, wherever the store is.
 */
export abstract class FileStore {
  private readonly incoming: string;

  protected constructor(protected readonly folder: string) {
    this.incoming = join(folder, 'incoming');
  }

  /** Where the files are, in words. */
  abstract readonly where: string;

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

  /**
   * Does what may take long of keeping a file, ahead of the transaction, so that none waits for a slow store. What no
   * row names afterwards is an orphan. @throws FilesUnavailable
   */
  abstract prepare(incoming: Incoming): Promise<void>;

  /**
   * Keeps what has arrived, in the transaction that writes the row that names it. Again is the same.
   * @throws FilesUnavailable
   */
  async keep(tx: Tx, incoming: Incoming): Promise<void> {
    await lockContent(tx, incoming.sha256);
    // There already: of the same content, of a transaction that is tried again, or prepared and not swept meanwhile.
    if (!(await this.has(incoming.sha256))) await this.put(incoming);
  }

  /** Forgets what has arrived; quiet when it was kept. */
  async discard({ path }: Incoming): Promise<void> {
    await rm(path, { force: true });
  }

  /**
   * A kept file as a stream, opened. It breaks off before its last bytes when they are not those of its name.
   * @throws FileMissing, FilesUnavailable
   */
  async read(sha256: string): Promise<Readable> {
    return pipeline(await this.open(sha256), checking(sha256), () => undefined);
  }

  /** Whether a file of this name is kept. @throws FilesUnavailable */
  abstract has(sha256: string): Promise<boolean>;

  /** Makes what has arrived stand under its name, whole or not at all. @throws FilesUnavailable */
  abstract put(incoming: Incoming): Promise<void>;

  /** The kept files that were last written before a time, shelf by shelf: for the sweep. @throws FilesUnavailable */
  abstract keptBefore(time: Date): AsyncGenerator<string[]>;

  /** Removes a kept file that was last written before a time; the caller holds `lockContent`. */
  abstract remove(sha256: string, before: Date): Promise<void>;

  /** Why no file can be stored or read now, for who runs the site; null when all is well. */
  abstract fault(): Promise<string | null>;

  protected abstract open(sha256: string): Promise<Readable>;

  /** Removes what arrived before a time and was never kept: its process has died. */
  async clearIncoming(before: Date): Promise<void> {
    for (const name of await olderThan(this.incoming, before)) await rm(join(this.incoming, name), { force: true });
  }
}

/** One content is kept or removed at a time, until the transaction ends. */
export async function lockContent(tx: Tx, sha256: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 2))', [sha256]);
}

/** The same bytes, the last of them only when all are those of the hash: nobody takes a damaged file for a whole one. */
function checking(sha256: string): Transform {
  const hash = createHash('sha256');
  let held: Buffer = Buffer.alloc(0);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      const before = held;
      held = chunk;
      done(null, before);
    },
    flush(done) {
      if (hash.digest('hex') === sha256) done(null, held);
      else done(new FileDamaged(sha256));
    },
  });
}
