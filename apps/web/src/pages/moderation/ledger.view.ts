import { grounds, type Ledger } from '@app/responses';

/** The public ledger in words. */
export function ledgerView({ grounds: counts, ...totals }: Ledger) {
  const said = (count: number | null | 'hidden'): string =>
    count === 'hidden' ? 'not told' : (count?.toLocaleString('en-GB') ?? 'fewer than 5');
  return {
    ...Object.fromEntries(Object.entries(totals).map(([name, count]) => [name, said(count)])),
    rows: counts.map(({ ground, passages, texts }) => ({
      words: grounds[ground].words,
      passages: said(passages),
      texts: said(texts),
    })),
  };
}
