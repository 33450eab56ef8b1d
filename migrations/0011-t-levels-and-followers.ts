import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a T Level may cover, checked at publication; who follows a route or an occupation by mail. */
export class TLevelsAndFollowers1700000000011 implements MigrationInterface {
  name = 'TLevelsAndFollowers1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(coverage);
    await runner.query(followers);
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

// The occupation of a node, and whether a T Level may cover it, are read once, when the node is written. At publication
// only the nodes above the occupations are read for the hashes in them, so that it costs little on the largest map, too.
const coverage = `
  alter table map_node
    add column reference text
      generated always as (case when kind = 'occupation' then content::json ->> 'reference' end) stored,
    add column coverable boolean
      generated always as (case when kind = 'occupation' then content::json ->> 'status' = 'approved'
        and content::json ->> 'level' = '3' and content::json ->> 'apprenticeshipOnly' = 'false' end) stored;
  create index map_node_coverable on map_node (reference) where coverable;

  create function t_levels_cover_what_they_may() returns trigger language plpgsql as $$
  declare
    wrong record;
  begin
    with root as materialized (select content::json as c from map_node where hash = new.root_hash),
    t_level as (select n.content::json as c from root, json_array_elements_text(c -> 'tLevels') h join map_node n on n.hash = h),
    covered as materialized (
      select c ->> 'title' as title, covers as reference
      from t_level, json_array_elements(c -> 'specialisms') s, json_array_elements_text(s -> 'covers') covers),
    route as (select n.content::json as c from root, json_array_elements_text(c -> 'routes') h join map_node n on n.hash = h),
    pathway as (select n.content::json as c from route, json_array_elements_text(c -> 'pathways') h join map_node n on n.hash = h),
    cluster as (select n.content::json as c from pathway, json_array_elements_text(c -> 'clusters') h join map_node n on n.hash = h),
    standing as materialized (
      select json_array_elements_text(c -> 'awaiting') as hash from route
      union all select json_array_elements_text(c -> 'awaiting') from pathway
      union all select json_array_elements_text(c -> 'occupations') from cluster),
    fitting as materialized (
      select n.reference from map_node n
      where n.coverable and n.reference in (select reference from covered) and n.hash in (select hash from standing))
    select title, reference into wrong from covered where reference not in (select reference from fitting) limit 1;
    if found then
      raise exception '% cannot cover %: a T Level covers live occupations of level 3 only, never one for apprenticeships only',
        wrong.title, wrong.reference using errcode = 'check_violation', constraint = 't_levels_cover_what_they_may';
    end if;
    return null;
  end $$;
  create trigger t_levels_cover_what_they_may after insert on edition
    for each row execute function t_levels_cover_what_they_may()`;

// Deleting a row is all that erasing an address takes. The tokens of its links are kept as hashes only.
const followers = `
  create table follower (
    id uuid primary key,
    address text not null check (address = lower(address)),
    subject_kind varchar(12) not null check (subject_kind in ('route','occupation')),
    subject_key text not null,
    confirm_hash text not null unique,
    stop_hash text not null unique,
    asked_at timestamptz(3) not null default waymark_now(),
    confirmed_at timestamptz(3),
    unique (address, subject_kind, subject_key)
  );
  create index follower_of on follower (subject_key) where confirmed_at is not null;
  create index follower_unconfirmed on follower (asked_at) where confirmed_at is null`;
