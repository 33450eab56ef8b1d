import { attachment, fileKinds, type FileStore } from '@app/platform';
import type { EvidenceFileDetails } from '@app/proposals';
import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** An evidence file on its way out: saved under its name, never opened on our pages, never kept on the way. */
export async function download(
  store: FileStore,
  reply: FastifyReply,
  { name, kind, size, sha256 }: Pick<EvidenceFileDetails, 'name' | 'kind' | 'size' | 'sha256'>,
): Promise<StreamableFile> {
  const content = await store.read(sha256);
  void reply.headers({
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
  // No charset: a CSV that is not in UTF-8 says so itself, by its mark.
  return new StreamableFile(content, { type: fileKinds[kind].mime, disposition: attachment(name), length: size });
}
