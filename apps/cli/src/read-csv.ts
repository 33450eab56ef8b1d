import { readFileSync } from 'node:fs';
import { textIn } from '@app/platform';

/**
 * The text of a CSV file that is to be imported: UTF-8, or UTF-16 with its mark.
 * @throws Error with one sentence when there is no such file, or it is no text
 */
export function readCsv(path: string): string {
  const text = textIn(bytesOf(path));
  if (text === null) throw new Error(`${path} is not text in UTF-8: save it as CSV in UTF-8.`);
  return text;
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    throw new Error(`There is no file ${path}.`, { cause: error });
  }
}
