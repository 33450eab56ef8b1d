/**
 * That a new operation stands on a row that carries it: `lackingAuthority` says the same in words, and knows the places
 * of pathways and clusters, which stand in nodes; here routes are known of occupations and of what names its route.
 */
export const operationGuard = `
  create function routes_of_operation(operation jsonb) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct route), '{}') from (
      select operation #>> path::text[] as route from (values
        ('{from,route}'), ('{to,route}'), ('{placement,route}'), ('{pathway,route}'), ('{part,route}'), ('{into,route}'),
        ('{after,route}'), ('{tLevel,route}')) as named (path)
      union all select operation #>> '{before,route}' where operation ->> 'op' = 'amend-pathway'
      union all select coalesce(operation #>> '{route,slug}', operation #>> '{after,slug}')
        where operation ->> 'op' in ('add-route','amend-route','remove-route')
      union all select part #>> '{placement,route}'
        from jsonb_array_elements(case when jsonb_typeof(operation -> 'into') = 'array' then operation -> 'into' else '[]' end) as part
      union all select p.route from placement p join occupation o on o.id = p.occupation_id
        where upper_inf(p.valid) and (o.reference in (operation ->> 'reference', operation ->> 'from', operation ->> 'into')
          or (operation -> 'references') ? o.reference)
    ) as found where route is not null $$;

  -- A whole occupation is retired by its own request only, and an addition is taken back by an undoing only.
  create function is_by_request_only(operation jsonb) returns boolean language sql immutable as $$
    select operation ->> 'op' = 'remove-occupation'
      or (operation ->> 'op' = 'retire-occupation' and operation ->> 'reference' !~ '[A-Z]$') $$;

  create function request_asks_for(request jsonb, operation jsonb) returns boolean language sql immutable as $$
    select case request ->> 'kind'
      when 'occupation' then op = 'add-occupation'
      when 'standard' then op = 'amend-occupation' and is_about
      when 'change' then op in ('amend-occupation','place-occupation') and is_about
      when 'option' then case request ->> 'act' when 'add' then op = 'add-occupation'
        else op = 'retire-occupation' and is_about and operation ->> 'reference' ~ '[A-Z]$' end
      when 'retirement' then op = 'retire-occupation' and is_about
      else false end
    from (values (operation ->> 'op', operation ->> 'reference' = request ->> 'about')) as asked (op, is_about) $$;

  -- Null: it carries the operation; else why not.
  create function lacking_authority(given revision_operation) returns text language plpgsql stable as $$
  declare
    authority constant jsonb := given.authority;
    basis constant text := authority ->> 'by';
    op constant text := given.content ->> 'op';
    standing authority_row;
    agreed text[];
  begin
    if basis in ('decision','ballot') then
      select * into standing from authority_row a where a.by = authority ->> 'by' and a.id = given.decision_id and a.stands;
      if standing.id is null then return 'no such decision stands'; end if;
      if standing.proposal_id is distinct from (authority ->> 'proposalId')::uuid or not exists (
        select 1 from proposal p where p.id = standing.proposal_id and p.state = 'in-revision' and p.revision_id = given.revision_id)
      then return 'the request that was agreed is not in this map revision'; end if;
      if not request_asks_for(standing.request, given.content) then return 'the request asks for something else'; end if;
      if basis = 'decision' and cardinality(routes_of_operation(given.content)) < 2 then return null; end if;
      agreed := standing.routes;
    elsif basis = 'minutes' then
      select array_agg(m.route::text) into agreed
      from jsonb_to_recordset(authority -> 'items') as item ("meetingId" uuid, "itemId" uuid)
        left join agreed_minute m on m.item_id = item."itemId" and m.meeting_id = item."meetingId";
      if agreed is null or array_position(agreed, null) is not null then return 'no such item was agreed'; end if;
      if is_by_request_only(given.content) then return 'minutes do not carry it'; end if;
    elsif basis = 'direction' then
      select d.routes::text[] into agreed from ministerial_direction d where d.id = given.direction_id;
      if agreed is null then return 'there is no such direction'; end if;
      if is_by_request_only(given.content) then return 'a direction does not carry it'; end if;
    elsif basis = 'correction' then
      if not exists (select 1 from wording_correction c where c.id = given.correction_id) then return 'no such correction'; end if;
      return case when op <> 'amend-occupation' or exists (
        select 1 from jsonb_array_elements(given.content -> 'changes') as change
        where change ->> 'field' not in ('overview','typicalJobTitles','keywords','duties','ksbs','banner'))
        then 'a correction changes wording only' end;
    elsif basis = 'undo' then
      return case when not exists (select 1 from authority_row a where a.by = 'undo' and a.id = given.undone_id and a.stands)
        then 'only a published map revision is undone' end;
    elsif basis = 'seed' then
      return case when exists (select 1 from edition) then 'the seed makes the first edition only' end;
    elsif basis = 'import' then
      if not exists (select 1 from revision r where r.id = given.revision_id and r.import_file = authority ->> 'file')
        then return 'the map revision has no such file'; end if;
      return case when op not in ('add-occupation','amend-occupation') and not (op = 'place-occupation'
          and given.content #>> '{from,route}' = given.content #>> '{to,route}')
        then 'a file adds and amends only' end;
    else
      return 'authority is a row';
    end if;
    return case when not routes_of_operation(given.content) <@ agreed then 'not every panel agreed' end;
  end $$;

  create function operation_stands_on_authority() returns trigger language plpgsql as $$
  declare
    lacking constant text := lacking_authority(new);
  begin
    if lacking is not null then
      raise exception 'an operation without authority: %', lacking
        using errcode = 'restrict_violation', constraint = 'operation_stands_on_authority';
    end if;
    return null;
  end $$;
  create trigger operation_stands_on_authority after insert on revision_operation
    for each row execute function operation_stands_on_authority()`;
