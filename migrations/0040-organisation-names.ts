import { likenessOf, namesIn, organisationForm } from '@app/kernel';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

// Every name of an organisation that is compared is a row, made by the code that uses it, and so is what is like another.
// `form` is how the name is compared, `ruled_as` what proposals and rulings of recusals call it: its form; for names from
// before this migration, what they were called then. A pair stands in both directions.
const tables = `
  create table organisation_name (
    name text primary key check (name <> ''),
    form text not null check (form <> ''),
    ruled_as text not null check (ruled_as <> ''),
    noted_at timestamptz(3) not null
  );
  create index organisation_name_form on organisation_name (form);

  create table organisation_likeness (
    one text not null references organisation_name,
    other text not null references organisation_name,
    likeness varchar(10) not null check (likeness in ('same','near')),
    found_at timestamptz(3) not null,
    primary key (one, other),
    check (one <> other)
  );

  create table organisation_ruling (
    id uuid primary key,
    one text not null references organisation_name,
    other text not null references organisation_name,
    ruling varchar(10) not null check (ruling in ('same','different')),
    reason text not null check (reason <> ''),
    panel_id uuid not null references panel,
    ruled_by uuid not null references person,
    ruled_at timestamptz(3) not null,
    check (one <> other)
  );
  create index organisation_ruling_one on organisation_ruling (one);`;

const references = `
  alter table interest_entry add foreign key (organisation) references organisation_name;
  alter table trailblazer_organisation add foreign key (name) references organisation_name;
  create index interest_entry_organisation on interest_entry (organisation);
  create index trailblazer_organisation_group on trailblazer_organisation (group_id, name)`;

const truth = `
  -- How people ruled last, by then, on two names, however these are written; null: nobody did.
  create function ruling_on_names(name_a text, name_b text, as_of timestamptz) returns text language sql stable as $$
    select r.ruling::text from organisation_name a, organisation_name b, organisation_ruling r
      join organisation_name x on x.name = r.one join organisation_name y on y.name = r.other
    where a.name = name_a and b.name = name_b and r.ruled_at <= as_of
      and ((x.form = a.form and y.form = b.form) or (x.form = b.form and y.form = a.form))
    order by r.ruled_at desc, r.id desc limit 1 $$;

  -- The names of one organisation at a time: this one, and what was found to be the same, or ruled to be where that was
  -- not sure.
  create function names_of_same(given text, as_of timestamptz) returns table (name text) language sql stable as $$
    select given
    union all
    select l.other from organisation_likeness l where l.one = given and l.found_at <= as_of
      and (l.likeness = 'same' or ruling_on_names(l.one, l.other, as_of) = 'same') $$;

  -- Whether what a recusal was proposed for has fallen: its names were ruled to be of two organisations, and no others of
  -- the group are the same.
  create function names_ruled_apart(thing uuid, organisation text, as_of timestamptz) returns boolean
  language sql stable as $$
    with pairs as (select n.name as mine, o.name as theirs from organisation_name n, proposal p
        join trailblazer_organisation o on o.group_id = p.group_id
      where p.id = thing and n.ruled_as = organisation)
    select exists (select 1 from pairs where ruling_on_names(mine, theirs, as_of) = 'different')
      and not exists (select 1 from pairs cross join lateral names_of_same(mine, as_of) s where s.name = theirs) $$;

  -- Organisations of the group that proposes this in which the person had an interest at that time, without a ruling.
  create or replace function not_ruled_on(of_kind text, thing uuid, who uuid, as_of timestamptz) returns setof text
  language sql stable as $$
    select organisation from (
      select n.ruled_as as organisation
      from proposal p join interest_entry e on e.person_id = who
        join organisation_name n on n.name = e.organisation
        cross join lateral names_of_same(e.organisation, as_of) s
        join trailblazer_organisation o on o.group_id = p.group_id and o.name = s.name
        left join interest_ending d on d.entry_id = e.id and d.ended_at <= as_of
      where of_kind = 'proposal' and p.id = thing and e.entered_at <= as_of
        and (o.added_at is null or o.added_at <= as_of) and (o.removed_at is null or o.removed_at > as_of)
        and e.held_from <= (as_of at time zone 'Europe/London')::date
        and (d.held_until is null or d.held_until >= (as_of at time zone 'Europe/London')::date)
      union
      select r.organisation from recusal_proposal r
      where r.subject_kind = of_kind and r.subject_id = thing and r.person_id = who and r.noted_at <= as_of
        and not names_ruled_apart(thing, r.organisation, as_of)
    ) shared
    where not exists (select 1 from recusal_ruling g where g.subject_kind = of_kind and g.subject_id = thing
      and g.person_id = who and g.organisation = shared.organisation and g.ruled_at <= as_of) $$;

  -- Names that may be those of one organisation, nobody having ruled on it: one in the register of somebody who has a
  -- seat on this panel now and takes part in the thing, one in the group that proposes it.
  create function names_not_ruled_on(of_kind text, thing uuid, of_panel uuid)
  returns table (person_id uuid, interest text, of_group text) language sql stable as $$
    select distinct e.person_id, e.organisation, o.name
    from proposal p join trailblazer_organisation o on o.group_id = p.group_id and o.removed_at is null
      join organisation_likeness l on l.other = o.name and l.likeness = 'near'
      join interest_entry e on e.organisation = l.one
      left join interest_ending d on d.entry_id = e.id
      join panel_seat t on t.person_id = e.person_id and t.panel_id = of_panel
      join person x on x.id = e.person_id and x.ended_at is null
    where of_kind = 'proposal' and p.id = thing
      and e.held_from <= (waymark_now() at time zone 'Europe/London')::date
      and (d.held_until is null or d.held_until >= (waymark_now() at time zone 'Europe/London')::date)
      and t.valid_from <= waymark_now() and (t.valid_until is null or t.valid_until > waymark_now())
      and ruling_on_names(e.organisation, o.name, waymark_now()) is null
      and recusal_of(of_kind, thing, e.person_id) is null $$;

  -- Who has an interest now in an organisation of one of these names, however it is written.
  create function interested_in_names(names text[]) returns setof uuid language sql stable as $$
    select distinct e.person_id from organisation_name a join organisation_name b on b.form = a.form
      join interest_entry e on e.organisation = b.name left join interest_ending d on d.entry_id = e.id
    where a.name = any(names) and (d.held_until is null or d.held_until >= (waymark_now() at time zone 'Europe/London')::date) $$`;

