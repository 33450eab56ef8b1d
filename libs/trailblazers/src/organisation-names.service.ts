import { likenessOf, namesIn, organisationForm } from '@app/kernel';
import type { Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** The names of organisations that are compared: those in groups here, those in registers of interests above. */
@Injectable()
export class OrganisationNames {
  /**
   * Notes a name before a row may use it, with what of the known names is like it. One at a time, until the commit: two
   * new names find each other. There are as many names as organisations that were ever named, some thousands at most.
   */
  async note(tx: Tx, name: string): Promise<void> {
    const known = async (): Promise<boolean> =>
      (await tx.one('select 1 from organisation_name where name = $1', [name])) !== null;
    if (await known()) return;
    await tx.rows(`select pg_advisory_xact_lock(hashtext('waymark.organisation-names'))`);
    if (await known()) return;
    const others = await tx.rows<{ name: string }>('select name from organisation_name');
    await tx.rows(`insert into organisation_name (name, form, ruled_as, noted_at) values ($1, $2, $2, waymark_now())`, [
      name,
      organisationForm(name),
    ]);
    const parts = namesIn(name);
    const alike = others.flatMap((other) => {
      const likeness = likenessOf(parts, namesIn(other.name));
      return likeness === 'different' ? [] : [{ other: other.name, likeness }];
    });
    await tx.rows(
      `insert into organisation_likeness (one, other, likeness, found_at)
       select x, y, likeness, waymark_now() from jsonb_to_recordset($2::jsonb) as found(other text, likeness text),
         lateral (values ($1::text, other), (other, $1::text)) as pair(x, y)`,
      [name, JSON.stringify(alike)],
    );
  }
}
