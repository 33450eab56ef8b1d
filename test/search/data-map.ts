import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyMap, loadSeed, newOccupation, PublishedMap, unitGroups } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import { projectRoot } from '@app/platform';
import { parse } from 'csv-parse/sync';

const file = join(projectRoot(), '../shared/data/DERIVED_map_occupations.csv');
type Row = Readonly<
  Record<
    | 'occupation_code'
    | 'title'
    | 'level'
    | 'occupation_status'
    | 'typical_job_titles'
    | 'overview'
    | 'derived_soc2020'
    | 'derived_soc_confidence',
    string
  >
>;
const gone = ['Retired', 'Withdrawn'];

/** The map of the official list, with what it says that can be searched; null where the list is not at hand. */
export function dataMap(): PublishedMap | null {
  if (!existsSync(file)) return null;
  const rows = parse<Row>(readFileSync(file, 'utf8'), { columns: true, bom: true });
  const groups = new Map(unitGroups().map(({ code, title }) => [code, title]));
  const occupations = rows.flatMap((row) => {
    const title = groups.get(row.derived_soc2020);
    const isSure = ['high', 'medium'].includes(row.derived_soc_confidence) && title !== undefined;
    if (gone.includes(row.occupation_status)) return [];
    const occupation = newOccupation({
      reference: row.occupation_code,
      title: row.title,
      level: Number(row.level),
      status: 'approved',
      typicalJobTitles: row.typical_job_titles.split(';').flatMap((one) => one.trim() || []),
      overview: row.overview,
      ...(isSure ? { soc2020: { code: row.derived_soc2020, title, confidence: 'medium' as const } } : {}),
    });
    return [[row.occupation_code, occupation] as const];
  });
  const { routes, pathways, clusters, tLevels } = loadSeed().state;
  const places = { routes, pathways, clusters, tLevels };
  return new PublishedMap(
    anEdition,
    { ...emptyMap, ...places, occupations: Object.fromEntries(occupations) },
    unitGroups(),
  );
}
