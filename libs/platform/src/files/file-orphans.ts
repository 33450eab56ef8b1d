import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Db } from '../database/db';
import type { Reader } from '../database/reader';
import { Sweeps } from '../jobs/sweeps';
import { FileStore, lockContent } from './file-store';

/** Of these contents, those that rows of one lib name. */
export type NamedFiles = (reader: Reader, hashes: readonly string[]) => Promise<string[]>;

/** How long a file may be without a row: an upload and its transaction take seconds. */
const patience = 3_600_000;

/**
 * Removes files that no row names: of uploads that were refused at the last moment or whose process died. Each lib
 * that keeps files registers here what it names; a process in which none has is none that may remove anything.
 */
@Injectable()
export class FileOrphans implements OnModuleInit {
  private readonly namers: NamedFiles[] = [];

  constructor(
    private readonly db: Db,
    private readonly store: FileStore,
    private readonly sweeps: Sweeps,
  ) {}

  /** What a process of this folder left when it died goes at its next start, too: the worker may have another folder. */
  async onModuleInit(): Promise<void> {
    await this.store.clearIncoming(new Date(Date.now() - patience));
    this.sweeps.every(3600, 'files.orphans', () => this.sweep());
  }

  /** Registers one lib's answer at boot. */
  add(named: NamedFiles): void {
    this.namers.push(named);
  }

  /** Files have the time of this machine, so theirs are compared with its clock. */
  async sweep(): Promise<void> {
    if (this.namers.length === 0) return;
    const before = new Date(Date.now() - patience);
    await this.store.clearIncoming(before);
    for await (const hashes of this.store.keptBefore(before)) {
      for (const hash of await this.unnamed(this.db.read(), hashes)) await this.remove(hash, before);
    }
  }

  /** Looks again under the lock: a second upload of the same content may have named it meanwhile. */
  private async remove(hash: string, before: Date): Promise<void> {
    await this.db.write(async (tx) => {
      await lockContent(tx, hash);
      if ((await this.unnamed(tx, [hash])).length > 0) await this.store.remove(hash, before);
    });
  }

  private async unnamed(reader: Reader, hashes: readonly string[]): Promise<string[]> {
    const named = new Set((await Promise.all(this.namers.map((namer) => namer(reader, hashes)))).flat());
    return hashes.filter((hash) => !named.has(hash));
  }
}
