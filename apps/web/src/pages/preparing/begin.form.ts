import { subjectKinds, type Subject, type SubjectKind, templateKeys } from '@app/consultations';
import { listOfLines, oneLine, type Reason, refuseIf, severalKeys } from '@app/kernel';
import { occupationReferenceSchema, type PublishedMap } from '@app/occupational-map';
import { z } from 'zod';
import { key, version } from '../../http/fields';

type Chosen = Pick<Subject, 'kind' | 'ref'>;

/** The most things that one consultation asks about: more make a form that nobody ends. */
const mostSubjects = 50;

const subjects = listOfLines(z.array(oneLine(100)).max(mostSubjects, `Enter at most ${mostSubjects} lines`)).default(
  [],
);
/** What has no short name to type, a request or a revision, as its box carries it: `proposal:ID`. */
const kept = severalKeys();

/** A consultation that begins to be prepared. */
export const beginning = z.object({
  key,
  template: z.enum(templateKeys, { error: 'Choose what it is prepared from' }),
  title: oneLine(150, 'Enter a title'),
  subjects,
  kept,
});

/** What a draft is about, with the version of it that was read. */
export const aboutWhat = z.object({ seen: version, subjects, kept });

/** The kinds whose subjects are known by an id: they come from their own page, never from a line. */
const byId: readonly SubjectKind[] = ['proposal', 'retirement', 'revision'];

/** What was chosen, line by line. @throws Refused beside the field, naming the lines that are not on the map */
export function chosenIn(
  given: { subjects: readonly string[]; kept: readonly string[] },
  map: PublishedMap | null,
): Chosen[] {
  const found = given.subjects.map((line) => ({ line, subject: onMap(line, map) }));
  const gaps = found.flatMap(({ line, subject }): Reason[] =>
    subject === null
      ? [
          {
            field: 'subjects',
            text: `“${line}” is not on the map: enter a reference like OCC0116, or the short name in the address of a route, pathway or cluster`,
          },
        ]
      : [],
  );
  refuseIf(gaps);
  const lines = found.flatMap(({ subject }) => (subject === null ? [] : [subject]));
  const all = [...given.kept.flatMap(keptOne), ...lines];
  return all.filter((one, at) => all.findIndex(({ kind, ref }) => kind === one.kind && ref === one.ref) === at);
}

/** What is chosen, as the two fields of the form have it. */
export function fieldsOfSubjects(chosen: readonly Chosen[]): { subjects: string; kept: string[] } {
  const ids = chosen.filter(({ kind }) => byId.includes(kind));
  const lines = chosen.filter(({ kind }) => !byId.includes(kind));
  return { subjects: lines.map(({ ref }) => ref).join('\n'), kept: ids.map(({ kind, ref }) => `${kind}:${ref}`) };
}

/** The boxes of what is kept by its id, each with its kind and title. */
export function keptChoices(
  subjects: readonly Pick<Subject, 'kind' | 'ref' | 'title'>[],
): { value: string; text: string }[] {
  return subjects
    .filter(({ kind }) => byId.includes(kind))
    .map(({ kind, ref, title }) => ({ value: `${kind}:${ref}`, text: `${subjectKinds[kind]}: ${title}` }));
}

function keptOne(value: string): Chosen[] {
  const [kind = '', ref = ''] = value.split(':');
  const known = byId.find((one) => one === kind);
  return known === undefined || !z.uuid().safeParse(ref).success ? [] : [{ kind: known, ref }];
}

function onMap(line: string, map: PublishedMap | null): Chosen | null {
  const reference = line.toUpperCase();
  if (occupationReferenceSchema.safeParse(reference).success) {
    return map?.occupation(reference) ? { kind: 'occupation', ref: reference } : null;
  }
  const ref = line.toLowerCase();
  if (map?.route(ref)) return { kind: 'route', ref };
  if (map?.pathway(ref)) return { kind: 'pathway', ref };
  return map?.cluster(ref) ? { kind: 'cluster', ref } : null;
}
