import { parse } from 'csv-parse/sync';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';

/** The project's folder: the nearest one upwards with a package.json, from the sources and from dist/ alike. */
function projectRoot(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The seed cannot be found: no package.json above this file.');
  return projectRoot(parent);
}

/** Where the files of the seed are. */
export const seedFolder = (): string => join(projectRoot(__dirname), 'libs', 'occupational-map', 'seed');

/** The rows of one CSV file of the seed, each checked; a wrong one is named by file and line. */
export function readRows<S extends z.ZodType>(file: string, schema: S): z.infer<S>[] {
  const text = readFileSync(join(seedFolder(), file), 'utf8');
  const rows = parse<Record<string, string>>(text, {
    columns: true,
    skip_empty_lines: true,
    bom: true,
  });
  return rows.map((row, index) => checked(schema, row, `${file}, line ${index + 2}`));
}

/** One JSON file of the seed, checked. */
export function readJson<S extends z.ZodType>(file: string, schema: S): z.infer<S> {
  return checked(schema, JSON.parse(readFileSync(join(seedFolder(), file), 'utf8')), file);
}

/** The JSON files of a folder of the seed, in order of name. */
export const jsonFilesIn = (folder: string): string[] =>
  readdirSync(join(seedFolder(), folder))
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => `${folder}/${name}`);

/** Values by key; the same key twice is a mistake in the files. */
export function keyed<T>(values: readonly T[], keyOf: (value: T) => string): Record<string, T> {
  const record: Record<string, T> = {};
  for (const value of values) {
    const key = keyOf(value);
    if (record[key]) throw new Error(`The seed is wrong: ${key} is there twice.`);
    record[key] = value;
  }
  return record;
}

function checked<S extends z.ZodType>(schema: S, value: unknown, where: string): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const why = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  throw new Error(`The seed is wrong in ${where}: ${why}`);
}
