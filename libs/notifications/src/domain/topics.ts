/** What people are told about. Statutory topics cannot be switched off: receipts, decisions and requests to oneself. */
export const topics = [
  { key: 'receipts', text: 'Receipts for what you sent', statutory: true },
  { key: 'change-requests', text: 'Changes asked for in your proposals', statutory: true },
  { key: 'decisions', text: 'Recommendations and decisions on your proposals', statutory: true },
  { key: 'roles', text: 'Roles that others give, for administrators', statutory: true },
  { key: 'ballots', text: 'Ballots in which you can vote', statutory: false },
  { key: 'meetings', text: 'Meetings of your panels', statutory: false },
  { key: 'casework', text: 'Proposals that wait for you', statutory: false },
  { key: 'groups', text: 'Your trailblazer groups', statutory: false },
  { key: 'moderation', text: 'Responses that wait for a moderator', statutory: false },
  { key: 'revisions', text: 'Map revisions that wait for you', statutory: false },
  { key: 'publications', text: 'New editions of the maps', statutory: false },
] as const;
export type Topic = (typeof topics)[number]['key'];

/** Whether a person can switch the topic off. */
export function isSwitchable(topic: string): boolean {
  return topics.some(({ key, statutory }) => key === topic && !statutory);
}

/**
 * What goes out first where much waits: what its reader has to know or act on (0), then what else people with an account
 * are told (1), last what goes to many or follows from what anybody may send, of which there can be thousands (2).
 */
export function priorityOf(topic: Topic | 'following', isCausedByVisitor: boolean): 0 | 1 | 2 {
  if (isCausedByVisitor || topic === 'following') return 2;
  return topic === 'ballots' || !isSwitchable(topic) ? 0 : 1;
}
