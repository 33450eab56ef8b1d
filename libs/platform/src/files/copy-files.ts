import { FileDamaged, FileMissing, type FileStore } from './file-store';

/** What became of the files: copied, there before, and those that the first store has damaged (not copied). */
export type CopiedFiles = { copied: number; there: number; damaged: string[] };

const always = new Date(8.64e15);

/**
 * Copies every file of one store into another, each checked against its hash on the way. What is there already is left,
 * so that it goes on where it was broken off. @throws FilesUnavailable when one of them is away
 */
export async function copyFiles(
  from: FileStore,
  to: FileStore,
  step: (done: number, of: number) => void,
): Promise<CopiedFiles> {
  const hashes: string[] = [];
  for await (const shelf of from.keptBefore(always)) hashes.push(...shelf);
  const found: CopiedFiles = { copied: 0, there: 0, damaged: [] };
  for (const [index, hash] of hashes.entries()) {
    if (await to.has(hash)) found.there += 1;
    else await copy(hash, from, to, found);
    step(index + 1, hashes.length);
  }
  return found;
}

async function copy(hash: string, from: FileStore, to: FileStore, found: CopiedFiles): Promise<void> {
  const incoming = await from
    .read(hash)
    .then((content) => to.receive(content))
    .catch((error: unknown) => {
      if (error instanceof FileDamaged) found.damaged.push(hash);
      // One that was removed meanwhile is no row's any more.
      else if (!(error instanceof FileMissing)) throw error;
      return null;
    });
  if (incoming === null) return;
  try {
    await to.put(incoming);
    found.copied += 1;
  } finally {
    await to.discard(incoming);
  }
}
