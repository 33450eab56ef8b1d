import type { Occupation } from '@app/occupational-map';
import { type ProposalContent, requirements } from './content';
import type { ChangeKind } from './changes';

export const requestKinds = ['occupation', 'standard', 'change', 'option', 'retirement', 'dispensation'] as const;
/** What is asked for: each kind has its own stages, parts and effect on the map. */
export type RequestKind = (typeof requestKinds)[number];

/**
 * The stages that a request goes through, in order; a kind may leave out what lies between the check and the end. What
 * does not change the map is in force for its time.
 */
export const stages = [
  'draft',
  'officer-check',
  'peer-review',
  'panel',
  'committee',
  'map-revision',
  'map',
  'in-force',
] as const;
export type Stage = (typeof stages)[number];

/** What everything about one kind of request is read from. */
export type KindOfRequest = {
  /** Its name, as a heading has it and in a sentence. */
  name: string;
  inWords: string;
  /** What the start page says beside it. */
  hint: string;
  /** What it is about: nothing that is on the map yet, or an occupation of which this holds. */
  about: 'nothing' | 'in-development' | 'approved' | 'option' | 'live';
  /** The parts of the content that it asks for, by the names that change requests use. */
  fields: readonly string[];
  stages: readonly Stage[];
  /** Whether the four requirements of an occupation are what it is judged by: a refusal gives a reason for each. */
  judgedByRequirements: boolean;
  /** For how many weeks at least the public is consulted before the panel takes it up; null: no consultation is needed. */
  consultationWeeks: number | null;
  /** Within how many weeks of its submission a decision is promised. */
  decisionWeeks: number;
  /** How many weeks after the day on which an answer was due a returned request lapses. */
  lapsesAfterWeeks: number;
  /** What an agreed one does, to the map where it does anything to it. */
  effect: string;
  /** What it is once it is agreed: the two statuses of an occupation. */
  statuses: { agreedAsOccupation?: true; standardApproved?: true };
  /** What the page of the occupation says to everybody once the officer has accepted it; null: nothing. */
  inPublic: string | null;
};

const requirementFields = requirements.map(({ key }) => `requirement-${key}`);
const statements = ['duties', 'ksbs', 'mapping'];
const profile = ['profile', 'typicalJobTitles'];
const toTheMap = stages.filter((stage) => stage !== 'in-force');
/** The approvals process of 2018 to 2024 aims at 6 weeks, a change at 4; half a year to answer is our own setting. */
const promises = { decisionWeeks: 6, lapsesAfterWeeks: 26 };

/**
 * Every kind of request. Sources: the Institute's pages on occupation proposals, the approvals process, revisions and
 * adjustments, and retirement (domain.md, section 2); a dispensation is a temporary
 * authorised change. Assessment plans and funding are not taken here.
 */
