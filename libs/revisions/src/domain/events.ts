import { defineEvent } from '@app/platform';
import { z } from 'zod';

const subject = 'revision';
const no = z.number().int();
const described = z.object({ title: z.string(), kind: z.string(), note: z.string(), minor: z.boolean().optional() });

/** A map revision was begun. */
export const revisionDrafted = defineEvent({
  type: 'revision.drafted',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), kind: z.string() }),
  says: (data) => `began map revision ${data.no}, ${data.title}`,
});

/** Operations were added to a revision, or taken out of it. */
export const revisionAmended = defineEvent({
  type: 'revision.amended',
  version: 1,
  subject,
  schema: z.object({
    no,
    before: z.object({ operations: z.number().int() }),
    after: z.object({ operations: z.number().int() }),
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
  says: ({ no, added, removed }) =>
    [
      ...(added.length > 0 ? [`added to map revision ${no}: ${added.join('; ')}`] : []),
      ...(removed.length > 0 ? [`took out of map revision ${no}: ${removed.join('; ')}`] : []),
    ].join('. ') || `amended map revision ${no}`,
});

/** Title, kind or introduction of a revision were changed. */
export const revisionRenamed = defineEvent({
  type: 'revision.renamed',
  version: 1,
  subject,
  schema: z.object({
    no,
    before: described,
    after: described,
  }),
  says: (data) => `changed the description of map revision ${data.no}`,
});

/** A file was read into a revision. */
export const revisionImported = defineEvent({
  type: 'revision.imported',
  version: 1,
  subject,
  schema: z.object({
    no,
    file: z.string(),
    fileHash: z.string(),
    counts: z.record(z.string(), z.number().int()),
    operations: z.number().int(),
  }),
  says: ({ no, file, operations, counts }) =>
    `imported ${file} into map revision ${no}: ${operations} operations, ${counts.held ?? 0} rows held`,
});

/** A held row was settled: put in with what a person picked, or left out. */
export const heldRowSettled = defineEvent({
  type: 'revision.held-row-settled',
  version: 1,
  subject,
  schema: z.object({
    no,
    line: z.number().int(),
    how: z.enum(['settled', 'left-out']),
    picks: z.array(z.string()),
    operations: z.array(z.string()),
  }),
  says: ({ no, line, how }) =>
    how === 'settled' ? `settled line ${line} of map revision ${no}` : `left line ${line} out of map revision ${no}`,
});

/** Somebody asked for the revision to be approved. */
export const revisionApprovalRequested = defineEvent({
  type: 'revision.approval-requested',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), version: z.number().int(), operations: z.number().int() }),
  says: (data) => `asked for the approval of map revision ${data.no}`,
});

/** Another administrator approved exactly this plan. */
export const revisionApproved = defineEvent({
  type: 'revision.approved',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), version: z.number().int(), planHash: z.string() }),
  says: (data) => `approved map revision ${data.no}`,
});

/** The revision went back to draft: returned by somebody, or because it was edited. */
export const revisionReturned = defineEvent({
  type: 'revision.returned',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), before: z.string(), why: z.string() }),
  says: (data) => `took map revision ${data.no} back to draft: ${data.why}`,
});

/** The revision is to be published at this minute. */
export const revisionScheduled = defineEvent({
  type: 'revision.scheduled',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), before: z.string().nullable(), after: z.string() }),
  says: (data) => `scheduled map revision ${data.no} for ${data.after}`,
});

/** The schedule was cancelled; the approval stands. */
export const revisionUnscheduled = defineEvent({
  type: 'revision.unscheduled',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), before: z.string(), after: z.null() }),
  says: (data) => `cancelled the schedule of map revision ${data.no}`,
});

/** The revision is an edition now. */
export const revisionPublished = defineEvent({
  type: 'revision.published',
  version: 1,
  subject,
  schema: z.object({
    no,
    title: z.string(),
    kind: z.string(),
    edition: z.number().int(),
    rootHash: z.string(),
    summary: z.string(),
    scheduledFor: z.string(),
    publishedAt: z.string(),
    operations: z.number().int(),
  }),
  says: (data) => `published map revision ${data.no} as edition ${data.edition}: ${data.summary}`,
});

/** The revision was due and could not be published; people have to look at it. */
export const revisionStopped = defineEvent({
  type: 'revision.stopped',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), reason: z.string(), scheduledFor: z.string() }),
  says: (data) => `stopped map revision ${data.no}: ${data.reason}`,
});

/** The revision was given up. */
export const revisionDiscarded = defineEvent({
  type: 'revision.discarded',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), why: z.string() }),
  says: (data) => `discarded map revision ${data.no}: ${data.why}`,
});

/** An emergency correction goes out at once; another administrator approves it afterwards. */
export const revisionRushed = defineEvent({
  type: 'revision.rushed',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), why: z.string(), planHash: z.string(), after: z.string() }),
  says: (data) => `declared map revision ${data.no} an emergency correction, due ${data.after}: ${data.why}`,
});

/** Another administrator approved an emergency correction after its publication. */
export const emergencyApproved = defineEvent({
  type: 'revision.emergency-approved',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), approveBy: z.string() }),
  says: (data) => `approved the emergency correction of map revision ${data.no} after its publication`,
});

/** The minute of publication is well past, and the revision still waits. */
export const revisionOverdue = defineEvent({
  type: 'revision.overdue',
  version: 1,
  subject,
  schema: z.object({ no, title: z.string(), scheduledFor: z.string() }),
  says: (data) => `found map revision ${data.no} overdue: it was to be published ${data.scheduledFor}`,
});

/** An edition is not what its operations make of the one before it: somebody changed what is stored. */
export const editionFaulty = defineEvent({
  type: 'edition.faulty',
  version: 1,
  subject: 'map',
  schema: z.object({ no, fault: z.string() }),
  says: (data) => `found a fault in edition ${data.no}: ${data.fault}`,
});

/** An edition that had a fault is again what its operations make. */
export const editionSound = defineEvent({
  type: 'edition.sound',
  version: 1,
  subject: 'map',
  schema: z.object({ no }),
  says: (data) => `found no fault in edition ${data.no} any more`,
});

/** A ministerial direction was recorded. */
export const directionRecorded = defineEvent({
  type: 'direction.recorded',
  version: 1,
  subject: 'direction',
  schema: z.object({
    no: z.number().int(),
    title: z.string(),
    datedOn: z.string(),
    document: z.string(),
    routes: z.array(z.string()),
  }),
  says: ({ no, title, datedOn }) => `recorded ministerial direction ${no}, ${title}, dated ${datedOn}`,
});
