/** CHECKs that no input runs into, by why. Who adds one to the database says here why, or how it is refused in `twins.ts`. */
export const outOfReach: Readonly<Record<string, readonly string[]>> = {
  'counted by the code, from one': [
    ...[
      'consultation_draft_version',
      'consultation_subject_no',
      'consultation_form_version',
      'consultation_deadline_no',
    ],
    ...['consultation_act_no', 'response_sending_no', 'moderation_turn_no'],
    ...['approvals_cycle_no', 'change_request_entry_no', 'change_request_entry_version_no', 'condition_no'],
    ...['condition_step_no', 'edition_no', 'event_subject_no', 'held_row_line', 'meeting_no', 'meeting_version'],
    ...[
      'ministerial_direction_no',
      'meeting_agenda_no',
      'meeting_item_position',
      'meeting_minutes_no',
      'panel_rules_no',
      'proposal_version',
    ],
    ...['peer_review_draft_version', 'proposal_version_no', 'response_ruling_no', 'review_invitation_no'],
    ...['revision_attempts', 'revision_version', 'revision_operation_position', 'suggestion_fulfilment_edition'],
    ...[
      'suggestion_sorting_no',
      'suggestion_work_no',
      'vote_no',
      'ballot_electors',
      'refused_sign_in_count',
      'policy_refusal_count',
    ],
  ],
  'a state, set by a lifecycle and with it what belongs to the state': [
    ...['consultation_draft_state', 'consultation_draft_check', 'consultation_draft_authors', 'consultation_act_act'],
    ...['consultation_draft_asked_of', 'equality_count_count'],
    ...['response_withdrawal_why', 'response_withdrawal_check', 'consultation_subject_id'],
    ...['ballot_check2', 'ballot_check3', 'ballot_outcome', 'ballot_stage', 'chair_offer_check', 'condition_check'],
    ...['condition_state', 'condition_step_action', 'held_row_check', 'meeting_check1', 'meeting_check4'],
    ...['meeting_check5', 'notification_check', 'notification_status', 'procedural_review_state', 'proposal_check'],
    ...['proposal_check3', 'proposal_check4', 'proposal_outcome', 'proposal_outcome_stage', 'proposal_state'],
    ...['proposal_dispensation_is_on_no_map', 'revision_check', 'revision_check1', 'revision_check2'],
    ...['revision_check3', 'revision_state', 'trailblazer_group_state', 'group_invitation_check2'],
    ...['group_invitation_check3', 'submission_check1', 'decision_outcome', 'decision_kind'],
    ...['panel_is_of_one', 'decider_change', 'stage_decider_handed', 'trailblazer_group_is_one_or_other'],
  ],
  'a time of the database after another of it, or after one that the code counts from it': [
    ...['ballot_check1', 'ballot_deferral_check1', 'group_invitation_check', 'group_invitation_check1'],
    ...['meeting_check2', 'meeting_check3', 'submission_check', 'revision_scheduled_for', 'submission_weeks'],
  ],
  'made by the code of what was looked for: never a text as it was typed, and no form asks for it': [
    ...['unfound_key_month', 'unfound_key_key', 'unfound_question_month', 'unfound_question_question_hash'],
    ...['unfound_question_marks', 'unfound_question_check'],
  ],
  'a constant of the code, chosen by what is done': [
    ...['consultation_subject_kind', 'response_link_purpose', 'response_ruling_part', 'response_ruling_text'],
    ...['moderation_turn_part', 'moderation_turn_act', 'response_appeal_part'],
    // What responses said before consultations had forms of their own: no such row is written any more.
    'consultation_response_answer',
    ...['demo_clock_single', 'edition_kind', 'event_actor_kind', 'event_check', 'notification_channel'],
    'notification_priority',
    ...['sign_in_link_purpose', 'standing_recusal_why', 'held_row_layout', 'suggestion_work_kind', 'revision_kind'],
    ...[
      'proposal_check1',
      'proposal_check2',
      'proposal_match_answers',
      'organisation_likeness_likeness',
      'organisation_likeness',
    ],
  ],
  'part of the address, and of another one there is no page': [
    ...['follower_subject_kind', 'interest_about_kind', 'proposal_kind'],
  ],
  'a choice that is not offered is none: the thing stays, or is asked for': [
    ...['meeting_attendance_attendance', 'peer_review_recommendation', 'held_row_settled_how'],
  ],
  'the code writes it in this form, whatever was typed': [
    ...['response_ruling_check', 'follower_address', 'proposal_change_kind', 'proposal_review_waived', 'vote_check'],
    ...[
      'condition_text',
      'person_email_normal',
      'group_invitation_email_normal',
      'reviewer_email_normal',
      'password_reset_request_email_normal',
      'organisation_name_name',
      'organisation_name_form',
      'organisation_name_ruled_as',
    ],
    ...['evidence_file_kind', 'evidence_file_name', 'evidence_file_sha256', 'evidence_file_size'],
  ],
  'a rule of the verb, with a spec of its own': [
    ...['consultation_title', 'consultation', 'consultation_is_agreed', 'consultation_comments_appear'],
    ...['consultation_form', 'consultation_deadline', 'consultation_act_why', 'response_sending_permission'],
    ...['consultation_subject_ref', 'consultation_subject_title', 'moderation_turn_check', 'response_appeal_says'],
    ...['response_ruling_passages_of_redacted', 'response_ruling_ground'],
    ...['consultation_subject_ref', 'consultation_subject_title', 'consultation_invitation_organisation'],
    'response_entry_came_by',
    ...[
      'procedural_review_check2',
      'recusal_ruling_check',
      'suggestion_sorting_check',
      'proposal_dispensation_has_days',
      'ballot_deferral_check',
      'ballot_check',
      'dispensation_end_reason',
      'earlier_consultation_ruling_why',
      'wording_correction_why',
      'decider_request_kind',
      'decider_change_kind',
      'decider_days',
      'decider_possible',
      'decider_named',
      'decider_source',
      'stage_decider_reason',
    ],
  ],
  'read from what stands in the database, the map, the seed or an official file that is checked as it is read': [
    ...['map_node_hash_is_of_its_content', 'map_node_kind', 'placement_check', 'placement_valid', 'panel_name'],
    ...['organisation_ruling_check', 'edition_check_fault'],
    ...['soc_unit_group_code', 'soc_unit_group_title', 'recusal_proposal_organisation', 'recusal_ruling_organisation'],
  ],
};

/** The name of the constraint that is meant above: PostgreSQL's own names end in `_check`, and a number. */
export const isMeant = (short: string, constraint: string): boolean =>
  constraint === short || constraint === `${short}_check`;
