import { longText, shortText } from '@app/kernel';
import { z } from 'zod';
import { partNamed } from './parts';

export const changeRequestKinds = ['correction', 'clarification', 'evidence', 'content'] as const;
export type ChangeRequestKind = (typeof changeRequestKinds)[number];

/** A change request as the officer enters it; the due date is counted in working days. */
export const changeRequestSchema = z.object({
  kind: z.enum(changeRequestKinds, { error: 'Choose what kind of change this is' }),
  field: shortText().refine((field) => partNamed(field) !== null, {
    error: 'Choose the part of the proposal',
  }),
  text: longText(2000, 'Say what has to change'),
  workingDays: z.coerce
    .number({ error: 'Enter the number of working days, from 1 to 60' })
    .int('Enter a whole number of working days')
    .min(1, 'Enter the number of working days, from 1 to 60')
    .max(60, 'Enter the number of working days, from 1 to 60'),
});
export type ChangeRequestOrder = z.infer<typeof changeRequestSchema>;
