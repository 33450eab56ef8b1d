/** Editions belong to the revision that is published with them; placements open and close at one of this transaction. */
export const publication = `
  alter table edition add column xid xid8;
  comment on column edition.xid is 'The transaction that published it; null before the database noted it';

  create or replace function edition_follows_the_last() returns trigger language plpgsql as $$
  declare
    last edition;
  begin
    perform pg_advisory_xact_lock(hashtext('waymark.publication'));
    select * into last from edition order by no desc limit 1;
    if new.no <> coalesce(last.no, 0) + 1 then
      raise exception 'edition % cannot follow edition %', new.no, coalesce(last.no, 0) using errcode = 'check_violation';
    end if;
    new.published_at := greatest(waymark_now(), last.published_at + interval '1 millisecond');
    new.xid := pg_current_xact_id();
    return new;
  end $$;

  -- At the commit its revision is published, as this edition and no other.
  create function edition_has_its_revision() returns trigger language plpgsql as $$
  begin
    if not exists (select 1 from revision r
        where r.id = new.revision_id and r.state = 'published' and r.edition_no = new.no) then
      raise exception 'edition % belongs to no map revision that is published with it', new.no
        using errcode = 'restrict_violation', constraint = 'edition_has_its_revision';
    end if;
    return null;
  end $$;
  create constraint trigger edition_has_its_revision after insert on edition
    deferrable initially deferred for each row execute function edition_has_its_revision();

  create function revision_begins_as_draft() returns trigger language plpgsql as $$
  begin
    if new.state <> 'draft' or num_nonnulls(new.approved_by, new.approved_at, new.plan_hash, new.scheduled_for,
         new.emergency_why, new.edition_no, new.published_at) > 0 then
      raise exception 'a map revision begins as a draft' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger revision_begins_as_draft before insert on revision
    for each row execute function revision_begins_as_draft();

  create function revision_is_published_with_its_edition() returns trigger language plpgsql as $$
  begin
    if old.state <> 'scheduled' or new.scheduled_for > waymark_now()
       or (new.approved_by is null and new.emergency_why is null and new.edition_no is distinct from 1) then
      raise exception 'a map revision is published when it is approved, scheduled and due' using errcode = 'restrict_violation';
    end if;
    select published_at into new.published_at from edition
      where no = new.edition_no and revision_id = new.id and xid = pg_current_xact_id();
    if not found then
      raise exception 'a map revision is published with its edition' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger revision_is_published_with_its_edition before update on revision for each row
    when (new.state = 'published' and old.state <> 'published')
    execute function revision_is_published_with_its_edition();
  create function revision_is_not_published_yet() returns trigger language plpgsql as $$
  begin
    raise exception 'only a map revision that is published has an edition and its time' using errcode = 'restrict_violation';
  end $$;
  create trigger revision_is_not_published_yet before update on revision for each row
    when (new.state <> 'published' and num_nonnulls(new.published_at, new.edition_no) > 0)
    execute function revision_is_not_published_yet();

  create or replace function placement_is_written_at_publication() returns trigger language plpgsql as $$
  begin
    if tg_op = 'DELETE' then
      raise exception 'a placement is closed, never deleted' using errcode = 'restrict_violation';
    end if;
    if tg_op = 'INSERT' then
      if not upper_inf(new.valid) or not exists (select 1 from edition
           where published_at = lower(new.valid) and xid = pg_current_xact_id()) then
        raise exception 'a placement opens at the publication of an edition' using errcode = 'restrict_violation';
      end if;
      return new;
    end if;
    if (new.occupation_id, new.route, new.pathway, new.cluster) is distinct from
       (old.occupation_id, old.route, old.pathway, old.cluster)
       or lower(new.valid) <> lower(old.valid) or not upper_inf(old.valid)
       or not exists (select 1 from edition where published_at = upper(new.valid) and xid = pg_current_xact_id()) then
      raise exception 'a placement can only be closed, at the publication of an edition' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;

  create index placement_opened on placement (lower(valid));
  create index placement_closed on placement (upper(valid)) where not upper_inf(valid)`;
