import type { EmployerDetails } from '@app/trailblazers';
import { type EvidenceFileDetails, type ProposalContent, type RequirementKey, requirements } from './content';
import { affectedTexts, periodInWords } from './dispensation';
import { matchKindWords } from './matches';
import { retirementTriggers } from './triggers';

/** A content as versions have it, or as a draft has it together with its group's employers and its files. */
export type ContentAndBeside = ProposalContent & {
  employers: readonly EmployerDetails[];
  files: readonly EvidenceFileDetails[];
};

type Coded = { code: string; text: string };

/** What a part says: texts, each with its name where there are several; a list; statements; or what each duty needs. */
export type Said =
  | { shape: 'texts'; texts: readonly [name: string | null, text: string][] }
  | { shape: 'list'; items: readonly string[] }
  | { shape: 'statements'; statements: readonly Coded[] }
  | { shape: 'mapping' };

/** What a change of this field is, from the smallest to the largest, where more than its wording changes. */
type InSubstance = 'adjustment' | 'revision';

/** What everything about one part of a request is read from. */
export type PartOfRequest = {
  /** Its name, as change requests, comparisons and summaries have it. */
  text: string;
  /** The page of a draft on which it is changed; the employers are changed on the page of the group. */
  page: string;
  says: (content: ContentAndBeside) => Said;
  /** What an assessor looks at, and where that is from. */
  looksAt: readonly string[];
  source: 'institute' | 'waymark';
};

/** A part that says something that stands on the map. `wording`: its wording alone may change, without any substance. */
export type PartOfOccupation = PartOfRequest & { inSubstance: InSubstance; wording: boolean };

const one = (read: (content: ContentAndBeside) => string | number | null): PartOfRequest['says'] => {
  return (content) => ({ shape: 'texts', texts: [[null, String(read(content) ?? '')]] });
};
const several = (read: (content: ContentAndBeside) => readonly string[]): PartOfRequest['says'] => {
  return (content) => ({ shape: 'list', items: read(content) });
};
const explained = (
  read: (content: ContentAndBeside) => { explanation: string; evidence: string },
): PartOfRequest['says'] => {
  return (content) => {
    const { explanation, evidence } = read(content);
    return {
      shape: 'texts',
      texts: [
        ['Explanation', explanation],
        ['Evidence', evidence],
      ],
    };
  };
};

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
    text: 'Title',
    page: 'occupation',
    says: one(({ title }) => title),
    ...waymark('Employers use this title, and no occupation on the maps has it'),
    ...changing('revision'),
  },
  route: {
    text: 'Route',
    page: 'occupation',
    says: one(({ route }) => route),
    ...waymark('The route is the one that its text fits best, or it is said why not'),
    ...changing('revision'),
  },
  level: {
    text: 'Level',
    page: 'occupation',
    says: one(({ level }) => level),
    ...waymark('The level goes with the duties and with similar occupations'),
    ...changing('revision'),
  },
  profile: {
    text: 'Profile',
    page: 'profile',
    says: one(({ profile }) => profile),
    ...institute('The profile is short and clear, and says what people do, where and with what responsibility'),
    ...changing('adjustment', 'or wording'),
  },
  typicalJobTitles: {
    text: 'Typical job titles',
    page: 'profile',
    says: several(({ typicalJobTitles }) => typicalJobTitles),
    ...institute('The job titles are found in job adverts'),
    ...changing('adjustment', 'or wording'),
  },
  keywords: {
    text: 'Keywords',
    page: 'profile',
    says: several(({ keywords }) => keywords),
    ...waymark('People find the occupation by these words'),
    ...changing('adjustment', 'or wording'),
  },
} as const satisfies Readonly<Record<string, PartOfOccupation>>;

const statements = {
  duties: {
    text: 'Duties',
    page: 'duties',
    says: ({ duties }) => ({ shape: 'statements', statements: duties }),
    ...institute('Together the duties make the whole occupation; each is a task in a workplace'),
    ...changing('revision', 'or wording'),
  },
  ksbs: {
    text: 'Knowledge, skills and behaviours',
    page: 'ksbs',
    says: ({ ksbs }) => ({ shape: 'statements', statements: ksbs }),
    ...institute('Each statement comes from a duty and can be assessed; together they are full competence'),
    ...changing('revision', 'or wording'),
  },
  mapping: {
    text: 'Mapping of duties to knowledge, skills and behaviours',
    page: 'mapping',
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
export const partsOfRequests = { ...described, ...askedFor, ...statements, ...required, ...shown };
export type PartName = keyof typeof partsOfRequests;

/** Those that say what stands on the map: what a change can touch. */
export const partsOfOccupations: Readonly<Record<ChangeableField, PartOfOccupation>> = { ...described, ...statements };
export type ChangeableField = keyof typeof described | keyof typeof statements;

/** The same as a list, each with its name. */
export const proposalFields: readonly ({ field: PartName } & PartOfRequest)[] = (
  Object.entries(partsOfRequests) as [PartName, PartOfRequest][]
).map(([field, part]) => ({ field, ...part }));

/** The part of this name; null where there is none, or is no more. */
export function partNamed(field: string): PartOfRequest | null {
  return Object.hasOwn(partsOfRequests, field) ? partsOfRequests[field as PartName] : null;
}

/** What a part says as one text, a line for each item: empty where it says nothing, or is read as statements. */
export function saidIn(field: PartName, content: ContentAndBeside): string {
  const said = partsOfRequests[field].says(content);
  if (said.shape === 'list') return said.items.join('\n');
  return said.shape === 'texts' ? said.texts.map(([, text]) => text).join('\n') : '';
}

/** What describes the occupation and what is asked for, part by part: what stands above the statements of a version. */
export function saidInShort(content: ProposalContent): { field: PartName; text: string; said: string }[] {
  const whole = { ...content, employers: [], files: [] };
  const short = Object.entries({ ...described, ...askedFor, grounds: shown.grounds }) as [PartName, PartOfRequest][];
  return short.flatMap(([field, { text, says }]) => {
    const said = says(whole);
    if (said.shape === 'list') return [{ field, text, said: said.items.join('\n') }];
    if (said.shape !== 'texts') return [];
    return said.texts.map(([name, of]) => ({
      field,
      text: name === null ? text : `${text}: ${name.toLowerCase()}`,
      said: of,
    }));
  });
}
