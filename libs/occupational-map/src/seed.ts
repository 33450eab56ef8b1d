import { z } from 'zod';
import type { MapState, Occupation, Placement, TLevel, UnitGroup } from './domain';
import {
  newOccupation,
  occupationReferenceSchema,
  occupationStatuses,
  progressionKey,
  technicalLevels,
} from './domain';
import { jsonFilesIn, keyed, readJson, readRows } from './seed-files';

/** The project's own map to begin with, and what is said about it: `seed/README.md` has the whole story. */
export type Seed = Readonly<{
  state: MapState;
  /** References of ours, of occupations that the official maps do not have. */
  illustrative: readonly string[];
  /** Pairs of occupations whose KSBs strongly overlap. */
  overlaps: readonly (readonly [string, string])[];
  /** Occupations whose KSBs belong to another route than the one they are on. */
  misplaced: readonly { reference: string; belongsOn: string }[];
  /** The 412 unit groups of SOC 2020, title by code. */
  soc2020: Readonly<Record<string, string>>;
  /** The 369 unit groups of SOC 2010, title by code. */
  soc2010: Readonly<Record<string, string>>;
}>;

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const blankAsNull = z.string().transform((text) => text || null);
const yesOrBlank = z.enum(['yes', '']).transform((text) => text === 'yes');
const list = z.string().transform((text) => text.split(';').filter(Boolean));

const routeRow = z.object({
  slug,
  official_id: z.coerce.number().int(),
  name: z.string(),
  summary: z.string(),
});
const pathwayRow = z.object({ slug, route: slug, name: z.string() });
const clusterRow = z.object({
  slug,
  pathway: slug,
  name: z.string(),
  level: z.enum(technicalLevels),
});
const socRow = z.object({
  code: z.string().regex(/^\d{4}$/),
  title: z.string(),
});
const unitGroupRow = socRow.extend({ job_titles: list });
const progressionRow = z.object({
  from: occupationReferenceSchema,
  to: occupationReferenceSchema,
});
const tLevelRow = z.object({
  reference: z.string(),
  title: z.string(),
  start_year: z.coerce.number().int(),
  route: slug,
});
const specialismRow = z.object({
  reference: z.string(),
  t_level: z.string(),
  name: z.string(),
  covers: list,
});

const occupationRow = z.object({
  reference: occupationReferenceSchema,
  title: z.string(),
  level: z.coerce.number().int(),
  status: z.enum(occupationStatuses),
  route: slug,
  pathway: blankAsNull,
  cluster: blankAsNull,
  soc2020: blankAsNull,
  soc_confidence: z.enum(['high', 'medium', '']),
  apprenticeship_only: yesOrBlank,
  standard: blankAsNull,
  version: blankAsNull,
  paused: yesOrBlank,
  successor: blankAsNull,
  illustrative: yesOrBlank,
  typical_job_titles: list,
  overview: z.string(),
});
type OccupationRow = z.infer<typeof occupationRow>;

const contentFile = z.strictObject({
  reference: occupationReferenceSchema,
  overview: z.string().min(1),
  keywords: z.array(z.string()),
  duties: z.array(
    z.strictObject({
      code: z.string(),
      text: z.string(),
      ksbs: z.array(z.string()).min(1),
    }),
  ),
  ksbs: z.array(
    z.strictObject({
      code: z.string(),
      kind: z.enum(['knowledge', 'skill', 'behaviour']),
      text: z.string(),
    }),
  ),
});
type Content = z.infer<typeof contentFile>;

const notesFile = z.strictObject({
  overlaps: z.array(z.tuple([occupationReferenceSchema, occupationReferenceSchema])),
  misplaced: z.array(z.strictObject({ reference: occupationReferenceSchema, belongsOn: slug })),
});

/** Reads the seed's files. Throws, naming file and line, if one of them is wrong in itself; `mapProblems` checks the whole. */
export function loadSeed(): Seed {
  const rows = readRows('occupations.csv', occupationRow);
  const [soc2020, soc2010] = [readUnitGroups('soc2020.csv'), readUnitGroups('soc2010.csv')];
  const notes = readJson('notes.json', notesFile);
  return {
    state: {
      ...readGround(),
      ...readOccupations(rows, soc2020),
      progression: readProgression(),
      tLevels: readTLevels(),
    },
    illustrative: rows.filter((row) => row.illustrative).map((row) => row.reference),
    overlaps: notes.overlaps,
    misplaced: notes.misplaced,
    soc2020,
    soc2010,
  };
}

