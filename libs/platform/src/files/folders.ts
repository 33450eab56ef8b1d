import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The names in a folder; none when there is no folder. */
export async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

/** The names in a folder that were last written before a time. */
export async function olderThan(folder: string, time: Date): Promise<string[]> {
  const names: string[] = [];
  for (const name of await list(folder)) {
    const found = await stat(join(folder, name)).catch(() => null);
    if (found !== null && found.mtime < time) names.push(name);
  }
  return names;
}

/** Makes a rename outlast a power cut: the folder is written, too. */
export async function makeDurable(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
