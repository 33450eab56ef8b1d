import { londonDate, parseLondon, type Reason } from '@app/kernel';
import type { Standing } from '@app/consultations';

/** What came in time is entered at most so many days after the close (`paper_is_taken` in the database says the same). */
export const daysToEnter = 14;

/** What keeps staff from entering what came on that day, in words. */
export function entryGaps(
  cameOn: string,
  { standing, opensAt, closesAt }: { standing: Standing; opensAt: Date; closesAt: Date },
  now: Date,
): Reason[] {
  const on = (text: string): Reason[] => [{ field: 'cameOn', text }];
  if (standing === 'suspended')
    return [{ text: 'The consultation is stopped for now: enter it when it is taken up again' }];
  if (standing !== 'open' && standing !== 'closed') return [{ text: 'The consultation is not open' }];
  if (now.getTime() >= closesAt.getTime() + daysToEnter * 86_400_000) {
    return [{ text: `What came before the close is entered at most ${daysToEnter} days after it` }];
  }
  if (cameOn > londonDate(now)) return on('The day it came must not be in the future');
  if (cameOn < londonDate(opensAt)) return on('The day it came must not be before the opening');
  if (parseLondon(cameOn, '00:00') >= closesAt) return on('It came after the close: it is too late to count');
  return [];
}