let groups: readonly UnitGroup[] | null = null;

/** The unit groups of SOC 2020 with the titles of jobs in them, read once. */
export function unitGroups(): readonly UnitGroup[] {
  groups ??= readRows('soc2020.csv', unitGroupRow).map(({ code, title, job_titles: jobTitles }) => ({
    code,
    title,
    jobTitles,
  }));
  return groups;
}

const readUnitGroups = (file: string): Record<string, string> =>
  Object.fromEntries(readRows(file, socRow).map(({ code, title }) => [code, title]));

function readGround(): Pick<MapState, 'routes' | 'pathways' | 'clusters'> {
  return {
    routes: keyed(
      readRows('routes.csv', routeRow).map(({ official_id, ...route }) => ({
        ...route,
        officialId: official_id,
      })),
      (route) => route.slug,
    ),
    pathways: keyed(readRows('pathways.csv', pathwayRow), (pathway) => pathway.slug),
    clusters: keyed(readRows('clusters.csv', clusterRow), (cluster) => cluster.slug),
  };
}

function readOccupations(
  rows: readonly OccupationRow[],
  soc2020: Seed['soc2020'],
): Pick<MapState, 'occupations' | 'placements'> {
  const contents = new Map(
    jsonFilesIn('standards')
      .map((file) => readJson(file, contentFile))
      .map((content) => [content.reference, content]),
  );
  const placed = rows.filter((row) => row.status !== 'retired');
  const occupations = rows.map((row) => occupationOf(row, contents.get(row.reference), soc2020));
  return {
    occupations: keyed(occupations, (occupation) => occupation.reference),
    placements: Object.fromEntries(placed.map((row) => [row.reference, placementOf(row)])),
  };
}

const placementOf = ({ route, pathway, cluster }: OccupationRow): Placement => ({ route, pathway, cluster });

function occupationOf(row: OccupationRow, content: Content | undefined, soc2020: Seed['soc2020']): Occupation {
  const { reference, title, level, status } = row;
  return newOccupation({
    reference,
    title,
    level,
    status,
    overview: row.overview,
    typicalJobTitles: row.typical_job_titles,
    ...(content && {
      overview: content.overview,
      keywords: content.keywords,
      duties: content.duties,
      ksbs: content.ksbs,
    }),
    soc2020: socOf(row, soc2020),
    apprenticeshipOnly: row.apprenticeship_only,
    standard:
      row.standard === null
        ? null
        : {
            reference: row.standard,
            version: row.version,
            status: standardStatus(status),
          },
    pausedForStarts: row.paused,
    banner: row.paused ? 'New starts on this apprenticeship are paused.' : null,
    successor: row.successor,
    retiredFrom: status === 'retired' ? row.route : null,
    option: optionOf(reference, title),
    products:
      status === 'approved' && row.standard
        ? [{ kind: 'apprenticeship' as const, reference: row.standard, title }]
        : [],
  });
}

function socOf(
  { reference, soc2020: code, soc_confidence }: OccupationRow,
  soc2020: Seed['soc2020'],
): Occupation['soc2020'] {
  if (!code) return null;
  const title = soc2020[code];
  if (!title || !soc_confidence) throw new Error(`The seed is wrong: ${reference} has the SOC 2020 code ${code}.`);
  return { code, title, confidence: soc_confidence };
}

function standardStatus(status: Occupation['status']): 'approved' | 'in-development' | null {
  if (status === 'approved') return 'approved';
  return status === 'in-development' ? 'in-development' : null;
}

/** An option of a core-and-options standard is named "core title - option". */
function optionOf(reference: string, title: string): Occupation['option'] {
  const core = reference.replace(/[A-Z]+$/, '');
  if (core === reference) return null;
  return { core, name: title.split(' - ').slice(1).join(' - ') || title };
}

const readProgression = (): MapState['progression'] =>
  keyed(readRows('progression.csv', progressionRow), progressionKey);

function readTLevels(): MapState['tLevels'] {
  const specialisms = readRows('t-level-specialisms.csv', specialismRow);
  const tLevels: TLevel[] = readRows('t-levels.csv', tLevelRow).map(({ reference, title, start_year, route }) => ({
    reference,
    title,
    startYear: start_year,
    route,
    specialisms: specialisms
      .filter((specialism) => specialism.t_level === reference)
      .map(({ reference: code, name, covers }) => ({
        reference: code,
        name,
        covers,
      })),
  }));
  return keyed(tLevels, (tLevel) => tLevel.reference);
}
