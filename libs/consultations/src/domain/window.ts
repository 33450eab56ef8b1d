import type { Reason } from '@app/kernel';
import type { Window } from './standing';

/** What stands in the way of these dates, in words. */
export function windowGaps({ opensAt, closesAt }: Window, now: Date): Reason[] {
  const gaps: Reason[] = [];
  if (opensAt < now)
    gaps.push({ field: 'opens', text: 'The opening must be in the future, or leave it blank to open at once' });
  if (closesAt <= now) gaps.push({ field: 'closes', text: 'The closing must be in the future' });
  else if (closesAt <= opensAt) gaps.push({ field: 'closes', text: 'The closing must be after the opening' });
  return gaps;
}
