import { formatLondon } from '@app/kernel';
import { kindsOfRequest, type RequestKind } from './kinds';

/** A consultation as far as the panel's waiting is concerned. */
export type ConsultationHeld = { reference: string; opensAt: Date; closesAt: Date };

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** Whether a consultation is as long as the kind asks for; across the end of summer time a week is an hour off. */
export function isLongEnough(
  kind: RequestKind,
  { opensAt, closesAt }: Pick<ConsultationHeld, 'opensAt' | 'closesAt'>,
): boolean {
  const weeks = kindsOfRequest[kind].consultationWeeks ?? 0;
  return closesAt.getTime() - opensAt.getTime() >= weeks * week - hour;
}

/** What a panel waits for before it takes up a request of this kind, in words with the date; null: nothing. */
export function consultationWait(kind: RequestKind, held: readonly ConsultationHeld[], now: Date): string | null {
  const weeks = kindsOfRequest[kind].consultationWeeks;
  if (weeks === null) return null;
  const counting = held.filter((one) => isLongEnough(kind, one));
  if (counting.some(({ closesAt }) => closesAt <= now)) return null;
  const [next] = [...counting].sort((a, b) => a.closesAt.getTime() - b.closesAt.getTime());
  return next === undefined
    ? `The panel waits for a consultation of at least ${weeks} weeks, and none is announced yet`
    : `The panel waits for consultation ${next.reference}, which closes on ${formatLondon(next.closesAt, 'datetime')}`;
}
