import { formatLondon } from '@app/kernel';
import type { ThreadEntry } from '@app/proposals';

/** One line of a thread: who did what, and what they said. */
export type ThreadLine = { who: string; what: string; text: string; at: string };

/** A thread as pages show it: by the sides that speak, not by their people. */
export function threadLines(entries: readonly ThreadEntry[]): ThreadLine[] {
  return entries.map((entry) => ({
    who: entry.act === 'answer' ? 'The group' : 'The product manager',
    what: whatOf(entry),
    text: entry.text,
    at: formatLondon(new Date(entry.saidAt), 'datetime'),
  }));
}

function whatOf({ act, done, versionNo, dueOn }: ThreadEntry): string {
  switch (act) {
    case 'answer':
      return done === true ? `Done in version ${versionNo}` : 'Not done';
    case 'reply':
      return 'Reply';
    case 'settle':
      return 'Settled';
    case 'ask-again':
      return `Asked again on version ${versionNo}, by ${dueOn === null ? '' : formatLondon(new Date(dueOn))}`;
  }
}
