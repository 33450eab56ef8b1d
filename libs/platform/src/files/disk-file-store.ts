import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileMissing, FileStore, type Incoming } from './file-store';
import { list, makeDurable, olderThan } from './folders';

/** Files in `DATA_DIR/files`. Written under another name, made durable, then renamed. */
export class DiskFileStore extends FileStore {
  readonly where = 'In the folder DATA_DIR';

  constructor(dataDir: string) {
    super(join(dataDir, 'files'));
  }

  /** Nothing takes long here. */
  async prepare(): Promise<void> {}

  async has(sha256: string): Promise<boolean> {
    return access(this.pathOf(sha256)).then(
      () => true,
      () => false,
    );
  }

  async put({ path, sha256 }: Incoming): Promise<void> {
    const target = this.pathOf(sha256);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await rename(path, target);
    await makeDurable(dirname(target));
  }

  async *keptBefore(time: Date): AsyncGenerator<string[]> {
    for (const shelf of (await list(this.folder)).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
      yield olderThan(join(this.folder, shelf), time);
    }
  }

  async remove(sha256: string, before: Date): Promise<void> {
    const path = this.pathOf(sha256);
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtime < before) await rm(path);
  }

  async fault(): Promise<string | null> {
    return mkdir(this.folder, { recursive: true, mode: 0o700 })
      .then(() => access(this.folder, constants.R_OK | constants.W_OK))
      .then(
        () => null,
        (error: Error) => error.message,
      );
  }

  protected async open(sha256: string): Promise<Readable> {
    const file = await open(this.pathOf(sha256), 'r').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? new FileMissing(sha256) : error;
    });
    return file.createReadStream();
  }

  private pathOf(sha256: string): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('This is not the hash of a file');
    return join(this.folder, sha256.slice(0, 2), sha256);
  }
}