const guards = `
  create function organisation_ruling_guard() returns trigger language plpgsql as $$
  begin
    if new.ruled_at < waymark_now() - interval '10 seconds' or new.ruled_at > waymark_now() then
      raise exception 'the time of a ruling is the time of the database' using errcode = 'restrict_violation';
    end if;
    if not exists (select 1 from organisation_likeness l
                   where l.one = new.one and l.other = new.other and l.likeness = 'near') then
      raise exception 'there is a ruling only on names that are near each other' using errcode = 'restrict_violation';
    end if;
    if new.ruled_by in (select interested_in_names(array[new.one, new.other])) then
      raise exception 'nobody rules on a name in their own register' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger organisation_ruling_guard before insert on organisation_ruling
    for each row execute function organisation_ruling_guard();

  -- The electorate is frozen when a ballot opens: who takes no part has to be known by then.
  create function ballot_waits_for_names() returns trigger language plpgsql as $$
  begin
    if exists (select 1 from names_not_ruled_on(new.subject_kind, new.subject_id, new.panel_id)) then
      raise exception 'names of organisations wait for a ruling' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger ballot_waits_for_names before insert on ballot
    for each row execute function ballot_waits_for_names()`;

/** Names of organisations are compared by one function of the code, and what it finds, or people rule, is kept as rows. */
export class OrganisationNames1700000000040 implements MigrationInterface {
  name = 'OrganisationNames1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(tables);
    await this.noteNames(runner);
    await runner.query(references);
    await runner.query(truth);
    await runner.query(guards);
    await runner.query('drop function organisation_key(text)');
    const kept = ['organisation_name', 'organisation_likeness', 'organisation_ruling'];
    for (const table of kept) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }

  /** What was equal before has always been; what only this comparison finds counts from now on, not in closed ballots. */
  private async noteNames(runner: QueryRunner): Promise<void> {
    const names = (await runner.query(
      `select name, organisation_key(name) as key from
         (select organisation as name from interest_entry union select name from trailblazer_organisation) found`,
    )) as { name: string; key: string }[];
    const ready = names.map(({ name, key }) => ({ name, key, form: organisationForm(name), parts: namesIn(name) }));
    const alike: { one: string; other: string; likeness: string; ever: boolean }[] = [];
    for (const [at, a] of ready.entries()) {
      for (const b of ready.slice(at + 1)) {
        const ever = a.key === b.key;
        const likeness = ever ? 'same' : likenessOf(a.parts, b.parts);
        if (likeness !== 'different') alike.push({ one: a.name, other: b.name, likeness, ever });
      }
    }
    await runner.query(
      `insert into organisation_name (name, form, ruled_as, noted_at)
       select name, form, coalesce(nullif(key, ''), form), waymark_now()
       from jsonb_to_recordset($1::jsonb) as found(name text, form text, key text)`,
      [JSON.stringify(ready.map(({ name, form, key }) => ({ name, form, key })))],
    );
    await runner.query(
      `insert into organisation_likeness (one, other, likeness, found_at)
       select x, y, likeness, case when ever then '-infinity' else waymark_now() end
       from jsonb_to_recordset($1::jsonb) as found(one text, other text, likeness text, ever boolean),
         lateral (values (one, other), (other, one)) as pair(x, y)`,
      [JSON.stringify(alike)],
    );
  }
}
