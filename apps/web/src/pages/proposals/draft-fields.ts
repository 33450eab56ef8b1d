import { type ProposalContent, retirementTriggers } from '@app/proposals';
import type { DraftField } from './both-texts.view';

/** The fields on the pages of a draft that have several, each with what stands there now. */
export const draftFields = {
  occupation: ({ title, route, level }: ProposalContent, routeName: (slug: string) => string): DraftField[] => [
    { name: 'title', label: 'Title', now: title },
    { name: 'route', label: 'Route', now: route, says: routeName },
    { name: 'level', label: 'Level', now: level },
  ],
  profile: ({ profile, typicalJobTitles, keywords }: ProposalContent, withKeywords: boolean): DraftField[] => [
    { name: 'profile', label: 'Profile', now: profile },
    { name: 'typicalJobTitles', label: 'Typical job titles', now: typicalJobTitles.join('\n') },
    ...(withKeywords ? [{ name: 'keywords', label: 'Keywords', now: keywords.join('\n') }] : []),
  ],
  grounds: ({ grounds }: ProposalContent): DraftField[] => [
    { name: 'explanation', label: 'Why', now: grounds.explanation },
    { name: 'evidence', label: 'Evidence', now: grounds.evidence },
  ],
  option: ({ option }: ProposalContent): DraftField[] => [
    { name: 'act', label: 'What is to happen', now: option?.act ?? null, says: actText },
    { name: 'name', label: 'Name of the option', now: option?.act === 'add' ? option.name : '' },
  ],
  retirement: ({ triggers, successor }: ProposalContent): DraftField[] => [
    { name: 'triggers', label: 'Raised for', now: triggers, says: triggerText },
    { name: 'follows', label: 'Whether one follows', now: followsOf(successor), says: followsText },
    { name: 'successor', label: 'What follows', now: followsOf(successor) === 'one' ? successor : '' },
  ],
} as const;

/** Which radio a successor is: one that follows, none, or not chosen yet. */
export function followsOf(successor: string | null): 'one' | 'none' | null {
  if (successor === null) return null;
  return successor === 'none' ? 'none' : 'one';
}

const actText = (act: string): string => (act === 'add' ? 'Add' : 'Take out');
const followsText = (one: string): string => (one === 'one' ? 'Yes' : 'No, none follows');
const triggerText = (key: string): string => retirementTriggers.find((one) => one.key === key)?.text ?? key;
