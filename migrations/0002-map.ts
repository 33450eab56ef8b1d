import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/** The occupational map: content-addressed nodes, editions as published, and where each occupation stood when. */
export class Map1700000000002 implements MigrationInterface {
  name = 'Map1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(nodesAndEditions);
    await runner.query(placements);
    for (const table of ['map_node', 'edition', 'edition_change', 'occupation']) await appendOnly(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const nodesAndEditions = `
  create table map_node (
    hash text primary key,
    kind varchar(20) not null check (kind in ('map','route','pathway','cluster','occupation','t-level','progression')),
    content text not null,
    constraint map_node_hash_is_of_its_content check (
      hash = encode(sha256(convert_to(kind || chr(10) || content, 'UTF8')), 'hex'))
  );

  create table edition (
    no int primary key check (no > 0),
    root_hash text not null references map_node,
    published_at timestamptz(3) not null unique,
    kind varchar(20) not null check (kind in ('day-to-day','route-review')),
    note text not null,
    revision_id uuid
  );

  create function edition_follows_the_last() returns trigger language plpgsql as $$
  declare
    last edition;
  begin
    select * into last from edition order by no desc limit 1;
    if new.no <> coalesce(last.no, 0) + 1 then
      raise exception 'edition % cannot follow edition %', new.no, coalesce(last.no, 0) using errcode = 'check_violation';
    end if;
    if new.published_at <= last.published_at then
      raise exception 'published_at must be after that of edition %', last.no using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger edition_follows_the_last before insert on edition
    for each row execute function edition_follows_the_last();

  create table edition_change (
    edition_no int not null references edition,
    position int not null,
    text text not null,
    about text[] not null,
    primary key (edition_no, position)
  );
  create index edition_change_about on edition_change using gin (about)`;

const placements = `
  create table route (
    slug text primary key,
    official_id int not null
  );

  create table occupation (
    id uuid primary key,
    reference text not null unique
  );

  create table placement (
    occupation_id uuid not null references occupation,
    route text not null references route,
    pathway text,
    cluster text,
    valid tstzrange not null check (not isempty(valid) and lower_inc(valid) and not upper_inc(valid) and not lower_inf(valid)),
    check (cluster is null or pathway is not null),
    constraint one_route_at_any_instant exclude using gist (occupation_id with =, valid with &&)
  );
  create index placement_open on placement (route) where upper_inf(valid);

  create function placement_is_written_at_publication() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a placement is closed, never deleted' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'INSERT' then
      if not upper_inf(new.valid) or not exists (select 1 from edition where published_at = lower(new.valid)) then
        raise exception 'a placement opens at the publication of an edition' using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
    if (new.occupation_id, new.route, new.pathway, new.cluster) is distinct from
       (old.occupation_id, old.route, old.pathway, old.cluster)
       or lower(new.valid) <> lower(old.valid) or not upper_inf(old.valid)
       or not exists (select 1 from edition where published_at = upper(new.valid)) then
      raise exception 'a placement can only be closed, at the publication of an edition' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger placement_is_written_at_publication before insert or update or delete on placement
    for each row execute function placement_is_written_at_publication();
  create trigger placement_no_truncate before truncate on placement
    for each statement execute function waymark_append_only()`;
