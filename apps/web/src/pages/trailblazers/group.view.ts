import { type Actor, formatLondon, may } from '@app/kernel';
import {
  type GroupInvitationRow,
  type GroupPage,
  groundInWords,
  organisationKindWords,
  ownersTold,
  reflectiveness,
  trailblazerPolicy,
} from '@app/trailblazers';
import { groupRoleWords } from './words';

/** What the page of a group prints: who is in it, what speaks against it, and, for its owners, who is invited. */
export function groupView(actor: Actor, { group, people, organisations, invitations, offer }: GroupPage) {
  const canManage = may(trailblazerPolicy, actor, 'manage', group);
  return {
    title: group.name,
    group,
    ground: groundInWords(group),
    canManage,
    canLeave: group.ground === null && people.some(({ id }) => id === actor.id),
    people: people.map((one) => ({
      ...one,
      role: groupRoleWords[one.role],
      organisation: one.organisation === null ? null : placeOf(one.organisation, one.kind),
    })),
    organisations: organisations.map((one) => ({ ...one, kind: organisationKindWords[one.kind] })),
    invitations: canManage ? invitations.map(invitationOf) : [],
    offer: offer && { ...offer, mine: offer.personId === actor.id },
    told: reflectiveness(organisations.filter(({ kind }) => kind === 'employer')),
    ownersTold: ownersTold(people),
  };
}

const placeOf = (name: string, kind: keyof typeof organisationKindWords | null): string =>
  kind === null || kind === 'employer' ? name : `${name} (${organisationKindWords[kind].toLowerCase()})`;

function invitationOf(one: GroupInvitationRow) {
  const words = {
    open: `Open until ${formatLondon(one.expiresAt)}`,
    expired: `Expired on ${formatLondon(one.expiresAt)}`,
    accepted: `Accepted on ${formatLondon(one.acceptedAt ?? one.sentAt)}`,
    withdrawn: `Withdrawn on ${formatLondon(one.withdrawnAt ?? one.sentAt)}`,
  };
  const unanswered = one.standing === 'open' || one.standing === 'expired';
  return { ...one, role: groupRoleWords[one.role], words: words[one.standing], unanswered };
}
