import type { Readable } from 'node:stream';
import multipart, { type Multipart } from '@fastify/multipart';
import { mostFileBytes } from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** A form with a file: its fields, which stand before the file, and the file, not read yet. */
export type Upload = {
  fields: Readonly<Record<string, unknown>>;
  file: { name: string; content: Readable } | null;
};

/** Bytes that we read of a form at most, those of a refused one, too, so that its sender gets to read the answer. */
const mostBytes = 5 * mostFileBytes;

const opened = new WeakMap<FastifyRequest, AsyncIterator<Multipart>>();

/**
 * Teaches Fastify forms with a file (multipart). Nothing of a body is read before the guard asks for it; one byte more
 * than a file may have is let through, so that its reader can tell.
 */
export async function acceptUploads(app: NestFastifyApplication): Promise<void> {
  const limits = { files: 1, fields: 10, parts: 11, fieldSize: 10_000, fileSize: mostFileBytes + 1, headerPairs: 20 };
  await app.register(multipart, { limits, throwFileSizeLimit: false });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onResponse', async (request: FastifyRequest) => {
      if (!request.isMultipart() || request.raw.readableEnded) return;
      request.raw.unpipe();
      request.raw.resume();
    });
}

/** For the guard: reads the first part of a form with a file, where its token stands, and nothing after it. */
export async function readToken(request: FastifyRequest): Promise<void> {
  if (!request.isMultipart()) return;
  const parts = request.parts();
  const first = await beginning(request, parts);
  opened.set(request, parts);
  if (first?.type === 'field' && first.fieldname === '_csrf') request.body = { _csrf: first.value };
}

/** What a form says up to its file, after the guard has let it in. Without a file (or sent as text): none. */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  const parts = opened.get(request);
  const fields: Record<string, unknown> = { ...(request.body as Record<string, unknown> | undefined) };
  if (parts === undefined) return { fields, file: null };
  for (;;) {
    const { value: part, done } = await parts.next();
    if (done === true) return { fields, file: null };
    if (part.type === 'file') {
      // A browser sends the empty field as a file without a name.
      const name = part.filename ?? '';
      if (name === '') part.file.resume();
      return { fields, file: name === '' ? null : { name, content: part.file } };
    }
    fields[part.fieldname] = part.value;
  }
}

async function beginning(request: FastifyRequest, parts: AsyncIterator<Multipart>): Promise<Multipart | null> {
  const first = parts.next();
  let read = 0;
  request.raw.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > mostBytes) request.raw.destroy();
  });
  const { value, done } = await first;
  return done === true ? null : value;
}
