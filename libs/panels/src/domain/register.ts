/** Kinds of entries in a register of interests. */
export const interestKinds = ['employer', 'directorship', 'professional-body', 'other'] as const;
export type InterestKind = (typeof interestKinds)[number];

const day = 86_400_000;

/**
 * When somebody is asked to confirm their register, and by when: a new member at once, everybody else twelve months
 * after they last entered, ended or confirmed something; they have 28 days.
 */
export function confirmationDue(lastSaid: Date | null, memberSince: Date): { asked: Date; due: Date } {
  const asked = new Date(lastSaid ?? memberSince);
  if (lastSaid !== null) asked.setUTCFullYear(asked.getUTCFullYear() + 1);
  return { asked, due: new Date(asked.getTime() + 28 * day) };
}
