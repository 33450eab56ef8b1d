/**
 * The times that count in law, and when the database sets each from `waymark_now()`, whatever is given:
 * - `begun`: with the row; it never changes;
 * - `once`: with the step that it tells of, as soon as anything is given; then it stands;
 * - `anew`: each time that step is taken again; it may be taken away.
 *
 * Set by triggers of their own: `edition.published_at`, `revision.published_at` (that of its edition) and both ends of
 * `placement.valid` (the instant of an edition of the same transaction). `consultation.opens_at` is entered, and is not
 * in the past.
 *
 * Not set, because people enter or plan them: `consultation.closes_at`, `ballot.closes_at` (later than its opening, and
 * later only by a deferral), `meeting.starts_at`, `approvals_cycle.*_on` and its deadline, `revision.scheduled_for`,
 * `invitation_to_propose.closes_at`, `person_grant.valid_from` and `valid_until` (terms of office), `interest_entry.held_from`,
 * `interest_ending.held_until`, the days of a dispensation, every `due_on` and `expires_at`. Not set, because they follow
 * from others: `proposal.lapses_at`, `ballot_deferral.closed_before`, `revision.overdue_told_for`, the views. Not set,
 * because nothing follows from them in law: drafts (`peer_review_draft.saved_at`), sessions, links to sign in, keys,
 * followers, the outbox, mail, `first_light`, `demo_clock`.
 */
const times: Readonly<Record<string, { begun?: string; once?: string; anew?: string }>> = {
  event: { begun: 'at' },
  person: { begun: 'created_at', anew: 'ended_at' },

  trailblazer_group: { begun: 'created_at' },
  trailblazer_organisation: { begun: 'added_at', once: 'removed_at' },
  group_invitation: { begun: 'sent_at', once: 'accepted_at withdrawn_at' },
  chair_offer: { begun: 'offered_at', once: 'answered_at' },
  invitation_to_propose: { begun: 'opened_at' },
  interest: { begun: 'received_at' },
  interest_taken: { begun: 'taken_at' },

  proposal: { begun: 'created_at', anew: 'submitted_at agreed_at' },
  proposal_version: { begun: 'submitted_at' },
  evidence_file: { begun: 'added_at' },
  change_request: { begun: 'raised_at' },
  change_request_entry: { begun: 'said_at' },
  review_invitation: { begun: 'invited_at', once: 'revoked_at reminded_at' },
  peer_review_declaration: { begun: 'declared_at' },
  peer_review: { begun: 'sent_at' },
  peer_review_release: { begun: 'released_at' },
  dispensation_end: { begun: 'ended_at' },
  approvals_cycle: { once: 'cancelled_at' },
  submission_slot: { anew: 'booked_at' },
  submission: { begun: 'submitted_at', once: 'answered_at' },

  panel_rules: { begun: 'set_at' },
  interest_entry: { begun: 'entered_at' },
  interest_ending: { begun: 'ended_at' },
  interest_confirmation: { begun: 'confirmed_at' },
  standing_recusal: { begun: 'noted_at' },
  recusal_proposal: { begun: 'noted_at' },
  recusal_ruling: { begun: 'ruled_at' },
  organisation_ruling: { begun: 'ruled_at' },
  ballot: { begun: 'opened_at', once: 'closed_at' },
  interest_declaration: { begun: 'declared_at' },
  vote: { begun: 'cast_at' },
  casting_vote: { begun: 'cast_at' },
  ballot_deferral: { begun: 'deferred_at' },
  decision: { begun: 'decided_at' },
  decision_reopening: { begun: 'reopened_at' },
  condition_step: { begun: 'taken_at' },
  procedural_review: { begun: 'asked_at', once: 'considered_at decided_at' },
  meeting: { begun: 'planned_at', once: 'cancelled_at minutes_agreed_at minutes_published_at' },
  meeting_item: { once: 'removed_at' },
  meeting_agenda: { begun: 'published_at' },
  meeting_attendance: { begun: 'noted_at' },
  meeting_recusal: { begun: 'noted_at' },
  meeting_minutes: { begun: 'written_at' },

  consultation: { begun: 'created_at' },
  consultation_response: { begun: 'received_at' },
  response_ruling: { begun: 'ruled_at' },
  suggestion: { begun: 'received_at' },
  suggestion_sorting: { begun: 'sorted_at' },
  suggestion_work: { begun: 'carried_at' },

  revision: { begun: 'created_at', anew: 'approved_at' },
  revision_operation: { begun: 'added_at' },
  held_row: { anew: 'settled_at' },
  emergency_approval: { begun: 'approved_at' },
};

// Triggers fire by name: these set times before the rules of a table judge them, and refuse a second time after them.
const functions = `
  create function waymark_sets_time() returns trigger language plpgsql as $$
  begin
    return jsonb_populate_record(new, jsonb_build_object(tg_argv[0], waymark_now()));
  end $$;

  create function waymark_time_stands() returns trigger language plpgsql as $$
  begin
    raise exception '% of % stands: the database set it', tg_argv[0], tg_table_name using errcode = 'restrict_violation';
  end $$;

  create function consultation_opens_from_now_on() returns trigger language plpgsql as $$
  begin
    if new.opens_at < new.created_at - interval '10 seconds' then
      raise exception 'a consultation opens when it is announced, or later' using errcode = 'restrict_violation';
    end if;
    return new;
  end $$;
  create trigger consultation_opens_from_now_on before insert on consultation
    for each row execute function consultation_opens_from_now_on()`;

const columns = (names = ''): string[] => names.split(' ').filter((name) => name !== '');

function triggers(table: string, { begun, once, anew }: (typeof times)[string]): string[] {
  const trigger = (name: string, when: string, does: string): string =>
    `create trigger ${name} before ${when} execute function ${does}`;
  const changed = (column: string): string => `old.${column} is distinct from new.${column}`;
  return [
    ...(begun === undefined
      ? []
      : [trigger('at_waymark_now', `insert on ${table} for each row`, `waymark_sets_time('${begun}')`)]),
    ...[...columns(once), ...columns(anew)].flatMap((column) => {
      const sets = `waymark_sets_time('${column}')`;
      const given = `new.${column} is not null`;
      return [
        trigger(`at_waymark_now_${column}`, `insert on ${table} for each row when (${given})`, sets),
        trigger(
          `at_waymark_now_${column}_later`,
          `update on ${table} for each row when (${given} and ${changed(column)})`,
          sets,
        ),
      ];
    }),
    ...[...columns(begun), ...columns(once)].map((column) => {
      const stood = column === begun ? changed(column) : `old.${column} is not null and ${changed(column)}`;
      const stands = `waymark_time_stands('${column}')`;
      return trigger(`waymark_${column}_stands`, `update on ${table} for each row when (${stood})`, stands);
    }),
  ];
}

/** The triggers by which the database sets the times of every table. */
export const timesOfLaw = [functions, ...Object.entries(times).flatMap(([table, when]) => triggers(table, when))];