export const kindsOfRequest: Readonly<Record<RequestKind, KindOfRequest>> = {
  occupation: {
    name: 'A new occupation',
    inWords: 'a new occupation',
    hint: 'One that is on none of the maps. Its standard follows, as a second request.',
    about: 'nothing',
    fields: [
      'title',
      'route',
      'level',
      ...profile,
      'duties',
      ...requirementFields,
      'matchAnswers',
      'files',
      'employers',
    ],
    stages: toTheMap,
    judgedByRequirements: true,
    consultationWeeks: null,
    ...promises,
    effect: 'It goes on the map as an occupation in development',
    statuses: { agreedAsOccupation: true },
    inPublic: null,
  },
  standard: {
    name: 'The standard of an occupation in development',
    inWords: 'the standard of an occupation in development',
    hint: 'The duties, knowledge, skills and behaviours of an occupation that was agreed.',
    about: 'in-development',
    fields: [...profile, 'keywords', ...statements, 'files', 'employers'],
    stages: toTheMap,
    judgedByRequirements: true,
    consultationWeeks: null,
    ...promises,
    effect: 'The occupation becomes approved, with version 1.0 of its standard',
    statuses: { agreedAsOccupation: true, standardApproved: true },
    inPublic: 'Its occupational standard has been submitted and is being considered.',
  },
  change: {
    name: 'A change to an approved occupation',
    inWords: 'a change to an approved occupation',
    hint: 'You edit a copy of what stands. What you change decides how far it has to go.',
    about: 'approved',
    fields: ['title', 'route', 'level', ...profile, 'keywords', ...statements, 'grounds', 'files'],
    stages: toTheMap,
    judgedByRequirements: true,
    consultationWeeks: null,
    ...promises,
    decisionWeeks: 4,
    effect: 'The occupation is changed',
    statuses: {},
    inPublic: 'A change to this occupation is proposed and being considered.',
  },
  option: {
    name: 'An option added to or removed from a standard',
    inWords: 'an option added or removed',
    hint: 'For core-and-options standards: one occupation on the map for each option.',
    about: 'option',
    fields: ['option', ...profile, 'keywords', ...statements, 'grounds', 'files'],
    stages: toTheMap,
    judgedByRequirements: true,
    consultationWeeks: null,
    ...promises,
    effect: 'The option is added to the standard, or taken out of it',
    statuses: {},
    inPublic: 'A change to the options of this standard is proposed and being considered.',
  },
  retirement: {
    name: 'The retirement of an occupation',
    inWords: 'the retirement of an occupation',
    hint: 'It leaves the map. The public is consulted for at least 4 weeks before the panel takes it up.',
    about: 'live',
    fields: ['triggers', 'successor', 'grounds', 'files'],
    stages: toTheMap.filter((stage) => stage !== 'peer-review'),
    judgedByRequirements: false,
    consultationWeeks: 4,
    ...promises,
    effect: 'The occupation leaves the map and stands on the list of retired ones',
    statuses: {},
    inPublic: 'The retirement of this occupation is proposed and being considered.',
  },
  dispensation: {
    name: 'A dispensation from an approved standard',
    inWords: 'a dispensation from an approved standard',
    hint: 'Something else is allowed for a time, 12 months at most. The standard stays as it is.',
    about: 'approved',
    fields: ['affected', 'instead', 'period', 'grounds', 'files'],
    stages: stages.filter((stage) => stage !== 'map-revision' && stage !== 'map'),
    judgedByRequirements: false,
    consultationWeeks: null,
    ...promises,
    decisionWeeks: 4,
    effect: 'What it allows holds from its first day to its last; the map and the standard stay as they are',
    statuses: {},
    inPublic: 'A dispensation from its standard is asked for and being considered.',
  },
};

/** How far a change has to go follows from how much it changes. */
const stagesOfChanges: Readonly<Record<ChangeKind, readonly Stage[]>> = {
  correction: ['draft', 'officer-check', 'map-revision', 'map'],
  adjustment: ['draft', 'officer-check', 'panel', 'map-revision', 'map'],
  revision: toTheMap,
};

/** What decides on the way of a request: its kind and, of a change that was submitted, which change it is. */
export type Way = { kind: RequestKind; changeKind: ChangeKind | null };

/** The stages of a request, in order. A change that nobody has submitted yet has them all before it. */
export function stagesOf({ kind, changeKind }: Way): readonly Stage[] {
  return changeKind === null ? kindsOfRequest[kind].stages : stagesOfChanges[changeKind];
}

/** Whether a request of this kind can be about this occupation. */
export function mayBeAbout(kind: RequestKind, { status, option }: Occupation): boolean {
  switch (kindsOfRequest[kind].about) {
    case 'nothing':
      return false;
    case 'in-development':
      return status === 'in-development';
    case 'approved':
      return status === 'approved';
    case 'option':
      return status === 'approved' && option !== null;
    case 'live':
      return status !== 'retired';
  }
}

/** The parts that a request asks for: an option that is taken out is not described again. */
export function fieldsOf(kind: RequestKind, content: Pick<ProposalContent, 'option'>): readonly string[] {
  const { fields } = kindsOfRequest[kind];
  if (content.option?.act !== 'remove') return fields;
  return fields.filter((field) => ['option', 'grounds', 'files'].includes(field));
}
