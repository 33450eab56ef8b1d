import type { Lifecycle } from '@app/kernel';

export const meetingStates = ['planned', 'agenda-published', 'held', 'minutes-agreed', 'cancelled'] as const;
export type MeetingState = (typeof meetingStates)[number];

export type MeetingAction =
  'move' | 'arrange' | 'publishAgenda' | 'attend' | 'cancel' | 'minute' | 'agreeMinutes' | 'publishMinutes';

/** What people decided about a meeting, and when it starts. */
export type MeetingFacts = {
  startsAt: Date;
  agendaPublished: boolean;
  minutesAgreedAt: Date | null;
  cancelledAt: Date | null;
};

/** Where a meeting stands: what people decided, and what the clock says. Nothing of it is stored. */
export function stateOf(facts: MeetingFacts, now: Date): MeetingState {
  if (facts.cancelledAt !== null) return 'cancelled';
  if (facts.minutesAgreedAt !== null) return 'minutes-agreed';
  if (facts.startsAt <= now) return 'held';
  return facts.agendaPublished ? 'agenda-published' : 'planned';
}

const ahead = { move: 'planned', arrange: 'planned', attend: 'planned', cancel: 'cancelled' } as const;

/**
 * What can be done in each state. Only the clock leads to `held`; a meeting that did not take place can still be
 * cancelled then, as long as its minutes are not agreed, and what comes up at the meeting is added to its agenda.
 */
export const meetingSteps: Lifecycle<MeetingState, MeetingAction> = {
  planned: { ...ahead, publishAgenda: 'agenda-published' },
  'agenda-published': { ...ahead, publishAgenda: 'agenda-published' },
  held: { arrange: 'held', attend: 'held', cancel: 'cancelled', minute: 'held', agreeMinutes: 'minutes-agreed' },
  'minutes-agreed': { publishMinutes: 'minutes-agreed' },
  cancelled: {},
};
