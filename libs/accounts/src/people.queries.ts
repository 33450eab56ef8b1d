import { foldText, type Grant, type Role } from '@app/kernel';
import { Db } from '@app/platform';
import { Injectable } from '@nestjs/common';

/** A line of the list of people. */
export type PersonRow = { id: string; name: string; email: string; endedAt: Date | null; grants: Grant[] };

/** A grant as the page of a person shows it. */
export type GrantRow = {
  id: string;
  role: Role;
  scope: string | null;
  from: Date;
  until: Date | null;
  running: boolean;
};

const pageSize = 50;

/** The lists of people for administrators. */
@Injectable()
export class PeopleQueries {
  constructor(private readonly db: Db) {}

  /** People by name, 50 at a time, after the given (name, id); `next` names the page that follows. */
  async list(
    search: string,
    after: { name: string; id: string } | null,
  ): Promise<{ people: PersonRow[]; next: { name: string; id: string } | null }> {
    const rows = await this.db.read().rows<PersonRow>(
      `select p.id, p.name, p.email, p.ended_at as "endedAt",
              (select coalesce(json_agg(json_build_object('role', g.role, 'scope', g.scope) order by g.role, g.scope), '[]')
               from person_grant g
               where g.person_id = p.id and (g.valid_until is null or g.valid_until > waymark_now())) as grants
       from person p
       where ($1::uuid[] is null or p.id = any($1))
         and ($2::text is null or (p.name, p.id) > ($2::text, $3::uuid))
       order by p.name, p.id limit ${pageSize + 1}`,
      [await this.found(search), after?.name ?? null, after?.id ?? null],
    );
    const people = rows.slice(0, pageSize);
    const last = people.at(-1);
    return { people, next: rows.length > pageSize && last !== undefined ? { name: last.name, id: last.id } : null };
  }

  /** Whose name or address holds what is searched for, however it is written; null where nothing is. */
  private async found(search: string): Promise<string[] | null> {
    const sought = foldText(search);
    if (sought === '') return null;
    const people = await this.db
      .read()
      .rows<{ id: string; said: string }>(`select id, name || ' ' || email_normal as said from person limit 20000`);
    return people.filter(({ said }) => foldText(said).includes(sought)).map(({ id }) => id);
  }

  /** All grants of a person, running and ended, the newest first. */
  async grants(personId: string): Promise<GrantRow[]> {
    return this.db.read().rows<GrantRow>(
      `select id, role, scope, valid_from as "from", valid_until as "until",
              valid_until is null or valid_until > waymark_now() as running
       from person_grant where person_id = $1 order by valid_from desc, id desc limit 200`,
      [personId],
    );
  }
}
