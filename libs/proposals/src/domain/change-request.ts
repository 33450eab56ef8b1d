import { longText, shortText } from '@app/kernel';
import { z } from 'zod';
import { requirements } from './content';

export const changeRequestKinds = ['correction', 'clarification', 'evidence', 'content'] as const;
export type ChangeRequestKind = (typeof changeRequestKinds)[number];

/** The parts of a proposal that a change request can be about, and the page where each is changed. */
export const proposalFields: readonly { field: string; text: string }[] = [
  { field: 'title', text: 'Title' },
  { field: 'route', text: 'Route' },
  { field: 'level', text: 'Level' },
  { field: 'profile', text: 'Profile' },
  { field: 'typicalJobTitles', text: 'Typical job titles' },
  { field: 'keywords', text: 'Keywords' },
  { field: 'option', text: 'The option' },
  { field: 'triggers', text: 'What the retirement is raised for' },
  { field: 'successor', text: 'What follows the occupation' },
  { field: 'affected', text: 'Parts of the standard that are affected' },
  { field: 'instead', text: 'What is allowed instead' },
  { field: 'period', text: 'First and last day' },
  { field: 'duties', text: 'Duties' },
  { field: 'ksbs', text: 'Knowledge, skills and behaviours' },
  { field: 'mapping', text: 'Mapping of duties to knowledge, skills and behaviours' },
  ...requirements.map(({ key, text }) => ({ field: `requirement-${key}`, text: `Requirement: ${text}` })),
  { field: 'matchAnswers', text: 'Similar occupations, and what they are to it' },
  { field: 'grounds', text: 'Why, and the evidence' },
  { field: 'files', text: 'Evidence files' },
  { field: 'employers', text: 'Employers of the group' },
];

/** A change request as the officer enters it; the due date is counted in working days. */
export const changeRequestSchema = z.object({
  kind: z.enum(changeRequestKinds, { error: 'Choose what kind of change this is' }),
  field: shortText().refine((field) => proposalFields.some((known) => known.field === field), {
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
