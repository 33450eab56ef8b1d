import { Readable } from 'node:stream';
import { StreamableFile } from '@nestjs/common';

type Options = ConstructorParameters<typeof StreamableFile>[1];

/** How much of a file is made before its headers are sent: the line of its columns, and the first rows. */
const partsBefore = 2;

/**
 * A file that is sent while it is made. What goes wrong before its first rows are there is an error page, as anywhere;
 * what goes wrong after that breaks the connection off, so that nobody takes a part for the whole.
 */
export async function streamed(parts: AsyncGenerator<string>, options: Options): Promise<StreamableFile> {
  const made: string[] = [];
  for (let part = await parts.next(); part.done !== true; part = await parts.next()) {
    made.push(part.value);
    if (made.length === partsBefore) break;
  }
  return new StreamableFile(Readable.from(all(made, parts)), options);
}

async function* all(made: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* made;
  yield* rest;
}
