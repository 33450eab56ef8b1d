import { fieldsOfOccupations } from '@app/occupational-map';
import { type EvidenceFileDetails, type RequirementKey, requirements } from './content';
import { affectedTexts, periodInWords } from './dispensation';
import { matchKindWords } from './matches';
import { explained, type InSubstance, one, type PartOfOccupation, type PartOfRequest, several } from './part';
import { retirementTriggers } from './triggers';

const institute = (...looksAt: string[]) => ({ looksAt, source: 'institute' as const });
const waymark = (...looksAt: string[]) => ({ looksAt, source: 'waymark' as const });
const changing = (inSubstance: InSubstance, more?: 'or wording') => ({ inSubstance, wording: more !== undefined });

/*
 * What an assessor looks at: the Institute publishes a test for each requirement ("we will assess this by", pages on the
 * occupation proposal and on the occupational standard; domain.md, section 2, "Occupation criteria"), told here in our
 * own words, for the criteria as they were worded in 2021. The later ones (in demand in the labour market, long-term
 * earnings, 8 months at least since August 2025) are not asked for. What is marked `waymark` is what Waymark's own rules
 * and its officers look at.
 */
const described = {
  title: {
    of: 'title',
    text: fieldsOfOccupations.title.label,
    page: 'occupation',
    missing: 'Enter the occupation title',
    says: one(({ title }) => title),
    ...waymark('Employers use this title, and no occupation on the maps has it'),
    ...changing('revision'),
  },
  route: {
    of: null,
    text: 'Route',
    page: 'occupation',
    missing: 'Choose the route',
    says: one(({ route }) => route),
    ...waymark('The route is the one that its text fits best, or it is said why not'),
    ...changing('revision'),
  },
  level: {
    of: 'level',
    text: fieldsOfOccupations.level.label,
    page: 'occupation',
    missing: 'Choose a level from 2 to 7',
    says: one(({ level }) => level),
    ...waymark('The level goes with the duties and with similar occupations'),
    ...changing('revision'),
  },
  profile: {
    of: 'overview',
    text: 'Profile',
    page: 'profile',
    missing: 'Describe the occupation in a profile',
    hint: 'What people in this occupation do, where, and what they are responsible for.',
    says: one(({ profile }) => profile),
    ...institute('The profile is short and clear, and says what people do, where and with what responsibility'),
    ...changing('adjustment', 'or wording'),
  },
  typicalJobTitles: {
    of: 'typicalJobTitles',
    text: fieldsOfOccupations.typicalJobTitles.label,
    page: 'profile',
    missing: 'Enter at least one typical job title',
    hint: 'One on each line',
    says: several(({ typicalJobTitles }) => typicalJobTitles),
    ...institute('The job titles are found in job adverts'),
    ...changing('adjustment', 'or wording'),
  },
  keywords: {
    of: 'keywords',
    text: fieldsOfOccupations.keywords.label,
    page: 'profile',
    hint: 'What people search for, one on each line',
    says: several(({ keywords }) => keywords),
    ...waymark('People find the occupation by these words'),
    ...changing('adjustment', 'or wording'),
  },
} as const satisfies Readonly<Record<string, PartOfOccupation>>;

const statements = {
  duties: {
    of: 'duties',
    text: fieldsOfOccupations.duties.label,
    page: 'duties',
    says: ({ duties }) => ({ shape: 'statements', statements: duties }),
    ...institute('Together the duties make the whole occupation; each is a task in a workplace'),
    ...changing('revision', 'or wording'),
  },
  ksbs: {
    of: 'ksbs',
    text: fieldsOfOccupations.ksbs.label,
    page: 'ksbs',
    says: ({ ksbs }) => ({ shape: 'statements', statements: ksbs }),
    ...institute('Each statement comes from a duty and can be assessed; together they are full competence'),
    ...changing('revision', 'or wording'),
  },
  mapping: {
    of: null,
    text: 'Mapping of duties to knowledge, skills and behaviours',
    page: 'mapping',
    task: 'Which duty needs what',
    says: () => ({ shape: 'mapping' }),
    ...institute('Every duty needs something, and every statement is needed by a duty'),
    ...changing('revision'),
  },
} as const satisfies Readonly<Record<string, PartOfOccupation>>;

