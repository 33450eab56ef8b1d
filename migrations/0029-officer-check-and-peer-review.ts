import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appendOnly } from './append-only';

/**
 * The officer's check as a conversation, and peer review: what is said about a change request; invitations of reviewers
 * with their links, who they are apart, what they declared, drafted and sent, and what was released to the group.
 */
export class OfficerCheckAndPeerReview1700000000029 implements MigrationInterface {
  name = 'OfficerCheckAndPeerReview1700000000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(threads);
    await runner.query(reviews);
    await runner.query(guard);
    for (const table of ['change_request_entry', 'peer_review_declaration', 'peer_review', 'peer_review_release']) {
      await appendOnly(runner, table);
    }
  }

  async down(): Promise<void> {
    throw new Error('Waymark migrates forward only: restore a backup to go back');
  }
}

const threads = `
  create table change_request_entry (
    id uuid primary key,
    request_id uuid not null references change_request,
    no int not null check (no > 0),
    act varchar(10) not null check (act in ('answer','reply','settle','ask-again')),
    done boolean,
    text text not null,
    version_no int not null check (version_no > 0),
    due_on timestamptz(3),
    said_by uuid not null references person,
    said_at timestamptz(3) not null,
    key uuid not null unique,
    unique (request_id, no),
    check ((act = 'answer') = (done is not null)),
    check ((act = 'ask-again') = (due_on is not null)),
    check (act = 'settle' or text <> '')
  );

  -- Where each request stands: asked on which version, until when; answered since; settled.
  create view change_request_standing as
    select c.id, c.proposal_id, coalesce(again.version_no, v.no) as version_no, coalesce(again.due_on, c.due_on) as due_on,
           coalesce(ruling.act = 'settle', false) as settled,
           exists (select 1 from change_request_entry e
                   where e.request_id = c.id and e.act = 'answer' and e.no > coalesce(again.no, 0)) as answered
    from change_request c join proposal_version v on v.id = c.version_id
    left join lateral (select e.no, e.version_no, e.due_on from change_request_entry e
                       where e.request_id = c.id and e.act = 'ask-again' order by e.no desc limit 1) again on true
    left join lateral (select e.act from change_request_entry e
                       where e.request_id = c.id and e.act in ('settle','ask-again') order by e.no desc limit 1) ruling on true`;

const reviews = `
  alter table proposal add column review_waived text check (review_waived <> '');

  create table review_invitation (
    id uuid primary key,
    proposal_id uuid not null references proposal,
    version_id uuid not null,
    no int not null check (no > 0),
    anonymous boolean not null,
    token_hash text not null unique,
    due_on timestamptz(3) not null,
    expires_at timestamptz(3) not null check (expires_at >= due_on),
    invited_by uuid not null references person,
    invited_at timestamptz(3) not null,
    key uuid not null unique,
    revoked_at timestamptz(3),
    reminded_at timestamptz(3),
    unique (proposal_id, no),
    foreign key (version_id, proposal_id) references proposal_version (id, proposal_id)
  );
  create index review_invitation_due on review_invitation (due_on) where reminded_at is null and revoked_at is null;

  create table reviewer (
    invitation_id uuid primary key references review_invitation,
    name text not null check (name <> ''),
    email text not null check (email = lower(email)),
    interest text not null default ''
  );
  create index reviewer_email on reviewer (email);
  comment on table reviewer is 'Who reviews: personal, apart from the review, and erased without it';

  create table peer_review_declaration (
    invitation_id uuid primary key references review_invitation,
    interested boolean not null,
    declared_at timestamptz(3) not null
  );

  create table peer_review_draft (
    invitation_id uuid primary key references review_invitation,
    version int not null check (version > 0),
    content jsonb not null,
    saved_at timestamptz(3) not null
  );

  create table peer_review (
    invitation_id uuid primary key references review_invitation,
    recommendation varchar(20) not null check (recommendation in ('ready','ready-with-changes','not-ready')),
    content jsonb not null,
    sent_at timestamptz(3) not null,
    key uuid not null unique
  );

  create table peer_review_release (
    invitation_id uuid primary key references peer_review,
    released_by uuid not null references person,
    released_at timestamptz(3) not null
  )`;

const guard = `
  create function review_invitation_guard() returns trigger language plpgsql as $$
  begin
    if (new.id, new.proposal_id, new.version_id, new.no, new.anonymous, new.token_hash, new.due_on, new.expires_at)
       is distinct from
       (old.id, old.proposal_id, old.version_id, old.no, old.anonymous, old.token_hash, old.due_on, old.expires_at)
       or (old.revoked_at is not null and new.revoked_at is distinct from old.revoked_at)
       or (old.reminded_at is not null and new.reminded_at is distinct from old.reminded_at) then
      raise exception 'an invitation to review is revoked and reminded of once, and else never changed'
        using errcode = 'check_violation';
    end if;
    return new;
  end $$;
  create trigger review_invitation_guard before update on review_invitation
    for each row execute function review_invitation_guard();

  create function peer_review_guard() returns trigger language plpgsql as $$
  begin
    if not exists (
      select 1 from review_invitation i join proposal p on p.id = i.proposal_id
      join proposal_version v on v.id = i.version_id
      join peer_review_declaration d on d.invitation_id = i.id
      where i.id = new.invitation_id and not d.interested and i.revoked_at is null and new.sent_at < i.expires_at
        and p.state = 'peer-review' and v.no = (select max(no) from proposal_version where proposal_id = p.id)) then
      raise exception 'a review comes from an invited reviewer without an interest, in time, on the version under review'
        using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger peer_review_guard before insert on peer_review for each row execute function peer_review_guard()`;
