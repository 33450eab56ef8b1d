import { affectedTexts, type Period, type ProposalContent, retirementTriggers } from '@app/proposals';
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
  dispensation: (content: ProposalContent): DraftField[] => [
    {
      name: 'affected',
      label: 'What is affected',
      now: content.affected,
      says: (part) => affectedTexts([part], content).join(),
    },
    { name: 'instead', label: 'What is allowed instead', now: content.instead },
    ...Object.entries(daysOf(content.period)).map(([name, now]) => ({ name, label: dayLabels[name] ?? name, now })),
  ],
} as const;

const dayLabels: Readonly<Record<string, string>> = {
  'startsOn-day': 'First day: day',
  'startsOn-month': 'First day: month',
  'startsOn-year': 'First day: year',
  'endsOn-day': 'Last day: day',
  'endsOn-month': 'Last day: month',
  'endsOn-year': 'Last day: year',
};

/** The days of a dispensation as its form has them: day, month and year of each. */
export function daysOf(period: Period | null): Readonly<Record<string, string>> {
  const parts = (['startsOn', 'endsOn'] as const).flatMap((name) => {
    const [year = '', month = '', day = ''] = (period?.[name] ?? '').split('-');
    return Object.entries({ day, month, year }).map(([part, value]) => [`${name}-${part}`, value.replace(/^0/, '')]);
  });
  return Object.fromEntries(parts) as Record<string, string>;
}

/** Which radio a successor is: one that follows, none, or not chosen yet. */
export function followsOf(successor: string | null): 'one' | 'none' | null {
  if (successor === null) return null;
  return successor === 'none' ? 'none' : 'one';
}

const actText = (act: string): string => (act === 'add' ? 'Add' : 'Take out');
const followsText = (one: string): string => (one === 'one' ? 'Yes' : 'No, none follows');
const triggerText = (key: string): string => retirementTriggers.find((one) => one.key === key)?.text ?? key;
