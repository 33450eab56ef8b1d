import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Logger } from '@nestjs/common';
import { FileMissing, FilesUnavailable, FileStore, type Incoming } from './file-store';
import { type Patience, S3Bucket, type S3Place } from './s3-bucket';

const prefix = 'files/';
/** The status page and the metrics do not wait for long. */
const faultPatience = 3_000;

/** Files in a bucket, under `files/` and their hash: Amazon S3, or what speaks its protocol (MinIO, Ceph, Garage). */
export class S3FileStore extends FileStore {
  readonly where: string;
  private readonly bucket: S3Bucket;
  private readonly log = new Logger(S3FileStore.name);

  constructor(dataDir: string, place: S3Place, patience?: Patience) {
    super(join(dataDir, 'files'));
    this.where = `In the bucket ${place.url}`;
    this.bucket = new S3Bucket(place, patience);
  }

  async prepare(incoming: Incoming): Promise<void> {
    await this.put(incoming);
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.told(this.bucket.writtenAt(keyOf(sha256)))) !== null;
  }

  async put(incoming: Incoming): Promise<void> {
    await this.told(this.bucket.put(keyOf(incoming.sha256), incoming));
  }

  async *keptBefore(time: Date): AsyncGenerator<string[]> {
    for await (const page of this.bucket.list(prefix)) {
      const older = page.filter(({ writtenAt }) => writtenAt < time);
      yield older.map(({ key }) => key.slice(prefix.length)).filter(isHash);
    }
  }

  async remove(sha256: string, before: Date): Promise<void> {
    const writtenAt = await this.bucket.writtenAt(keyOf(sha256));
    if (writtenAt !== null && writtenAt < before) await this.bucket.remove(keyOf(sha256));
  }

  async fault(): Promise<string | null> {
    return this.bucket.greet(faultPatience).then(
      () => null,
      (error: unknown) => (error instanceof FilesUnavailable ? error.detail : String(error)),
    );
  }

  protected async open(sha256: string): Promise<Readable> {
    const found = await this.bucket.get(keyOf(sha256));
    if (found === null) throw new FileMissing(sha256);
    return found;
  }

  /** Who adds a file is told to try again; who runs the site reads here why. */
  private async told<T>(answer: Promise<T>): Promise<T> {
    return answer.catch((error: unknown) => {
      this.log.warn(error instanceof Error ? error.message : String(error));
      throw error;
    });
  }
}

function keyOf(sha256: string): string {
  if (!isHash(sha256)) throw new Error('This is not the hash of a file');
  return prefix + sha256;
}

function isHash(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
