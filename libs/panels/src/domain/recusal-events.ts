import { defineEvent } from '@app/platform';
import { z } from 'zod';
import { nameRulings, rulings } from './recusal';

const recusal = z.object({
  panel: z.string(),
  panelName: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  personId: z.string(),
  organisation: z.string(),
});

export const recusalProposed = defineEvent({
  type: 'panel.recusal-proposed',
  version: 1,
  subject: 'panel',
  schema: recusal,
  personal: ['organisation'],
  says: (data) => `proposed the recusal of a member of the ${data.panelName}, who shares an organisation with a group`,
});

export const recusalRuledOn = defineEvent({
  type: 'panel.recusal-ruled-on',
  version: 1,
  subject: 'panel',
  schema: recusal.extend({ ruling: z.enum(rulings), reason: z.string() }),
  personal: ['organisation', 'reason'],
  says: (data) => `${data.ruling} the proposed recusal of a member of the ${data.panelName}`,
});

export const namesRuledOn = defineEvent({
  type: 'panel.names-ruled-on',
  version: 1,
  subject: 'panel',
  schema: z.object({
    panel: z.string(),
    panelName: z.string(),
    one: z.string(),
    other: z.string(),
    before: z.enum(nameRulings).nullable(),
    ruling: z.enum(nameRulings),
    reason: z.string(),
  }),
  personal: ['one', 'other', 'reason'],
  says: (data) => `ruled that two names are ${data.ruling === 'same' ? 'of one organisation' : 'of two organisations'}`,
});
