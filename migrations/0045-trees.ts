/** The nodes that the edges `from` lead to, each looked up by its hash: the planner cannot know how few there are. */
const nodesOf = (from: string, columns: string): string =>
  `select e.*, ${columns} from ${from} as e
     left join lateral (select kind, reference, coverable, content from map_node where hash = e.hash offset 0) as n on true`;

/** The edges that came, and those that went, by these columns. */
const changed = (edges: string, columns: string): string => {
  const [now, then] = ['after', 'not after'].map((side) => `select ${columns} from ${edges} where ${side}`);
  return `select true as after, come.* from (${now} except all ${then}) as come
    union all select false, gone.* from (${then} except all ${now}) as gone`;
};

/** What such a node says of itself, beside the hashes below it. */
const ownOf = (kind: string): string => `n.kind, n.content, n.content::json -> '${kind}' as own`;

const edges = (from: string, columns: string, list: string): string =>
  `select ${['after', columns, 'child.hash'].filter(Boolean).join(', ')} from ${from}, unnest(hashes_in(content, '${list}')) as child (hash)`;

/**
 * What is wrong with an edition, in a sentence; null: nothing. Only what is new in it is looked at: the nodes below it that
 * are at no such place in the edition before, and the placements that it opened and closed. What stands was checked when
 * it was new. An edge counts with its whole path, so a pathway that goes to another route is new there with all below it;
 * and so is what stands in a cluster that gets another level.
 */
