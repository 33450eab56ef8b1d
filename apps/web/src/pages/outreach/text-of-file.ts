import { refuse } from '@app/kernel';
import { textIn } from '@app/platform';

/** A file of more bytes is no list of organisations. */
const mostBytes = 200_000;

/** The text of a file, read to its end. @throws Refused for what is too long, or no text */
export async function textOf(content: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  if (size > mostBytes) refuse('The selected file is too long: it must be smaller than 200KB', 'file');
  return textIn(Buffer.concat(chunks)) ?? refuse('The selected file is no text: save it as CSV in UTF-8', 'file');
}
