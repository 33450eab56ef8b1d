/**
 * Why officers prepare a request without a trailblazer group. Since the Act of 2025 (c. 14, s. 4) a standard may be prepared
 * without one; which grounds there are is our own list, and each is given with a reason.
 */
export const groundWords = {
  'no-group': 'No trailblazer group could be formed for it',
  'group-ended': 'The group that made the standard is no longer at work',
  law: 'A change in law or regulation has to be followed',
  direction: 'A ministerial direction asks for it',
  other: 'Another ground',
} as const;

/** A ground of the list; the CHECK on `trailblazer_group.ground` names the same. */
export type GroupGround = keyof typeof groundWords;
export const groupGrounds = Object.keys(groundWords) as [GroupGround, ...GroupGround[]];

/** The ground that an officer gives, and the reason in words; both are public with the decision. */
export type WithoutGroup = { ground: GroupGround; reason: string };

/** What stands instead of employers, in words: null for a group of employers. */
export function groundInWords(group: { ground: GroupGround | null; groundReason: string | null }): string | null {
  return group.ground === null ? null : `${groundWords[group.ground]}: ${group.groundReason ?? ''}`;
}
