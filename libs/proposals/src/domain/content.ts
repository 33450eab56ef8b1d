import { dutySchema, ksbSchema, newOccupation, type Occupation } from '@app/occupational-map';
import { type FileKind, fileKinds } from '@app/platform';
import { employerSchema } from '@app/trailblazers';
import { z } from 'zod';

/** The four requirements of an occupation (occupation criteria, the Institute's wording of 2021). */
export const requirements = [
  { key: 'transferable', text: 'Transferable to a range of other employers' },
  { key: 'broad', text: 'Broad, deep and skilled: at least a year of training with 20% off the job' },
  { key: 'competence', text: 'Full occupational competence for new entrants' },
  { key: 'recognised', text: 'Recognised and stand-alone' },
] as const;
export type RequirementKey = (typeof requirements)[number]['key'];

const long = z.string().trim().max(4000, 'Enter 4,000 characters or fewer').default('');
const requirement = z.object({ explanation: long, evidence: long }).default({ explanation: '', evidence: '' });

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

/** What a submitted version says: the content, and the group's employers and evidence files as they were then. */
export const submittedContentSchema = proposalContentSchema.extend({
  employers: z.array(employerSchema).max(500).default([]),
  files: z.array(evidenceFileSchema).default([]),
});
export type SubmittedContent = z.infer<typeof submittedContentSchema>;

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
    duties: content.duties,
    ksbs: content.ksbs,
    standard: {
      reference: reference.replace(/^OCC(\d+).*$/, 'ST$1'),
      version: standardApproved ? '1.0' : null,
      status: standardApproved ? 'approved' : 'in-development',
    },
  });
}
