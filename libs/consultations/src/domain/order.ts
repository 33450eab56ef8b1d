import type { Reason } from '@app/kernel';
import type { Window } from './standing';

/** What an officer fills in to consult the public; `opensAt` null opens it at once. */
export type ConsultationText = { title: string; introduction: string };

/** What stands in the way of these dates, in words. */
export function windowGaps({ opensAt, closesAt }: Window, now: Date): Reason[] {
  const gaps: Reason[] = [];
  if (opensAt < now)
    gaps.push({ field: 'opens', text: 'The opening must be in the future, or leave it blank to open now' });
  if (closesAt <= now) gaps.push({ field: 'closes', text: 'The closing must be in the future' });
  else if (closesAt <= opensAt) gaps.push({ field: 'closes', text: 'The closing must be after the opening' });
  return gaps;
}

/** What is missing in the words of a consultation. */
export function textGaps({ title, introduction }: ConsultationText): Reason[] {
  const gaps: Reason[] = [];
  if (title.trim() === '') gaps.push({ field: 'title', text: 'Enter a title' });
  if (introduction.trim() === '') gaps.push({ field: 'introduction', text: 'Enter an introduction' });
  return gaps;
}
