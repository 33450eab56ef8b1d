import { copyFiles, type CopiedFiles, DiskFileStore, FilesUnavailable, loadConfig, S3FileStore } from '@app/platform';
import { Logger } from '@nestjs/common';
import type { Command } from 'commander';
import { progressOn } from './progress';
import { say } from './say';

/** `waymark files copy`: the way from the folder to a bucket, and back. */
export function registerFiles(program: Command): void {
  program
    .command('files')
    .description('look after the evidence files')
    .command('copy')
    .description('copy all files of DATA_DIR into the bucket of FILE_STORE_URL; again goes on where it was broken off')
    .option('--back', 'from the bucket into DATA_DIR')
    .action((options: { back?: boolean }) => copy(options.back === true));
}

async function copy(back: boolean): Promise<void> {
  const { dataDir, fileStore } = loadConfig(process.env);
  if (fileStore === null) throw new Error('The setting FILE_STORE_URL is required: it names the bucket.');
  // What goes wrong is said once, below.
  Logger.overrideLogger(false);
  const [disk, bucket] = [new DiskFileStore(dataDir), new S3FileStore(dataDir, fileStore)];
  const progress = progressOn(process.stderr, 'files');
  const found = await copyFiles(back ? bucket : disk, back ? disk : bucket, progress.step)
    .finally(progress.end)
    .catch((error: unknown) => {
      if (!(error instanceof FilesUnavailable)) throw error;
      throw new Error(`The bucket ${fileStore.url} is not available: ${error.detail}. What was copied stays there.`);
    });
  for (const line of linesOf(found)) say(line);
  if (found.damaged.length > 0) process.exitCode = 1;
}

function linesOf({ copied, there, damaged }: CopiedFiles): string[] {
  const faults = damaged.map((hash) => `The file ${hash} is damaged and was not copied.`);
  return [...faults, `${copied} files copied, ${there} were there.`];
}
