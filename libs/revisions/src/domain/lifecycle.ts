import type { Lifecycle, Policy, Rule } from '@app/kernel';

export const revisionStates = [
  'draft',
  'awaiting-approval',
  'approved',
  'scheduled',
  'published',
  'stopped',
  'discarded',
] as const;
export type RevisionState = (typeof revisionStates)[number];

export type RevisionAction =
  | 'edit'
  | 'request'
  | 'return'
  | 'approve'
  | 'rush'
  | 'schedule'
  | 'unschedule'
  | 'publish'
  | 'stop'
  | 'reopen'
  | 'discard';

/** The life of a map revision. Any edit takes it back to draft: what was approved is exactly what is published. */
export const revisionLifecycle: Lifecycle<RevisionState, RevisionAction> = {
  draft: { edit: 'draft', request: 'awaiting-approval', rush: 'scheduled', discard: 'discarded' },
  'awaiting-approval': { edit: 'draft', approve: 'approved', return: 'draft', discard: 'discarded' },
  approved: { edit: 'draft', schedule: 'scheduled', return: 'draft', discard: 'discarded' },
  scheduled: { schedule: 'scheduled', unschedule: 'approved', publish: 'published', stop: 'stopped' },
  stopped: { edit: 'draft', reopen: 'draft', discard: 'discarded' },
  published: {},
  discarded: {},
};

/** What the policy has to know of a revision: who had a hand in its draft. */
export type RevisionSubject = { drafters: readonly string[] };

export type RevisionPermission = 'read' | 'draft' | 'import' | 'undo' | 'rehearse' | 'confirm' | RevisionAction;

const administrators = { roles: ['administrator'] } as const;

const byAnother: Rule<RevisionSubject> = {
  ...administrators,
  when: (actor, { drafters }) =>
    actor.id !== null && drafters.includes(actor.id)
      ? 'You drafted part of this map revision, so another administrator has to approve it'
      : null,
};

/** Who may do what with map revisions. Who drafted one, however little of it, cannot be the one to approve it. */
export const revisionPolicy: Policy<RevisionPermission, RevisionSubject> = {
  read: administrators,
  draft: administrators,
  import: administrators,
  undo: administrators,
  rehearse: administrators,
  edit: administrators,
  rush: administrators,
  request: administrators,
  return: administrators,
  approve: byAnother,
  // The approval of an emergency correction, after its publication.
  confirm: byAnother,
  schedule: administrators,
  unschedule: administrators,
  reopen: administrators,
  discard: administrators,
  // The worker's alone: nobody publishes by hand.
  publish: { roles: [] },
  stop: { roles: [] },
};
