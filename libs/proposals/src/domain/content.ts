import { tooLong, withoutEmpty } from '@app/kernel';
import { dutySchema, fieldsOfOccupations, ksbSchema, occupationReferenceSchema } from '@app/occupational-map';
import { type FileKind, fileKinds } from '@app/platform';
import { type EmployerDetails, employerSizes } from '@app/trailblazers';
import { z } from 'zod';
import { affectedSchema, periodSchema } from './dispensation';
import { type CloseMatches, closeMatchesSchema, matchKinds } from './matches';
import { retirementTriggers } from './triggers';

/** The four requirements of an occupation (occupation criteria, the Institute's wording of 2021). */
export const requirements = [
  { key: 'transferable', text: 'Transferable to a range of employers' },
  { key: 'broad', text: 'Broad, deep and skilled: at least a year of employment and training, with 20% off the job' },
  { key: 'competence', text: 'Full occupational competence for new entrants' },
  { key: 'recognised', text: 'Recognised and stand-alone' },
] as const;
export type RequirementKey = (typeof requirements)[number]['key'];

/*
 * These schemas read what is stored, in drafts and in submitted versions: they check, and neither clean nor default, so
 * that a version keeps the hash that was voted on. Texts are cleaned in the forms that they come from.
 */
const text = (longest: number) => z.string().max(longest, tooLong(longest));
const long = text(4000);
const lines = ({ longest, most }: { longest: number; most: number }) => z.array(text(longest).min(1)).max(most);
const of = fieldsOfOccupations;
const requirement = z.object({ explanation: long, evidence: long });

/** What the proposer says about an occupation that comes close. */
const matchAnswerSchema = z.object({
  reference: occupationReferenceSchema,
  is: z.enum(matchKinds),
  reason: text(2000).min(1),
});

/** What a proposal says. Everything may be empty while it is a draft; `submissionGaps` says what is. */
export const proposalContentSchema = z.object({
  title: text(of.title.text.longest),
  route: z.string().nullable(),
  level: z.number().int().min(2).max(7).nullable(),
  profile: text(of.overview.text.longest),
  typicalJobTitles: lines(of.typicalJobTitles.text),
  duties: z.array(dutySchema).max(60),
  ksbs: z.array(ksbSchema).max(200),
  requirements: z.object({
    transferable: requirement,
    broad: requirement,
    competence: requirement,
    recognised: requirement,
  }),
  keywords: lines(of.keywords.text),
  /** Of an option: whether it is added, under which name, or taken out. */
  option: z
    .discriminatedUnion('act', [
      z.object({ act: z.literal('add'), name: text(150).min(1) }),
      z.object({ act: z.literal('remove') }),
    ])
    .nullable(),
  /** Of a retirement: what it is raised for, and the occupation that follows; 'none' where it is said that none does. */
  triggers: z.array(z.enum(retirementTriggers.map(({ key }) => key))),
  successor: z.union([occupationReferenceSchema, z.literal('none')]).nullable(),
  /** Of a dispensation: which parts of the standard it is about, what is allowed instead, and from when until when. */
  affected: z.array(affectedSchema).max(300),
  instead: long,
  period: periodSchema.nullable(),
  /** Why something that is on the map is to be changed, and what shows it. */
  grounds: requirement,
  /** What each occupation is to the proposed one that comes close to it, and why. */
  matchAnswers: z.array(matchAnswerSchema).max(50),
});
export type ProposalContent = z.infer<typeof proposalContentSchema>;

/** A content as it is kept: in order, and without what came later where that says nothing. @throws ZodError */
export function keptContent(given: object): ProposalContent {
  return proposalContentSchema.parse(withoutEmpty(proposalContentSchema, { ...blankContent(), ...given }));
}

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
  content: proposalContentSchema.partial(),
});
/** The occupation that a request is about, as it stood on the map when the draft was made: what the draft is a copy of. */
export type Basis = Omit<z.infer<typeof basisSchema>, 'content'> & { content: ProposalContent };

/**
 * What a submitted version says: the content, the employers and the evidence files of the group as they were at that
 * moment, what stood on the map, and the occupations that came close to it there.
 */
export type SubmittedContent = ProposalContent & {
  employers: EmployerDetails[];
  /** Where officers prepared it without a trailblazer group: on which ground, in words. Absent else. */
  ground?: string;
  files: EvidenceFileDetails[];
  basis: Basis | null;
  matches: CloseMatches | null;
};
const employer = z.object({ name: z.string(), size: z.enum(employerSizes), sector: z.string(), region: z.string() });
/** Versions were submitted before there were all of these fields: those are absent in them. */
const submittedContentSchema = proposalContentSchema
  .extend({
    employers: z.array(employer).max(500),
    ground: z.string(),
    files: z.array(evidenceFileSchema),
    basis: basisSchema.nullable(),
    matches: closeMatchesSchema.nullable(),
  })
  .partial();

/** The content of a submitted version as it is stored; what it says nothing about is empty. */
export function submittedContent(stored: unknown): SubmittedContent {
  const { basis = null, ...said } = submittedContentSchema.parse(stored);
  const around = { employers: [], files: [], matches: null };
  const copied = basis && { ...basis, content: { ...blankContent(), ...basis.content } };
  return { ...blankContent(), ...around, ...said, basis: copied };
}

/** What an option is called on the map: its standard, and its own name. `sibling` is the title of an option of it. */
export function optionTitle(sibling: string, name: string): string {
  const at = sibling.lastIndexOf(' - ');
  return `${at < 0 ? sibling : sibling.slice(0, at)} - ${name}`;
}

/** A draft that says nothing yet. */
export function blankContent(): ProposalContent {
  const requirement = () => ({ explanation: '', evidence: '' });
  return {
    title: '',
    route: null,
    level: null,
    profile: '',
    typicalJobTitles: [],
    duties: [],
    ksbs: [],
    requirements: {
      transferable: requirement(),
      broad: requirement(),
      competence: requirement(),
      recognised: requirement(),
    },
    keywords: [],
    option: null,
    triggers: [],
    successor: null,
    affected: [],
    instead: '',
    period: null,
    grounds: requirement(),
    matchAnswers: [],
  };
}

/** What the content says about one part, by the name that change requests use for it; null where it says nothing. */
export function partOf(content: ProposalContent & { files?: EvidenceFileDetails[] }, field: string): unknown {
  if (field === 'mapping') return content.duties.map(({ code, ksbs }) => [code, ksbs]);
  if (field === 'duties') return content.duties.map(({ code, text }) => [code, text]);
  const requirement = requirements.find(({ key }) => field === `requirement-${key}`);
  if (requirement !== undefined) {
    const files = (content.files ?? []).filter((file) => file.requirement === requirement.key);
    return { ...content.requirements[requirement.key], files };
  }
  return (content as Readonly<Record<string, unknown>>)[field] ?? null;
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
