import { type Ground, grounds } from './grounds';
import { tellsNobody } from './small-cells';

/** How often something was left out, or a text not published, on one ground. */
export type GroundCount = { ground: Ground; passages: number; texts: number };

/** How many texts stand as what, and on which grounds. */
export type Decided = { published: number; redacted: number; rejected: number; grounds: readonly GroundCount[] };

/** What of it is public: `null` is a number below five, `hidden` one from which such a number could be found. */
export type Ledger = Record<'read' | 'published' | 'redacted' | 'rejected', number | null | 'hidden'> & {
  grounds: readonly { ground: Ground; passages: number | null; texts: number | null }[];
};

/** The public ledger: no number from which somebody could be told, and no total from which one could be found by taking away. */
export function ledgerOf({ published, redacted, rejected, grounds: counts }: Decided): Ledger {
  const some = (count: number): number | null => (tellsNobody(count) ? count : null);
  const rows = (Object.keys(grounds) as Ground[]).map((ground) => {
    const found = counts.find((one) => one.ground === ground);
    return { ground, passages: some(found?.passages ?? 0), texts: some(found?.texts ?? 0) };
  });
  // Rulings of before have no ground, and are a number of their own by subtraction.
  const without = rejected - counts.reduce((sum, { texts }) => sum + texts, 0);
  const hidesRejected = !tellsNobody(rejected) || !tellsNobody(without) || rows.some(({ texts }) => texts === null);
  const hidesOne = hidesRejected || !tellsNobody(published) || !tellsNobody(redacted);
  return {
    read: hidesOne ? 'hidden' : published + redacted + rejected,
    published: some(published),
    redacted: some(redacted),
    rejected: hidesRejected ? 'hidden' : rejected,
    grounds: rows,
  };
}