const fault = `
  -- The hashes in a list of a node. What is no list of hashes gives words that are no hash of any node.
  create function hashes_in(content text, list text) returns text[] language sql immutable as $$
    select string_to_array(nullif(btrim(content::json ->> list, '[]"'), ''), '","') $$;

  create function edition_fault(of_edition edition) returns text language plpgsql stable
  set jit = off set plan_cache_mode = force_generic_plan as $f$
  begin return (with
  root as materialized (
    select r.after, n.kind, n.content
    from (values (true, of_edition.root_hash),
                 (false, (select root_hash from edition where no = of_edition.no - 1))) as r (after, hash)
      join map_node n on n.hash = r.hash),
  route_edge as materialized (${edges('root', '', 'routes')}),
  changed_route as (${changed('route_edge', 'hash')}),
  route as materialized (${nodesOf('changed_route', ownOf('route'))}),
  pathway_edge as materialized (${edges('route', `own ->> 'slug' as route`, 'pathways')}),
  changed_pathway as (${changed('pathway_edge', 'route, hash')}),
  pathway as materialized (${nodesOf('changed_pathway', ownOf('pathway'))}),
  cluster_edge as materialized (${edges('pathway', `route, own ->> 'slug' as pathway`, 'clusters')}),
  changed_cluster as (${changed('cluster_edge', 'route, pathway, hash')}),
  cluster as materialized (${nodesOf('changed_cluster', ownOf('cluster'))}),

  -- Long lists are compared place by place, and only where they differ.
  list as materialized (
    select after, '' as route, '' as pathway, '' as cluster, '' as level, hashes_in(content, 'retired') as hashes from root
    union all select after, own ->> 'slug', '', '', '', hashes_in(content, 'awaiting') from route
    union all select after, route, own ->> 'slug', '', '', hashes_in(content, 'awaiting') from pathway
    union all select after, route, pathway, own ->> 'slug', own ->> 'level', hashes_in(content, 'occupations') from cluster),
  pair as materialized (
    select coalesce(n.route, t.route) as route, coalesce(n.pathway, t.pathway) as pathway,
           coalesce(n.cluster, t.cluster) as cluster, coalesce(n.level, t.level) as level, n.hashes as here, t.hashes as were
    from (select * from list where after) n full join (select * from list where not after) t
      on (n.route, n.pathway, n.cluster, n.level) = (t.route, t.pathway, t.cluster, t.level)
    where n.hashes is distinct from t.hashes),
  stand as materialized (
    select true as after, route, pathway, cluster, level, d.hash from pair p, lateral (select unnest(here) as hash except all select unnest(were)) as d
    union all
    select false, route, pathway, cluster, level, d.hash from pair p, lateral (select unnest(were) as hash except all select unnest(here)) as d),
  standing as materialized (${nodesOf(
    `(select after, nullif(route, '') as route, nullif(pathway, '') as pathway, nullif(cluster, '') as cluster,
        nullif(level, '') as level, hash from stand)`,
    `n.kind, n.reference, case when e.level is null or not e.after then null when n.coverable then '3' else n.content::json ->> 'level' end as own_level`,
  )}),
  come as materialized (select * from standing where after),
  gone as materialized (select * from standing where not after),
  fresh as materialized (select reference from come except select reference from gone),
  left_behind as materialized (select reference from gone except select reference from come),
  -- What stands where its reference did not: what is only another version of itself keeps its placement.
  arrived as materialized (
    select reference, route, pathway, cluster from come except select reference, route, pathway, cluster from gone),
  written as materialized (
    select (select reference from occupation where id = p.occupation_id), p.route, p.pathway, p.cluster, true as opened
    from placement p where lower(p.valid) = of_edition.published_at
    union all select (select reference from occupation where id = p.occupation_id), p.route, p.pathway, p.cluster, false
    from placement p where not upper_inf(p.valid) and upper(p.valid) = of_edition.published_at),
  placed as materialized (
    select c.reference, o.id, p.route, p.pathway, p.cluster, p.since
    from (select reference from arrived union select reference from left_behind) as c
      cross join lateral (select (select id from occupation where reference = c.reference) as id offset 0) as o
      left join lateral (select route, pathway, cluster, lower(valid) as since from placement
                         where occupation_id = o.id and upper_inf(valid) offset 0) as p on true),

  other_edge as materialized (
    select after, 't-level' as kind, child.hash from root, unnest(hashes_in(content, 'tLevels')) as child (hash)
    union all select after, 'progression', content::json ->> 'progression' from root
    union all select after, 'progression', content::json ->> 'progression' from route)
  select found.fault from (
    select 'its root is no map' as fault from root where after and kind <> 'map'
    union all select 'it names as a route what is none' from route where after and kind is distinct from 'route'
    union all select 'it names as a pathway what is none' from pathway where after and kind is distinct from 'pathway'
    union all select 'it names as a cluster what is none' from cluster where after and kind is distinct from 'cluster'
    union all select 'it names as an occupation what is none' from come where kind is distinct from 'occupation'
    union all select 'it names as a ' || e.kind || ' what is none' from
      (select kind, hash from other_edge where after except select kind, hash from other_edge where not after) as e
      where e.hash is not null and not exists (select 1 from map_node n where n.hash = e.hash and n.kind = e.kind)
    union all select 'the route ' || slug || ' stands on it twice' from (
      select (select content::json #>> '{route,slug}' from map_node n where n.hash = e.hash) as slug
      from route_edge e where e.after) as named
      group by slug having count(*) > 1
    union all select 'the pathway ' || (own ->> 'slug') || ' stands on it twice' from pathway where after
      group by own ->> 'slug' having count(*) > 1
    union all select 'the cluster ' || (own ->> 'slug') || ' stands on it twice' from cluster where after
      group by own ->> 'slug' having count(*) > 1
    union all select 'the pathway ' || (own ->> 'slug') || ' is not of the route ' || route from pathway
      where after and own ->> 'route' is distinct from route
    union all select 'the cluster ' || (own ->> 'slug') || ' is not of the pathway ' || pathway from cluster
      where after and own ->> 'pathway' is distinct from pathway
    union all select 'the cluster ' || (own ->> 'slug') || ' is of no technical level' from cluster
      where after and coalesce(own ->> 'level', '') not in ('technical', 'higher-technical', 'professional')
    union all select reference || ' is of another technical level than its cluster' from come
      where level <> case when own_level in ('1', '2', '3') then 'technical' when own_level in ('4', '5') then 'higher-technical'
                          else 'professional' end
    union all select reference || ' stands on it twice' from come group by reference having count(*) > 1
    union all select reference || ' stands on it twice' from (select reference from fresh intersect (
        select reference from placed where since < of_edition.published_at
        union all select reference from written where not opened)) as moved
    union all select f.reference || ' stands on it twice' from fresh f
      where f.reference in (select reference from come where route is not null)
        and f.reference in (select (select n.reference from map_node n where n.hash = child.hash)
                            from root, unnest(hashes_in(content, 'retired')) as child (hash) where root.after)
    union all select reference || ' is in no list of occupations' from placed where id is null
    union all select reference || ' is placed elsewhere than it stands' from (
        select reference, route, pathway, cluster from arrived except select reference, route, pathway, cluster from placed
        union all (select reference, route, pathway, cluster from written where opened
          except select reference, route, pathway, cluster from arrived)) as other
    union all select reference || ' is taken from where it stands' from (
        select reference from written where not opened
          except (select reference from arrived union select reference from left_behind)) as other
    union all select reference || ' is placed where it does not stand' from placed
      where route is not null and reference in (select reference from left_behind)
  ) as found limit 1);
  end $f$`;

// Looked at by the publication as soon as the placements are moved, and at the commit for whoever does not ask.
const guard = `
  create function edition_is_a_tree() returns trigger language plpgsql as $$
  declare
    wrong constant text := edition_fault(new);
  begin
    if wrong is not null then
      raise exception 'edition % is not well formed: %', new.no, wrong
        using errcode = 'check_violation', constraint = 'edition_is_a_tree';
    end if;
    return null;
  end $$;
  create constraint trigger edition_is_a_tree after insert on edition
    deferrable initially deferred for each row execute function edition_is_a_tree()`;

/** Each edition is a tree, and the placements that it writes agree with it. */
export const trees = [fault, guard];
