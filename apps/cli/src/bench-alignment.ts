import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  Alignment,
  type Grouped,
  leaveOneOut,
  type LeftOut,
  nearestNeighbours,
  shareWithin,
  SocIndex,
  sureFrom,
  sureRows,
} from '@app/alignment';
import { parse } from 'csv-parse/sync';

type Row = Record<string, string>;

/** What the benchmark of alignment measured. Shares are from 0 to 1, times in milliseconds (medians). */
export type AlignmentBench = {
  rows: number;
  baseline: { top1: number; top3: number };
  alignment: { top1: number; top3: number };
  sure: { share: number; precision: number };
  sureFrom: { lead: number; share: number; precision: number };
  latency: { occupations: number; learn: number; rank: number; similar: number }[];
  errors: { title: string; right: string; said: string; margin: number }[];
};

const standards = 'occupational_standards.csv';
/** A little more than 19 of 20 is asked of the other rows, so that it holds on the row that is left out. */
const wantedPrecision = 0.96;
const live = /^Approved for delivery/;

/** Whether the real data is there to measure on. */
export const hasData = (folder: string): boolean => existsSync(join(folder, standards));

/** Ranks the routes of every live standard as if it were new, and times the index. */
export async function benchAlignment(folder: string): Promise<AlignmentBench> {
  const soc = socIn(folder);
  const known = knownIn(folder);
  const rows = leaveOneOut(known, soc);
  const baseline = nearestNeighbours(known);
  const sure = sureRows(rows, wantedPrecision);
  const fixed = rows.filter(({ margin }) => margin >= sureFrom);
  const titles = new Map(known.map(({ key, text }) => [key, text.title]));
  return {
    rows: rows.length,
    baseline: topsOf(baseline),
    alignment: topsOf(rows),
    sure: { share: sure.length / rows.length, precision: shareWithin(sure, 1) },
    sureFrom: { lead: sureFrom, share: fixed.length / rows.length, precision: shareWithin(fixed, 1) },
    latency: [await timed(known, 1_341, soc), await timed(known, 13_410, soc)],
    errors: rows
      .filter(({ right, ranked }) => ranked[0] !== right)
      .sort((a, b) => b.margin - a.margin)
      .map(({ key, right, ranked, margin }) => ({ title: titles.get(key) ?? key, right, said: ranked[0], margin })),
  };
}

const topsOf = (rows: readonly LeftOut[]) => ({ top1: shareWithin(rows, 1), top3: shareWithin(rows, 3) });

/** The live standards on exactly one route. Only what a proposer would write is read of them. */
function knownIn(folder: string): Grouped[] {
  const rows: Row[] = parse(readFileSync(join(folder, standards), 'utf8'), { columns: true, bom: true });
  return rows
    .filter(({ status, route }) => live.test(status) && route.trim() !== '' && !route.includes(';'))
    .map((row) => {
      const overview = row.overview_of_role.trim();
      const typicalJobTitles = row.typical_job_titles
        .split(';')
        .map((title) => title.trim())
        .filter(Boolean);
      const level = /^[2-7]$/.test(row.level) ? Number(row.level) : 3;
      const text = { title: row.title.trim(), overview, typicalJobTitles, keywords: [], level, statements: [] };
      return { key: row.reference, label: row.route, group: `${overview.toLowerCase()}\n${row.route}`, text };
    });
}

function socIn(folder: string): SocIndex {
  const rows: Row[] = parse(readFileSync(join(folder, 'soc2020_unit_groups.csv'), 'utf8'), {
    columns: true,
    bom: true,
  });
  return new SocIndex(
    rows.map(({ code, title, tasks, description, related_job_titles: jobs }) => ({
      code,
      title,
      tasks,
      description,
      relatedJobTitles: jobs.split(';'),
    })),
  );
}

/** Learns from so many occupations (the known ones, repeated) and asks for some of them, one against all. */
async function timed(known: readonly Grouped[], occupations: number, soc: SocIndex) {
  const many = Array.from({ length: occupations }, (_, at) => ({ ...known[at % known.length], key: `K${at}` }));
  const started = performance.now();
  const alignment = await Alignment.from(many, soc);
  const learn = performance.now() - started;
  const asked = known.filter((_, at) => at % 24 === 0).map(({ text }) => text);
  return {
    occupations,
    learn: Math.round(learn),
    rank: medianOf(asked.map((text) => spent(() => alignment.rank(text)))),
    similar: medianOf(asked.map((text) => spent(() => alignment.similar(text, 10)))),
  };
}

function spent(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
}
