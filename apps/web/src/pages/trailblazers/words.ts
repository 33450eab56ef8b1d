import type { GroupRole } from '@app/kernel';
import { organisationKinds, organisationKindWords } from '@app/trailblazers';

/** The roles in a group in words. */
export const groupRoleWords: Readonly<Record<GroupRole, string>> = {
  'group-chair': 'Chair',
  'group-deputy': 'Deputy',
  'group-member': 'Member',
};

/** The kinds of organisation as a select takes them, without the one that is chosen. */
export const kindItems = organisationKinds.map((value) => ({ value, text: organisationKindWords[value] }));
