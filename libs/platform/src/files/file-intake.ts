import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/tx';
import { type FileKind, kindOfFile } from './file-kind';
import { cleanFileName } from './file-name';
import { FileOrphans } from './file-orphans';
import { FileStore } from './file-store';
import { VirusScanner } from './virus-scanner';

/** A file on its way in: the name that it was given, and its bytes, not read yet. */
export type GivenFile = { name: string; content: AsyncIterable<Buffer> };

/** What is known of a file that was read and looked through. */
export type FileFacts = { name: string; kind: FileKind; size: number; sha256: string };

/** Takes files in, the same way whatever they are for: read, judged by what is in them, looked through for malware, kept by a row. */
@Injectable()
export class FileIntake {
  constructor(
    private readonly store: FileStore,
    private readonly scanner: VirusScanner,
    private readonly orphans: FileOrphans,
  ) {}

  /** At boot: the column of a table whose rows name contents. Without it a file that only they name would be removed. */
  namedBy(table: string, column: string): void {
    this.orphans.add(async (reader, hashes) => {
      const sql = `select distinct ${column} as sha256 from ${table} where ${column} = any($1::text[])`;
      return (await reader.rows<{ sha256: string }>(sql, [hashes])).map(({ sha256 }) => sha256);
    });
  }

  /**
   * Reads a file and hands on what is known of it; `work` keeps it in the transaction that names it, or it is discarded.
   * @throws TooLarge, FilesUnavailable, Refused for what is in it
   */
  async take(
    given: GivenFile,
    work: (file: FileFacts, keep: (tx: Tx) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const incoming = await this.store.receive(given.content);
    try {
      const kind = await kindOfFile(given.name, await this.store.bytesOf(incoming));
      await this.scanner.scan(incoming);
      await this.store.prepare(incoming);
      const { sha256, size } = incoming;
      await work({ name: cleanFileName(given.name, kind), kind, sha256, size }, (tx) => this.store.keep(tx, incoming));
    } finally {
      await this.store.discard(incoming);
    }
  }
}
