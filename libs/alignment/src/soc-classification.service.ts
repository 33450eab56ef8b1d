import { type Actor, cleanText, longText, refuse, shortText } from '@app/kernel';
import { Db, type Reader } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { SocUnitGroup } from './domain';
import { classificationId, classificationImported } from './events';

/** More than any unit group says: the longest list of job titles has 11,000 characters. */
const longest = 100_000;
const row = z.object({
  code: shortText().regex(/^\d{4}$/),
  title: shortText().min(1),
  description: longText(longest).default(''),
  tasks: longText(longest).default(''),
  related_job_titles: longText(longest).default(''),
});

/** The unit groups of SOC 2020 as they were imported. */
@Injectable()
export class SocClassification {
  constructor(private readonly db: Db) {}

  /**
   * Takes in the unit groups of a CSV file; those that the file lacks go. The same file twice changes nothing.
   * @returns how many there are now, and whether anything changed
   * @throws Refused with the line that is wrong
   */
  async import(actor: Actor, file: string, text: string): Promise<{ groups: number; changed: boolean }> {
    const groups = groupsIn(text);
    return this.db.write(async (tx) => {
      await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.classification'))`);
      const before = await this.all(tx);
      if (JSON.stringify(before) === JSON.stringify(groups)) return { groups: groups.length, changed: false };
      await tx.rows(`delete from soc_unit_group where not code = any($1)`, [groups.map(({ code }) => code)]);
      await tx.rows(
        `insert into soc_unit_group (code, title, description, tasks, related_job_titles)
         select one->>'code', one->>'title', one->>'description', one->>'tasks',
                array(select jsonb_array_elements_text(one->'relatedJobTitles'))
         from jsonb_array_elements($1::jsonb) as list(one)
         on conflict (code) do update set title = excluded.title, description = excluded.description,
           tasks = excluded.tasks, related_job_titles = excluded.related_job_titles`,
        [JSON.stringify(groups)],
      );
      const counts = { file, before: before.length, after: groups.length };
      await tx.record(actor, classificationImported(classificationId, counts));
      return { groups: groups.length, changed: true };
    });
  }

  /** Every unit group, by code. */
  all(reader: Reader = this.db.read()): Promise<SocUnitGroup[]> {
    return reader.rows<SocUnitGroup>(
      `select code, title, tasks, description, related_job_titles as "relatedJobTitles"
       from soc_unit_group order by code`,
    );
  }
}

function groupsIn(text: string): SocUnitGroup[] {
  const rows: unknown[] = parse(text, { columns: true, bom: true, skip_empty_lines: true });
  const groups = rows.map((given, at) => {
    const read = row.safeParse(given);
    if (!read.success) {
      refuse(`Line ${at + 2} is no unit group: it needs a code of 4 digits and a title`);
    }
    const { code, title, description, tasks, related_job_titles: jobs } = read.data;
    const relatedJobTitles = jobs
      .split(';')
      .map((job) => cleanText(job, 'one-line'))
      .filter(Boolean);
    return { code, title, tasks, description, relatedJobTitles };
  });
  if (groups.length === 0) refuse('The file holds no unit group');
  const codes = groups.map(({ code }) => code);
  const twice = codes.find((code, at) => codes.indexOf(code) !== at);
  if (twice !== undefined) refuse(`The unit group ${twice} stands in the file twice`);
  return groups.sort((a, b) => (a.code < b.code ? -1 : 1));
}
