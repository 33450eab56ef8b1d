import { longText, oneLine, refuse, shortText } from '@app/kernel';
import { isPlainText } from '@app/occupational-map';
import {
  affectedTexts,
  describedParts,
  fieldsOf,
  longestMonths,
  optionTitle,
  partsOf,
  type PartOfOccupation,
  partsOfOccupations,
  type Period,
  type ProposalContent,
  requirements,
  retirementTriggers,
} from '@app/proposals';
import { z } from 'zod';
import { version } from '../../http/fields';
import { asked, textRead, titleRead, typedAs } from '../occupations/texts.form';
import { dispensationForm } from './dispensation.form';
import { type DraftPart, inPlace } from './draft.page';

type Routes = readonly { value: string; text: string }[];
type Requirement = (typeof requirements)[number];

const level = 'Choose a level from 2 to 7';
const occupation = z.object({
  version,
  title: titleRead,
  route: shortText('Choose the route'),
  level: z.coerce.number({ error: level }).int().min(2, level).max(7, level),
});

/** Title, route and level. */
export const occupationPart = (routes: Routes): DraftPart<typeof occupation> => ({
  schema: occupation,
  part: 'title, route and level',
  change: (given) => {
    if (!routes.some(({ value }) => value === given.route)) refuse('Choose the route', 'route');
    return inPlace(given);
  },
  page: ({ content: { title, route, level } }) => ({
    template: 'occupation',
    field: 'title',
    title: 'Occupation',
    routes,
    levels: [2, 3, 4, 5, 6, 7],
    fields: [
      { name: 'title', label: 'Title', now: title },
      { name: 'route', label: 'Route', now: route, says: (slug) => nameOf(routes, slug) },
      { name: 'level', label: 'Level', now: level },
    ],
  }),
});

const nameOf = (routes: Routes, slug: string): string => routes.find(({ value }) => value === slug)?.text ?? slug;

/** The texts that describe the occupation on one page, each with the field of the map that it is. */
const profileTexts = describedParts.flatMap((part) => {
  const { page, of, text, hint }: PartOfOccupation = partsOfOccupations[part];
  return page === 'profile' && isPlainText(of) ? [{ part, of, said: { label: text, hint } }] : [];
});
const profile = z.object({
  version,
  ...Object.fromEntries(profileTexts.map(({ part, of }) => [part, textRead(of, 'as in requests')])),
});

/** Profile, typical job titles, and what else describes the occupation in words, where the kind has it. */
export const profilePart: DraftPart<typeof profile> = {
  schema: profile,
  part: 'profile and job titles',
  needs: Object.fromEntries(profileTexts.map(({ part }) => [part, partsOfOccupations[part].missing])),
  change: (given) => inPlace(given),
  page: ({ kind, content }) => {
    const inKind = fieldsOf(kind, content);
    const texts = profileTexts
      .filter(({ part }) => inKind.includes(part))
      .map(({ part, of, said }) => ({ ...asked(part, of, said), now: typedAs(content[part]) }));
    return { template: 'profile', field: 'profile', title: 'Profile and typical job titles', texts, fields: texts };
  },
};

const requirement = z.object({
  version,
  explanation: longText(4000),
  evidence: longText(4000),
});

/** How the occupation meets one of the requirements, and the evidence. */
export const requirementPart = (of: Requirement): DraftPart<typeof requirement> => ({
  schema: requirement,
  part: `the requirement "${of.text}"`,
  needs: { explanation: 'Explain how the occupation meets this requirement', evidence: 'Give the evidence' },
  change: (given) => (content) => ({ ...content, requirements: { ...content.requirements, [of.key]: given } }),
  page: ({ content }) => ({
    template: 'requirement',
    field: `requirement-${of.key}`,
    title: of.text,
    requirement: of,
    fields: [
      { name: 'explanation', label: 'Explanation', now: content.requirements[of.key].explanation },
      { name: 'evidence', label: 'Evidence', now: content.requirements[of.key].evidence },
    ],
  }),
});

/** What the audit trail calls the parts that only requests about something on the map have. */
const askedFor = 'what is proposed, and why';

const grounds = z.object({
  version,
  explanation: longText(4000),
  evidence: longText(4000),
});

/** Why a request about something on the map is needed, and what shows it. */
export const groundsPart: DraftPart<typeof grounds> = {
  schema: grounds,
  part: askedFor,
  needs: { explanation: 'Say why this is needed', evidence: 'Give the evidence' },
  change: (given) => inPlace({ grounds: given }),
  page: ({ content }) => ({
    template: 'grounds',
    field: 'grounds',
    title: 'Why, and the evidence',
    fields: [
      { name: 'explanation', label: 'Why', now: content.grounds.explanation },
      { name: 'evidence', label: 'Evidence', now: content.grounds.evidence },
    ],
  }),
};

