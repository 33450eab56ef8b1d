import { defineEvent } from '@app/platform';
import { z } from 'zod';

const employer = z.object({ name: z.string(), size: z.string(), sector: z.string(), region: z.string() });

export const groupFormed = defineEvent({
  type: 'trailblazer-group.formed',
  version: 1,
  subject: 'trailblazer-group',
  schema: z.object({ name: z.string(), remit: z.string() }),
  says: (data) => `formed the trailblazer group ${data.name}`,
});

export const groupSupportChanged = defineEvent({
  type: 'trailblazer-group.support-changed',
  version: 1,
  subject: 'trailblazer-group',
  schema: z.object({ name: z.string(), before: z.string(), after: z.string(), reason: z.string() }),
  says: (data) =>
    data.after === 'recognised' ? `recognised the group ${data.name} again` : `withdrew the support for ${data.name}`,
});

export const memberInvited = defineEvent({
  type: 'trailblazer-group.member-invited',
  version: 1,
  subject: 'trailblazer-group',
  schema: z.object({ personId: z.string(), role: z.string() }),
  says: (data) => `invited a ${data.role === 'group-chair' ? 'chair' : 'member'} to the group`,
});

export const employerAdded = defineEvent({
  type: 'trailblazer-group.employer-added',
  version: 1,
  subject: 'trailblazer-group',
  schema: employer,
  says: (data) => `added the employer ${data.name}`,
});

export const employerRemoved = defineEvent({
  type: 'trailblazer-group.employer-removed',
  version: 1,
  subject: 'trailblazer-group',
  schema: employer,
  says: (data) => `removed the employer ${data.name}`,
});
