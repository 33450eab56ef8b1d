import { z } from 'zod';
import { proposedShape } from './proposed';

/** What can be consulted on. Route reviews and products join as rows. */
export const subjectKinds = {
  proposal: 'Proposal',
  retirement: 'Retirement',
  route: 'Route',
  pathway: 'Pathway',
  cluster: 'Cluster',
  occupation: 'Occupation',
  revision: 'Map revision',
} as const;
export type SubjectKind = keyof typeof subjectKinds;

/**
 * One thing that is consulted on: by `ref` it is known (a request's or revision's id, the slug of a node, the reference of
 * an occupation), with the title and the text that stood when the consultation was agreed, so that everybody answers to
 * the same. `version` says which that was: a request's version, or the edition.
 */
export const subjectSchema = z.object({
  kind: z.enum(Object.keys(subjectKinds) as [SubjectKind, ...SubjectKind[]]),
  ref: z.string().min(1),
  title: z.string().min(1),
  version: z.string(),
  shown: proposedShape,
});
export type Subject = z.infer<typeof subjectSchema>;

/** A subject as lists and titles name it. */
export type NamedSubject = Pick<Subject, 'kind' | 'ref' | 'title'>;

/** The subjects that a question with blocks is asked for. */
export function blocksOfSubjects(subjects: readonly NamedSubject[]): { ref: string; title: string }[] {
  return subjects.filter(({ kind }) => kind === 'occupation').map(({ ref, title }) => ({ ref, title }));
}