const option = z.object({
  version,
  act: z.enum(['add', 'remove'], { error: 'Choose whether the option is added or removed' }),
  name: oneLine(150).default(''),
});

/** Which option is added or removed. `standing` reads the title of the occupation that it is about. */
export const optionPart = (standing: () => Promise<string>): DraftPart<typeof option> => ({
  schema: option,
  part: askedFor,
  change: async ({ act, name }) => {
    if (act === 'add' && name === '') refuse('Enter the name of the option', 'name');
    const title = await standing();
    return inPlace(
      act === 'remove' ? { option: { act }, title } : { option: { act, name }, title: optionTitle(title, name) },
    );
  },
  page: ({ content: { option } }) => ({
    template: 'option',
    field: 'option',
    title: 'The option',
    fields: [
      {
        name: 'act',
        label: 'What is to happen',
        now: option?.act ?? null,
        says: (act) => (act === 'add' ? 'Add' : 'Take out'),
      },
      { name: 'name', label: 'Name of the option', now: option?.act === 'add' ? option.name : '' },
    ],
  }),
});

const triggers = z.enum(retirementTriggers.map(({ key }) => key));
const retirement = z.object({
  version,
  triggers: z
    .union([triggers.transform((one) => [one]), z.array(triggers)], { error: 'Choose at least one' })
    .pipe(z.array(triggers).min(1, 'Choose at least one')),
  follows: z.enum(['one', 'none'], { error: 'Choose whether an occupation follows' }),
  successor: shortText().toUpperCase().default(''),
});

/** What a retirement is raised for, and what follows. `isOnMap` knows references. */
export const retirementPart = (isOnMap: (reference: string) => Promise<boolean>): DraftPart<typeof retirement> => ({
  schema: retirement,
  part: askedFor,
  change: async ({ triggers, follows, successor }) => {
    if (follows === 'one' && !(await isOnMap(successor))) {
      refuse('Enter the reference of an occupation on the map', 'successor');
    }
    return inPlace({ triggers, successor: follows === 'none' ? 'none' : successor });
  },
  page: ({ content }) => ({
    template: 'retirement',
    field: 'triggers',
    title: 'Why it is to be retired, and what follows',
    triggers: retirementTriggers,
    fields: [
      { name: 'triggers', label: 'Raised for', now: content.triggers, says: triggerText },
      {
        name: 'follows',
        label: 'Whether one follows',
        now: followsOf(content),
        says: (one) => (one === 'one' ? 'Yes' : 'No, none follows'),
      },
      { name: 'successor', label: 'What follows', now: followsOf(content) === 'one' ? content.successor : '' },
    ],
  }),
});

const triggerText = (key: string): string => retirementTriggers.find((one) => one.key === key)?.text ?? key;
/** Which radio a successor is: one that follows, none, or not chosen yet. */
const followsOf = ({ successor }: ProposalContent): 'one' | 'none' | null =>
  successor === null || successor === 'none' ? successor : 'one';

/** What a dispensation says beside its grounds. `refuseWrong` throws for days that it cannot have. */
export const dispensationPart = (
  refuseWrong: (period: Period) => Promise<void>,
): DraftPart<typeof dispensationForm> => ({
  schema: dispensationForm,
  part: 'the dispensation',
  change: async (given) => {
    await refuseWrong(given.period);
    return inPlace(given);
  },
  page: ({ content }) => ({
    template: 'dispensation',
    field: 'affected',
    title: 'What is affected, what is allowed instead, and when',
    parts: partsOf(content),
    longestMonths,
    fields: [
      {
        name: 'affected',
        label: 'What is affected',
        now: content.affected,
        says: (part) => affectedTexts([part], content).join(),
      },
      { name: 'instead', label: 'What is allowed instead', now: content.instead },
      ...daysOf(content.period),
    ],
  }),
});

/** The days of a dispensation as its form has them: day, month and year of each. */
function daysOf(period: Period | null): { name: string; label: string; now: string }[] {
  return (['startsOn', 'endsOn'] as const).flatMap((name) => {
    const [year = '', month = '', day = ''] = (period?.[name] ?? '').split('-');
    return Object.entries({ day, month, year }).map(([part, value]) => ({
      name: `${name}-${part}`,
      label: `${name === 'startsOn' ? 'First' : 'Last'} day: ${part}`,
      now: value.replace(/^0/, ''),
    }));
  });
}
