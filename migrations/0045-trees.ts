/**
 * What is wrong with an edition, in a sentence; null: nothing. Only what is new in it is looked at: the nodes below it that
 * are at no such place in the edition before, and the placements that it opened and closed. What stands was checked when
 * it was new. An edge counts with its whole path, so a pathway that goes to another route is new there with all below it.
 */
const fault = `
  create function edition_fault(of_edition edition) returns text language sql stable as $$
  with root as materialized (
    select r.after, n.kind, n.content::json as c
    from (values (true, of_edition.root_hash),
                 (false, (select root_hash from edition where no = of_edition.no - 1))) as r (after, hash)
      join map_node n on n.hash = r.hash),
  route_edge as (select after, hash from root, json_array_elements_text(c -> 'routes') hash),
  changed_route as (
    select true as after, hash from (select hash from route_edge where after
      except all select hash from route_edge where not after) as come
    union all select false, hash from (select hash from route_edge where not after
      except all select hash from route_edge where after) as gone),
  route as materialized (
    select e.after, n.kind, n.content::json #>> '{route,slug}' as slug, n.content::json as c
    from changed_route e left join map_node n using (hash)),

  pathway_edge as materialized (select after, slug as route, hash from route, json_array_elements_text(c -> 'pathways') hash),
  changed_pathway as (
    select true as after, come.* from (select route, hash from pathway_edge where after
      except all select route, hash from pathway_edge where not after) as come
    union all select false, gone.* from (select route, hash from pathway_edge where not after
      except all select route, hash from pathway_edge where after) as gone),
  pathway as materialized (
    select e.after, e.route, n.kind, n.content::json #>> '{pathway,slug}' as slug, n.content::json as c
    from changed_pathway e left join map_node n using (hash)),

  cluster_edge as materialized (
    select after, route, slug as pathway, hash from pathway, json_array_elements_text(c -> 'clusters') hash),
  changed_cluster as (
    select true as after, come.* from (select route, pathway, hash from cluster_edge where after
      except all select route, pathway, hash from cluster_edge where not after) as come
    union all select false, gone.* from (select route, pathway, hash from cluster_edge where not after
      except all select route, pathway, hash from cluster_edge where after) as gone),
  cluster as materialized (
    select e.after, e.route, e.pathway, n.kind, n.content::json #>> '{cluster,slug}' as slug,
           n.content::json #>> '{cluster,level}' as level, n.content::json as c
    from changed_cluster e left join map_node n using (hash)),

  stand as materialized (
    select after, null as route, null as pathway, null as cluster, hash from root, json_array_elements_text(c -> 'retired') hash
    union all select after, slug, null, null, hash from route, json_array_elements_text(c -> 'awaiting') hash
    union all select after, route, slug, null, hash from pathway, json_array_elements_text(c -> 'awaiting') hash
    union all select after, route, pathway, slug, hash from cluster, json_array_elements_text(c -> 'occupations') hash),
  come as materialized (
    select s.*, n.kind, n.reference from (
      select route, pathway, cluster, hash from stand where after
      except all select route, pathway, cluster, hash from stand where not after) as s left join map_node n using (hash)),
  gone as materialized (
    select s.route, s.pathway, s.cluster, n.reference from (
      select route, pathway, cluster, hash from stand where not after
      except all select route, pathway, cluster, hash from stand where after) as s join map_node n using (hash)),
  retired as materialized (
    select n.reference from stand s join map_node n using (hash) where s.after and s.route is null),
  -- Whose level has to fit its column: what comes, and what stays where the column is another one.
  fitting as (
    select s.reference, n.content::json ->> 'level' as level, c.level as of_cluster
    from cluster c, come s join map_node n using (hash)
    where c.after and (s.route, s.pathway, s.cluster) = (c.route, c.pathway, c.slug)
    union all
    select n.reference, n.content::json ->> 'level', c.level
    from cluster c join cluster b on c.after and not b.after and b.slug = c.slug and b.level <> c.level,
      json_array_elements_text(c.c -> 'occupations') h join map_node n on n.hash = h),
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
  -- Looked up one by one: how many there are is not known when the query is planned.
  placed as materialized (
    select c.reference, o.id, p.route, p.pathway, p.cluster, p.since
    from (select reference from arrived union select reference from left_behind) as c
      cross join lateral (select (select id from occupation where reference = c.reference) as id offset 0) as o
      left join lateral (select route, pathway, cluster, lower(valid) as since from placement
                         where occupation_id = o.id and upper_inf(valid) offset 0) as p on true),
  other_edge as (
    select after, 't-level' as kind, hash from root, json_array_elements_text(c -> 'tLevels') hash
    union all select after, 'progression', c ->> 'progression' from root where c ->> 'progression' is not null
    union all select after, 'progression', c ->> 'progression' from route where c ->> 'progression' is not null)
  select fault from (
    select 'its root is no map' as fault from root where after and kind <> 'map'
    union all select 'it names as a route what is none' from route where after and kind is distinct from 'route'
    union all select 'it names as a pathway what is none' from pathway where after and kind is distinct from 'pathway'
    union all select 'it names as a cluster what is none' from cluster where after and kind is distinct from 'cluster'
    union all select 'it names as an occupation what is none' from come where kind is distinct from 'occupation' or reference is null
    union all select 'it names as a ' || e.kind || ' what is none' from
      (select kind, hash from other_edge where after except select kind, hash from other_edge where not after) as e
      left join map_node n using (hash) where n.kind is distinct from e.kind
    union all select 'the route ' || slug || ' stands on it twice' from (
      select n.content::json #>> '{route,slug}' as slug from route_edge e join map_node n using (hash) where e.after) as named
      group by slug having count(*) > 1
    union all select 'the pathway ' || slug || ' stands on it twice' from pathway where after group by slug having count(*) > 1
    union all select 'the cluster ' || slug || ' stands on it twice' from cluster where after group by slug having count(*) > 1
    union all select 'the pathway ' || slug || ' is not of the route ' || route from pathway
      where after and c #>> '{pathway,route}' is distinct from route
    union all select 'the cluster ' || slug || ' is not of the pathway ' || pathway from cluster
      where after and c #>> '{cluster,pathway}' is distinct from pathway
    union all select 'the cluster ' || slug || ' is of no technical level' from cluster
      where after and coalesce(level, '') not in ('technical', 'higher-technical', 'professional')
    union all select reference || ' is of another technical level than its cluster' from fitting
      where of_cluster <> case when level in ('1', '2', '3') then 'technical' when level in ('4', '5') then 'higher-technical'
                               else 'professional' end
    union all select reference || ' stands on it twice' from come group by reference having count(*) > 1
    union all select reference || ' stands on it twice' from (select reference from fresh intersect (
        select reference from placed where since < of_edition.published_at
        union all select reference from written where not opened)) as moved
    union all select reference || ' stands on it twice' from (
        select reference from fresh intersect select reference from retired) as kept
      where reference in (select reference from come where route is not null)
    union all select reference || ' is in no list of occupations' from placed where id is null
    union all select reference || ' is placed elsewhere than it stands' from (
        select reference, route, pathway, cluster from arrived except select reference, route, pathway, cluster from placed
        union all (select reference, route, pathway, cluster from written where opened
          except select reference, route, pathway, cluster from arrived)) as other
    union all select reference || ' is taken from where it stands' from (
        select reference from written where not opened
          except (select reference from arrived union select reference from left_behind)) as other
    union all select reference || ' is placed where it does not stand' from (
        select p.reference from placed p join left_behind using (reference) where p.route is not null) as other
  ) as found limit 1 $$`;

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