/** What only requests about something on the map say. */
const askedFor = {
  option: {
    text: 'The option',
    page: 'option',
    says: one(({ option, title }) => {
      if (option === null) return '';
      return option.act === 'add' ? `Added: ${title}` : `Taken out: ${title}`;
    }),
    ...institute('The option shares the core of its standard'),
  },
  triggers: {
    text: 'What the retirement is raised for',
    page: 'retirement',
    task: 'Why it is to be retired, and what follows',
    says: several(({ triggers }) =>
      retirementTriggers.filter(({ key }) => triggers.includes(key)).map(({ text }) => text),
    ),
    ...institute('What it is raised for is one of the published triggers, and is shown'),
  },
  successor: {
    text: 'What follows the occupation',
    page: 'retirement',
    says: one(({ successor }) => (successor === 'none' ? 'No occupation' : successor)),
    ...waymark('Who trains for it now has somewhere to go, or it is said that nobody does'),
  },
  affected: {
    text: 'Parts of the standard that are affected',
    page: 'dispensation',
    task: 'What is affected, what is allowed instead, and when',
    says: several((content) => affectedTexts(content.affected, content)),
    ...institute('Every part of the standard that it touches is named, and no other'),
  },
  instead: {
    text: 'What is allowed instead',
    page: 'dispensation',
    says: one(({ instead }) => instead),
    ...waymark('What is done instead is clear, and what people have to be able to do in the end stays the same'),
  },
  period: {
    text: 'First and last day',
    page: 'dispensation',
    says: one(({ period }) => (period === null ? '' : periodInWords(period))),
    ...waymark('It is no longer than it is needed, and 12 months at most'),
  },
} as const satisfies Readonly<Record<string, PartOfRequest>>;

const requirement = (key: RequirementKey, ...tests: string[]): PartOfRequest => ({
  text: `Requirement: ${requirements.find((one) => one.key === key)?.text}`,
  page: `requirements/${key}`,
  task: requirements.find((one) => one.key === key)?.text,
  says: explained((content) => content.requirements[key]),
  ...institute(...tests),
});
const required: Readonly<Record<`requirement-${RequirementKey}`, PartOfRequest>> = {
  'requirement-transferable': requirement(
    'transferable',
    'The profile is compared with job adverts of other employers',
    'The employers of the group are of different sizes, sectors and regions',
  ),
  'requirement-broad': requirement(
    'broad',
    'The duties are weighed: they need a year at least of employment and training, with 20% off the job',
  ),
  'requirement-competence': requirement(
    'competence',
    'Somebody new to the occupation can carry out all its duties after the training',
  ),
  'requirement-recognised': requirement(
    'recognised',
    'Employers know it as a job of its own, not as a part of another',
    'It is compared with occupations and standards that are on the maps',
  ),
};

const shown = {
  matchAnswers: {
    text: 'Similar occupations, and what they are to it',
    page: 'similar',
    says: several(({ matchAnswers }) =>
      matchAnswers.map(({ reference, is, reason }) => `${reference}: ${matchKindWords[is]}. ${reason}`),
    ),
    ...waymark('For each similar occupation it is said, with a reason, what it is to this one'),
  },
  grounds: {
    text: 'Why, and the evidence',
    page: 'grounds',
    says: explained(({ grounds }) => grounds),
    ...waymark('It is said why it is needed, with evidence that can be checked'),
  },
  files: {
    text: 'Evidence files',
    page: 'files',
    says: several(({ files }) => files.map(fileText)),
    ...waymark('Files are optional; each shows what the words beside it say, and can be read without other things'),
  },
  employers: {
    text: 'Employers of the group',
    page: 'employers',
    says: several(({ employers }) =>
      employers.map(({ name, size, sector, region }) => `${name} (${size}, ${sector}, ${region})`),
    ),
    ...institute('The group reflects who employs people in it: sizes, sectors, regions'),
  },
} as const satisfies Readonly<Record<string, PartOfRequest>>;

/** A file by its name and what is in it: another content under the same name is another file. */
function fileText({ name, requirement, sha256 }: EvidenceFileDetails): string {
  const about = requirements.find(({ key }) => key === requirement)?.text ?? 'the proposal as a whole';
  return `${name}, for: ${about} (content ${sha256.slice(0, 8)})`;
}

/** Every part that a request can have, by the name that its kind and change requests use, in the order of its pages. */
export const partsOfRequests = { ...askedFor, ...described, ...statements, ...required, ...shown };
export type PartName = keyof typeof partsOfRequests;

/** Those that describe the occupation in fields of one text, in the order of their pages. */
export const describedParts = Object.keys(described) as DescribedPart[];
export type DescribedPart = keyof typeof described;

/** Those that only requests about something on the map have. */
export const askedParts = Object.keys(askedFor) as (keyof typeof askedFor)[];

/** Those that say what stands on the map: what a change can touch. */
export const partsOfOccupations: Readonly<Record<ChangeableField, PartOfOccupation>> = { ...described, ...statements };
type Changeable = typeof described & typeof statements;
export type ChangeableField = keyof Changeable;
/** The fields of an occupation that requests write. */
export type WrittenField = NonNullable<Changeable[ChangeableField]['of']>;

/** The same as a list, each with its name. */
export const proposalFields: readonly ({ field: PartName } & PartOfRequest)[] = (
  Object.entries(partsOfRequests) as [PartName, PartOfRequest][]
).map(([field, part]) => ({ field, ...part }));

/** The part of this name; null where there is none, or is no more. */
export function partNamed(field: string): PartOfRequest | null {
  return Object.hasOwn(partsOfRequests, field) ? partsOfRequests[field as PartName] : null;
}
