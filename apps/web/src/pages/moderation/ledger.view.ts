import { type Ground, grounds, type ModerationQueries } from '@app/responses';

type Ledger = Awaited<ReturnType<ModerationQueries['ledger']>>;

/** Fewer than so many are not told by number. */
const fewest = 5;

/** Counts as the public reads them; none below five, and no total from which one could be found by taking away the others. */
export function ledgerView({ read, published, redacted, rejected, grounds: counts }: Ledger) {
  const rows = (Object.keys(grounds) as Ground[]).map((ground) => {
    const found = counts.find((one) => one.ground === ground);
    return { words: grounds[ground].words, passages: found?.passages ?? 0, texts: found?.texts ?? 0 };
  });
  const isHidden = (count: number): boolean => count > 0 && count < fewest;
  const said = (count: number): string => (isHidden(count) ? 'fewer than 5' : count.toLocaleString('en-GB'));
  // What is not published is told by its grounds, too: one of them hidden, it would be found by taking away the others.
  const hidesRejected = isHidden(rejected) || rows.some(({ texts }) => isHidden(texts));
  const hidesOne = hidesRejected || isHidden(published) || isHidden(redacted);
  return {
    read: hidesOne ? null : said(read),
    published: said(published),
    redacted: said(redacted),
    rejected: hidesRejected ? null : said(rejected),
    rows: rows.map(({ words, passages, texts }) => ({ words, passages: said(passages), texts: said(texts) })),
  };
}
