import {
  dutySchema,
  ksbSchema,
  newOccupation,
  type Occupation,
  occupationReferenceSchema,
  type Placement,
} from '@app/occupational-map';
import { type FileKind, fileKinds } from '@app/platform';
import { employerSchema } from '@app/trailblazers';
import { z } from 'zod';
import { affectedSchema, periodSchema } from './dispensation';
import { closeMatchesSchema, matchKinds } from './matches';
import { retirementTriggers } from './triggers';

/** The four requirements of an occupation (occupation criteria, the Institute's wording of 2021). */
export const requirements = [
  { key: 'transferable', text: 'Transferable to a range of employers' },
  { key: 'broad', text: 'Broad, deep and skilled: at least a year of employment and training, with 20% off the job' },
  { key: 'competence', text: 'Full occupational competence for new entrants' },
  { key: 'recognised', text: 'Recognised and stand-alone' },
] as const;
export type RequirementKey = (typeof requirements)[number]['key'];

const long = z.string().trim().max(4000, 'Enter 4,000 characters or fewer').default('');
const requirement = z.object({ explanation: long, evidence: long }).default({ explanation: '', evidence: '' });

/** What the proposer says about an occupation that comes close. */
const matchAnswerSchema = z.object({
  reference: occupationReferenceSchema,
  is: z.enum(matchKinds),
  reason: z.string().trim().min(1).max(2000, 'Enter 2,000 characters or fewer'),
});

/** What a proposal says. Everything may be missing while it is a draft; `submissionGaps` says what is. */
export const proposalContentSchema = z.object({
  title: z.string().trim().max(200, 'Enter 200 characters or fewer').default(''),
  route: z.string().nullable().default(null),
  level: z.number().int().min(2).max(7).nullable().default(null),
  profile: long,
  typicalJobTitles: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  duties: z.array(dutySchema).max(60).default([]),
  ksbs: z.array(ksbSchema).max(200).default([]),
  requirements: z
    .object({ transferable: requirement, broad: requirement, competence: requirement, recognised: requirement })
    .prefault({}),
  keywords: z.array(z.string().trim().min(1).max(100, 'A keyword has 100 characters or fewer')).max(100).default([]),
  /** Of an option: whether it is added, under which name, or taken out. */
  option: z
    .discriminatedUnion('act', [
      z.object({ act: z.literal('add'), name: z.string().trim().min(1).max(150) }),
      z.object({ act: z.literal('remove') }),
    ])
    .nullable()
    .default(null),
  /** Of a retirement: what it is raised for, and the occupation that follows; 'none' where it is said that none does. */
  triggers: z.array(z.enum(retirementTriggers.map(({ key }) => key))).default([]),
  successor: z
    .union([occupationReferenceSchema, z.literal('none')])
    .nullable()
    .default(null),
  /** Of a dispensation: which parts of the standard it is about, what is allowed instead, and from when until when. */
  affected: z.array(affectedSchema).max(300).default([]),
  instead: long,
  period: periodSchema.nullable().default(null),
  /** Why something that is on the map is to be changed, and what shows it. */
  grounds: requirement,
  /** What each occupation is to the proposed one that comes close to it, and why. */
  matchAnswers: z.array(matchAnswerSchema).max(50).default([]),
});
export type ProposalContent = z.infer<typeof proposalContentSchema>;

/** A file that is evidence for a requirement, or (null) for the proposal as a whole; known by the hash of its content. */
const evidenceFileSchema = z.object({
  id: z.uuid(),
  requirement: z.enum(requirements.map(({ key }) => key)).nullable(),
  name: z.string(),
  kind: z.enum(Object.keys(fileKinds) as FileKind[]),
  size: z.number().int(),
  sha256: z.string(),
});
export type EvidenceFileDetails = z.infer<typeof evidenceFileSchema>;

const basisSchema = z.object({
  reference: occupationReferenceSchema,
  hash: z.string().min(1),
  content: proposalContentSchema,
});
/** The occupation that a request is about, as it stood on the map when the draft was made: what the draft is a copy of. */
export type Basis = z.infer<typeof basisSchema>;

/**
 * What a submitted version says: the content, the employers and the evidence files of the group as they were at that
 * moment, what stood on the map, and the occupations that came close to it there.
 */
export const submittedContentSchema = proposalContentSchema.extend({
  employers: z.array(employerSchema).max(500).default([]),
  files: z.array(evidenceFileSchema).default([]),
  basis: basisSchema.nullable().default(null),
  matches: closeMatchesSchema.nullable().default(null),
});
export type SubmittedContent = z.infer<typeof submittedContentSchema>;

/** What stands on the map about an occupation, as a draft says it: the copy that its proposer edits. */
export function copyOf(occupation: Occupation, placement: Placement | null): ProposalContent {
  const { title, level, overview, typicalJobTitles, keywords, duties, ksbs } = occupation;
  const route = placement?.route ?? null;
  return { ...blankContent(), title, level, route, profile: overview, typicalJobTitles, keywords, duties, ksbs };
}

/** What an option is called on the map: its standard, and its own name. `sibling` is the title of an option of it. */
export function optionTitle(sibling: string, name: string): string {
  const at = sibling.lastIndexOf(' - ');
  return `${at < 0 ? sibling : sibling.slice(0, at)} - ${name}`;
}

/** A draft that says nothing yet. */
export function blankContent(): ProposalContent {
  return proposalContentSchema.parse({});
}

/** What the content says about one part, by the name that change requests use for it. */
export function partOf(content: ProposalContent & { files?: EvidenceFileDetails[] }, field: string): unknown {
  if (field === 'mapping') return content.duties.map(({ code, ksbs }) => [code, ksbs]);
  if (field === 'duties') return content.duties.map(({ code, text }) => [code, text]);
  const requirement = requirements.find(({ key }) => field === `requirement-${key}`);
  if (requirement !== undefined) {
    const files = (content.files ?? []).filter((file) => file.requirement === requirement.key);
    return { ...content.requirements[requirement.key], files };
  }
  return (content as Readonly<Record<string, unknown>>)[field];
}

/** The next free code: D3 after D1 and D2. Codes are never given twice while their statement stands. */
export function nextCode(letter: 'D' | 'K' | 'S' | 'B', codes: readonly string[]): string {
  const used = codes.filter((code) => code.startsWith(letter)).map((code) => Number(code.slice(1)));
  return `${letter}${Math.max(0, ...used) + 1}`;
}

/** Statements by kind and then by the number in their code. */
export function inCodeOrder<T extends { code: string }>(list: readonly T[]): T[] {
  const kinds = 'DKSB';
  const rank = (code: string): number => kinds.indexOf(code[0] ?? '') * 1000 + Number(code.slice(1));
  return [...list].sort((a, b) => rank(a.code) - rank(b.code));
}

/**
 * The occupation that an agreed proposal becomes. Being agreed as an occupation and having an approved standard are
 * two things: without the standard it stands on the map as in development.
 */
export function toOccupation(content: ProposalContent, reference: string, standardApproved: boolean): Occupation {
  return newOccupation({
    reference,
    title: content.title,
    level: content.level ?? 0,
    status: standardApproved ? 'approved' : 'in-development',
    overview: content.profile,
    typicalJobTitles: content.typicalJobTitles,
    keywords: content.keywords,
    duties: content.duties,
    ksbs: content.ksbs,
    standard: {
      reference: reference.replace(/^OCC(\d+).*$/, 'ST$1'),
      version: standardApproved ? '1.0' : null,
      status: standardApproved ? 'approved' : 'in-development',
    },
  });
}
