import { longText, withNamesLike } from '@app/kernel';
import { recommendations, type ReviewContent, reviewSchema } from '@app/proposals';
import { z } from 'zod';
import { inWords } from '../../http/forms';
import { key } from '../../http/fields';

/** What a reviewer declares first. */
export const declaring = z.object({
  interested: z.enum(['yes', 'no'], { error: 'Choose whether you have an interest' }),
  details: longText(2000).default(''),
});

/** The review as its form sends it: a field for each part, and which button was pressed. */
const { overall, toOfficer } = reviewSchema.shape;
export const reviewing = withNamesLike(
  z.looseObject({
    act: z.enum(['save', 'send'], { error: 'Choose whether to save or to send' }),
    key,
    seen: z.coerce.number().int().min(0),
  }),
  { 'part-': overall, overall, toOfficer },
).transform(({ act, key, seen, ...given }, context) => {
  const chosen = recommendations.find((one) => one === given.recommendation) ?? null;
  const parts = Object.entries(given).flatMap(([name, text]) =>
    name.startsWith('part-') ? [[name.slice('part-'.length), text]] : [],
  );
  const read = reviewSchema.safeParse(
    { ...given, parts: Object.fromEntries(parts), recommendation: chosen },
    { error: inWords },
  );
  for (const { path, message } of read.error?.issues ?? []) {
    const field = path[0] === 'parts' ? `part-${String(path[1])}` : String(path[0]);
    context.addIssue({ code: 'custom', path: [field], message });
  }
  return { act, key, seen, content: read.data ?? reviewSchema.parse({}) };
});

/** A review that was saved, as its form shows it. */
export function valuesOf({ parts, ...content }: ReviewContent): Record<string, unknown> {
  return { ...content, ...Object.fromEntries(Object.entries(parts).map(([field, text]) => [`part-${field}`, text])) };
}
