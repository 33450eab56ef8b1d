import { type Actor, holds, type Policy, type Role, routeScope } from '@app/kernel';
import { leaders, type Office } from '@app/panels';

export type MeetingPermission = 'see' | 'plan' | 'prepare' | 'lead' | 'agree';

/** What the policy looks at: the panel, its seats now, who is away from the meeting, who is recused from an item. */
export type MeetingSubject = {
  route: string | null;
  seats: readonly { personId: string; office: Office }[];
  /** Who sent apologies or was absent. */
  away: ReadonlySet<string>;
  /** Who takes no part in one item at least. */
  recused: ReadonlySet<string>;
};

const readers: readonly Role[] = ['administrator', 'product-manager', 'committee-member', 'committee-secretary'];
const members: readonly Role[] = ['panel-chair', 'panel-member', 'panel-secretary'];
const seated: readonly Role[] = [...members, 'committee-member', 'committee-secretary'];

type Line = (actor: Actor, meeting: MeetingSubject) => string | null;

const ofPanel: Line = (actor, { route }) =>
  holds(actor, readers) || (route !== null && holds(actor, members, routeScope(route)))
    ? null
    : 'You are not a member of this panel';

const isSecretary = (actor: Actor, { seats }: MeetingSubject): boolean =>
  seats.some(({ personId, office }) => personId === actor.id && office === 'secretary');

const leads: Line = (actor, { seats, away }) =>
  leaders(seats, away).includes(actor.id ?? '') ? null : 'Only who leads the panel does this';

/** Minutes are agreed by somebody who saw all of the meeting: a recused chair leaves that to the deputy. */
const agrees: Line = (actor, { seats, away, recused }) =>
  leaders(seats, new Set([...away, ...recused])).includes(actor.id ?? '')
    ? null
    : 'Only who led the whole meeting agrees its minutes';

const prepares: Line = (actor, meeting) =>
  isSecretary(actor, meeting) || leads(actor, meeting) === null
    ? null
    : 'Only the secretary and who leads the panel do this';

/** Who may do what with the meetings of a panel. */
export const meetingPolicy: Policy<MeetingPermission, MeetingSubject> = {
  see: {
    roles: [...readers, ...members],
    when: ofPanel,
    hides: (actor, meeting) => ofPanel(actor, meeting) !== null,
  },
  plan: {
    roles: ['administrator', ...seated],
    when: (actor, meeting) => (holds(actor, ['administrator']) ? null : prepares(actor, meeting)),
  },
  prepare: { roles: seated, when: prepares },
  lead: { roles: seated, when: leads },
  agree: { roles: seated, when: agrees },
};
