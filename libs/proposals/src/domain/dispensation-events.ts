import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = 'proposal';
const named = z.object({
  reference: z.string(),
  title: z.string(),
  groupId: z.string(),
  occupation: z.string().nullable(),
});

/** An officer has ended a dispensation before its last day was over. */
export const dispensationEnded = defineEvent({
  type: 'dispensation.ended',
  version: 1,
  subject,
  schema: named.extend({ endsOn: z.string(), reason: z.string() }),
  says: ({ reference, endsOn, reason }) =>
    `ended the dispensation ${reference} early, which was to hold until ${endsOn}: ${reason}`,
});

/** Its group and the officers are reminded that a dispensation ends. Once for each. */
export const dispensationReminded = defineEvent({
  type: 'dispensation.reminded',
  version: 1,
  subject,
  schema: named.extend({ endsOn: z.string() }),
  says: ({ reference, endsOn }) => `reminded that the dispensation ${reference} ends on ${endsOn}`,
});
