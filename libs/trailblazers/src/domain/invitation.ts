import { type GroupRole, refuse } from '@app/kernel';
import { join, type Seats } from './membership';

/** For how many days an invitation to a group can be accepted. */
export const invitationDays = 14;

/** When an invitation was answered, and until when it can be. */
export type InvitationFacts = { expiresAt: Date; acceptedAt: Date | null; withdrawnAt: Date | null };

/** Where an invitation stands: what was decided is stored, that it has expired follows from the clock. */
export type InvitationStanding = 'open' | 'accepted' | 'withdrawn' | 'expired';

/** When an invitation that is sent now expires. */
export function expiryOf(sentAt: Date): Date {
  return new Date(sentAt.getTime() + invitationDays * 86_400_000);
}

/** Where the invitation stands at this instant. */
export function invitationStanding(
  { acceptedAt, withdrawnAt, expiresAt }: InvitationFacts,
  now: Date,
): InvitationStanding {
  if (acceptedAt !== null) return 'accepted';
  if (withdrawnAt !== null) return 'withdrawn';
  return now < expiresAt ? 'open' : 'expired';
}

const reasons: Readonly<Record<Exclude<InvitationStanding, 'open'>, string>> = {
  accepted: 'This invitation was used already',
  withdrawn: 'This invitation was withdrawn. If another one was sent to you, use its link',
  expired: 'This invitation has expired: ask for another one',
};

/** Somebody takes the seat that they are invited to. An invitation that is not open seats nobody. @throws Refused */
export function accept(
  seats: Seats,
  invitation: InvitationFacts & { role: GroupRole; isEmployer: boolean },
  personId: string,
  now: Date,
): Seats {
  const standing = invitationStanding(invitation, now);
  if (standing !== 'open') refuse(reasons[standing]);
  return join(seats, { personId, role: invitation.role, isEmployer: invitation.isEmployer });
}
