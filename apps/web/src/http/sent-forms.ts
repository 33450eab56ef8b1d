import { parse } from 'node:querystring';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { acceptUploads, readToken } from './uploads';

/** Bytes that a form without a file has at most. */
const mostBytes = 1_000_000;
const asText = 'application/x-www-form-urlencoded';

/**
 * Teaches Fastify what is sent to us: forms, as text or with a file; anything else is 415. Nothing of a body is read before
 * the guard asks for it: who may send nothing is answered at once, however much comes.
 */
export async function acceptForms(app: NestFastifyApplication): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(asText, (_request, _payload, done) => done(null));
  await acceptUploads(app);
}

/** For the guard: reads a form; of one with a file only its token, which is its first part. */
export async function readForm(request: FastifyRequest): Promise<void> {
  if (request.isMultipart()) return readToken(request);
  if (request.mediaType === asText) request.body = parse(await textOf(request), '&', '=', { maxKeys: 0 });
}

async function textOf({ raw, headers }: FastifyRequest): Promise<string> {
  refuseLarge(Number(headers['content-length'] ?? 0));
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    // Left open where it is too large, so that its sender gets to read that.
    for await (const chunk of raw.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > mostBytes) break;
      chunks.push(chunk);
    }
  } catch (cause) {
    throw Object.assign(new Error('The body of a form did not arrive', { cause }), { statusCode: 400 });
  }
  if (bytes > mostBytes) raw.resume();
  refuseLarge(bytes);
  return Buffer.concat(chunks).toString();
}

function refuseLarge(bytes: number): void {
  if (bytes > mostBytes) throw Object.assign(new Error('A form is too large'), { statusCode: 413 });
}
