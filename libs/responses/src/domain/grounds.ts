/** Why words are left out of what is published: told to their sender, to readers where the words stood, and counted in public. */
export const grounds = {
  'personal-data': { words: 'Personal data', removed: 'personal data', of: ['passage'] },
  abuse: { words: 'Abuse', removed: 'abuse', of: ['passage', 'text'] },
  advertising: { words: 'Advertising', removed: 'advertising', of: ['passage', 'text'] },
  accusation: { words: 'Accuses a person, or names a court case', removed: 'an accusation', of: ['passage', 'text'] },
  'off-subject': { words: 'Not about the subject', removed: 'not about the subject', of: ['text'] },
  spam: { words: 'Sent by a machine', removed: 'sent by a machine', of: ['text'] },
} as const;
export type Ground = keyof typeof grounds;

/** The grounds for leaving out a passage, or a whole text. */
export function groundsOf(what: 'passage' | 'text'): Ground[] {
  const all = Object.keys(grounds) as Ground[];
  return all.filter((ground) => (grounds[ground].of as readonly string[]).includes(what));
}
