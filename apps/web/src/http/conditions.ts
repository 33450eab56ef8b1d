/** Whether somebody has this (`If-None-Match`, RFC 9110, 13.1.2): any of it (`*`), or one of a list of tags, weak or strong. */
export function holds(asked: string | undefined, etag: string): boolean {
  if (asked === undefined) return false;
  if (asked.trim() === '*') return true;
  const tags: readonly string[] = asked.match(/"[^"]*"/g) ?? [];
  return tags.includes(etag.replace(/^W\//, ''));
}

/**
 * Whether an answer is to be compressed (`Accept-Encoding`, RFC 9110, 12.5.3): gzip is taken, and not less gladly than
 * an answer as it is.
 */
export function takesGzip(asked: string | undefined): boolean {
  const weights = new Map<string, number>();
  for (const part of (asked ?? '').toLowerCase().split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim());
    const weight = parameters.find((text) => text.startsWith('q='))?.slice(2);
    weights.set(coding === 'x-gzip' ? 'gzip' : coding, weight === undefined ? 1 : Number(weight));
  }
  const gzip = weights.get('gzip') ?? weights.get('*') ?? 0;
  return gzip > 0 && gzip >= (weights.get('identity') ?? 0);
}
