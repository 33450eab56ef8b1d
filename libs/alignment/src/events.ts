import { defineEvent } from '@app/platform';
import { z } from 'zod';

/** The classification is one thing: its history is the history of this subject. */
export const classificationId = '00000000-0000-7000-8000-0000000000c5';

/** The unit groups of SOC 2020 were taken in from a file. */
export const classificationImported = defineEvent({
  type: 'classification.imported',
  version: 1,
  subject: 'classification',
  schema: z.object({ file: z.string(), before: z.number().int(), after: z.number().int() }),
  says: ({ file, after }) => `took in ${after} unit groups of SOC 2020 from ${file}`,
});
