import type { Name } from '../leak/people';

/** A CHECK that an input can reach, a form that brings what it refuses, and what is said beside which field. */
export type Twin = {
  check: string;
  who: Name | 'anonymous';
  /** The route of the form; `set` goes over what stands in it as its page shows it. */
  route: string;
  set: Readonly<Record<string, string>>;
  field: string;
  says: string;
};

const key = '01890000-0000-7000-8000-000000000000';
/** What forms carry that this world shows to nobody just now: their schema is asked before the state of the thing. */
const carried = { key, version: '1', seen: '0', contentHash: 'a', day: '31', month: '3', year: '2027', time: '17:00' };
const inPast = { day: '1', month: '1', year: '2020' };

type Row = readonly [check: string, set: Readonly<Record<string, string>>, field: string, says: string];
const on = (who: Twin['who'], route: string, ...rows: readonly Row[]): Twin[] =>
  rows.map(([check, set, field, says]) => ({ check, who, route, set, field, says }));

/** By person and form. */
export const twins: readonly Twin[] = [
  ...on('author', '/account/api-keys', ['api_key_name_check', { name: ' ' }, 'name', 'Enter what the key is for']),
  ...on(
    'officer',
    '/admin/cycles',
    [
      'approvals_cycle_slots_check',
      { slots: '501' },
      'slots',
      'Enter how many submissions the cycle takes, from 1 to 500',
    ],
    ['approvals_cycle_check', { deadline: '2027-06-01', panel: '2027-05-03', committee: '2027-04-01' }, 'panel', '?'],
  ),
  ...on('stranger', '/trailblazers/:id/chair', [
    'chair_offer_outcome_check',
    { offer: key, outcome: 'perhaps' },
    'outcome',
    'Choose whether you take the chair',
  ]),
  ...on('lead', '/panels/:slug/open/:id', ['ballot_check', { ...carried, ...inPast }, 'day', '?']),
  ...on(
    'lead',
    '/ballots/:id/defer',
    ['ballot_deferral_check', { ...carried, ...inPast, reason: 'Illness' }, 'day', '?'],
    ['ballot_deferral_reason_check', { ...carried, reason: ' ' }, 'reason', 'Enter why it is deferred'],
  ),
  ...on('lead', '/ballots/:id/end', ['ballot_ended_because_check', { key, why: '' }, 'why', '?']),
  ...on(
    'lead',
    '/ballots/:id/casting-vote',
    [
      'casting_vote_choice_check',
      { key, choice: 'perhaps', reason: 'Yes' },
      'choice',
      'Choose what you give the casting vote for',
    ],
    [
      'casting_vote_reason_check',
      { key, choice: 'approve', reason: '' },
      'reason',
      'Enter the reason for your casting vote',
    ],
  ),
  ...on(
    'lead',
    '/ballots/:id/reasons',
    ['decision_reasons_check', { reasons: ' ' }, 'reasons', 'Enter the reasons'],
    ['condition_text_check', { reasons: 'Yes', 'condition-1': 'More', 'day-1': '31' }, 'day-1', '?'],
  ),
  ...on('waiter', '/ballots/:id/interest', [
    'interest_declaration_check',
    { interested: 'yes', details: ' ' },
    'details',
    '?',
  ]),
  ...on(
    'waiter',
    '/ballots/:id/vote',
    ['vote_choice_check', { ...carried, choice: 'perhaps', reason: 'Yes' }, 'choice', 'Choose how you vote'],
    ['vote_reason_check', { ...carried, choice: 'approve', reason: ' ' }, 'reason', 'Enter the reason for your vote'],
  ),
  ...on(
    'officer',
    '/proposals/:id/return',
    [
      'change_request_kind_check',
      { kind: 'wish', field: 'title', text: 'More' },
      'kind',
      'Choose what kind of change this is',
    ],
    ['change_request_text_check', { kind: 'content', field: 'title', text: ' ' }, 'text', 'Say what has to change'],
  ),
  ...on(
    'author',
    '/proposals/:id/requests/:requestId/answer',
    ['change_request_entry_check', { key, seen: '0', done: 'perhaps', text: 'x' }, 'done', 'Choose whether it is done'],
    [
      'change_request_entry_check2',
      { key, seen: '0', done: 'yes', text: ' ' },
      'text',
      'Say where you changed it, or why not',
    ],
  ),
  ...on(
    'officer',
    '/proposals/:id/requests/:requestId/ruling',
    ['change_request_entry_act_check', { key, seen: '0', act: 'shrug', text: 'x' }, 'act', 'Choose what you do'],
    [
      'change_request_entry_check1',
      { key, seen: '0', act: 'ask-again', text: 'x', workingDays: '' },
      'workingDays',
      'Enter the number of working days, from 1 to 60',
    ],
  ),
  ...on('officer', '/conditions/:id/check', ['condition_step_text_check', { text: ' ' }, 'text', 'Enter the reason']),
  ...on('officer', '/conditions/:id/extend', [
    'condition_step_check',
    { key, text: 'x', day: '', month: '', year: '' },
    'day',
    '?',
  ]),
  ...on(
    'officer',
    '/proposals/:id/consult',
    ['consultation_title_check', { title: ' ' }, 'title', 'Enter a title'],
    ['consultation_check', { opens: '2027-05-01', closes: '2027-04-01' }, 'closes', '?'],
  ),
  ...on('anonymous', '/consultations/:reference/respond', [
    'consultation_response_answer_check',
    { answer: 'perhaps' },
    'answer',
    'Choose whether you agree',
  ]),
  ...on('officer', '/decisions/:id/reopen', [
    'decision_reopening_reasons_check',
    { reasons: '' },
    'reasons',
    'Enter the reasons',
  ]),
  ...on(
    'author',
    '/decisions/:id/review',
    ['procedural_review_grounds_check', { grounds: '', statement: 'x' }, 'grounds', '?'],
    [
      'procedural_review_statement_check',
      { grounds: 'no-power', statement: ' ' },
      'statement',
      'Enter what went wrong',
    ],
  ),
  ...on('ada', '/procedural-reviews/:id/consider', [
    'procedural_review_check',
    { advice: ' ' },
    'advice',
    'Enter what you found',
  ]),
  ...on('ada', '/procedural-reviews/:id/decide', [
    'procedural_review_check1',
    { outcome: 'upheld', reasons: ' ' },
    'reasons',
    'Enter the reasons',
  ]),
  ...on('officer', '/proposals/:id/end', [
    'dispensation_end_reason_check',
    { ...carried, reason: ' ' },
    'reason',
    'Enter the reason',
  ]),
  ...on(
    'stranger',
    '/trailblazers/:id/invite',
    ['group_invitation_name_check', { name: ' ' }, 'name', 'Enter the full name'],
    ['group_invitation_role_check', { role: 'king' }, 'role', 'Choose a role'],
  ),
  ...on(
    'anonymous',
    '/interest/:kind/:key',
    ['interest_organisation_check', { organisation: ' ' }, 'organisation', 'Enter the name of your organisation'],
    ['interest_size_check', { size: 'vast' }, 'size', 'Choose the size of your organisation'],
  ),
  ...on(
    'waiter',
    '/account/interests',
    ['interest_entry_kind_check', { kind: 'hobby' }, 'kind', 'Choose what kind of interest it is'],
    ['interest_entry_organisation_check', { organisation: ' ' }, 'organisation', 'Enter the name of the organisation'],
  ),
  ...on(
    'officer',
    '/trailblazers/invitations-to-propose/new',
    ['invitation_to_propose_title_check', { title: ' ' }, 'title', 'Enter the title'],
    ['invitation_to_propose_check', { closes: '2020-01-01' }, 'closes', '?'],
  ),
  ...on('secretary', '/panels/:slug/meetings/new', [
    'meeting_link_check',
    { link: 'http://teams.example/x' },
    'link',
    'Enter an address that begins with https://',
  ]),
  ...on('secretary', '/meetings/:id/cancel', [
    'meeting_check',
    { version: '1', why: ' ' },
    'why',
    'Enter why the meeting is cancelled',
  ]),
  ...on(
    'secretary',
    '/meetings/:id/items/new',
    ['meeting_item_section_check', { section: 'any' }, 'section', 'Choose the part of the agenda'],
    [
      'meeting_item_title_check',
      { title: ' ', reference: '' },
      'title',
      'Enter what it is about, or the reference of a proposal: one of the two',
    ],
  ),
  ...on('secretary', '/meetings/:id/items/:item/recusal', [
    'meeting_recusal_reason_check',
    { reason: ' ' },
    'reason',
    'Enter what the interest is',
  ]),
  ...on(
    'ada',
    '/panels/:slug/rules',
    [
      'panel_rules_quorum_percent_check',
      { quorumPercent: '101' },
      'quorumPercent',
      'Enter a whole number from 1 to 100',
    ],
    ['panel_rules_quorum_floor_check', { quorumFloor: '51' }, 'quorumFloor', 'Enter a whole number from 1 to 50'],
    [
      'panel_rules_threshold_percent_check',
      { thresholdPercent: '49' },
      'thresholdPercent',
      'Enter a whole number from 50 to 100',
    ],
    [
      'panel_rules_blocking_rejects_check',
      { blockingRejects: '-1' },
      'blockingRejects',
      'Enter a whole number from 0 to 50',
    ],
  ),
  ...on(
    'ada',
    '/panels/:slug/members',
    ['panel_office_office_check', { office: 'king' }, 'office', 'Choose an office'],
    ['person_grant_check', { from: '2027-05-01', until: '2027-04-01' }, 'until', '?'],
  ),
  ...on('ada', '/admin/people', ['person_name_check', { name: ' ' }, 'name', 'Enter the full name']),
  ...on(
    'ada',
    '/admin/people/:id/roles',
    ['person_grant_role_check', { role: 'king' }, 'role', 'Choose a role'],
    ['person_grant_scope_check', { role: 'panel-member', scope: '' }, 'scope', '?'],
  ),
  ...on(
    'lead',
    '/panels/:slug/recusals',
    [
      'recusal_ruling_ruling_check',
      { subjectId: key, personId: key, organisation: 'Acme', ruling: 'perhaps', reason: 'x' },
      'ruling',
      'Choose whether the recusal is confirmed',
    ],
    [
      'recusal_ruling_reason_check',
      { subjectId: key, personId: key, organisation: 'Acme', ruling: 'confirmed', reason: ' ' },
      'reason',
      'Enter the reason',
    ],
  ),
  ...on(
    'mo',
    '/moderation/:id',
    ['response_ruling_outcome_check', { outcome: 'perhaps' }, 'outcome', 'Choose what becomes of the response'],
    ['response_ruling_check', { outcome: 'redacted', publishedText: ' ', reason: 'x' }, 'publishedText', '?'],
  ),
  ...on(
    'officer',
    '/proposals/:id/peer-review/invite',
    [
      'reviewer_name_check',
      { ...carried, name: ' ', email: 'a@example.test', anonymous: 'no', workingDays: '10' },
      'name',
      'Enter the name',
    ],
    [
      'review_invitation_check',
      { ...carried, name: 'Ann', email: 'a@example.test', anonymous: 'no', workingDays: '-10' },
      'workingDays',
      'Enter the number of working days, from 1 to 60',
    ],
  ),
  ...on('stranger', '/proposals/:id/files', [
    'evidence_file_requirement_check',
    { purpose: 'wish' },
    'purpose',
    'Choose what the file is evidence for',
  ]),
  ...on(
    'officer',
    '/proposals/:id/raise',
    ['proposal_raised_to_check', { version: '1', to: 'sky', reason: 'x' }, 'to', 'Choose what it is raised to'],
    ['proposal_raised_why_check', { version: '1', to: 'revision', reason: ' ' }, 'reason', 'Enter the reason'],
  ),
  ...on('stranger', '/proposals/:id/dispensation', [
    'proposal_period_in_order',
    {
      version: '1',
      affected: 'whole',
      instead: 'x',
      'startsOn-day': '1',
      'startsOn-month': '5',
      'startsOn-year': '2027',
      'endsOn-day': '1',
      'endsOn-month': '4',
      'endsOn-year': '2027',
    },
    'endsOn-day',
    'The last day must be after the first day',
  ]),
  ...on(
    'ada',
    '/admin/revisions',
    ['revision_title_check', { title: ' ' }, 'title', 'Enter a title'],
    ['revision_kind_check', { kind: 'wish' }, 'kind', 'Choose the kind of revision'],
  ),
  ...on('ada', '/admin/revisions/:id/emergency', [
    'revision_emergency_why_check',
    { version: '1', emergencyWhy: ' ', sure: 'yes' },
    'emergencyWhy',
    'Enter why it cannot wait for an approval',
  ]),
  ...on(
    'anonymous',
    '/occupations/:reference/suggest',
    ['suggestion_part_check', { part: 'wish' }, 'part', 'Choose what should be changed'],
    ['suggestion_change_check', { change: ' ' }, 'change', '?'],
    ['suggestion_why_check', { why: ' ' }, 'why', '?'],
    ['suggestion_requester_check', { requester: 'king' }, 'requester', 'Choose who you are'],
    [
      'suggester_email_check',
      { email: '' },
      'email',
      'Enter an email address in the correct format, like name@example.com',
    ],
  ),
  ...on(
    'officer',
    '/admin/suggestions/:id',
    ['suggestion_sorting_sorting_check', { sorting: 'wish' }, 'sorting', 'Choose how to answer it'],
    ['suggestion_sorting_summary_check', { sorting: 'correction', summary: ' ' }, 'summary', '?'],
    ['suggestion_sorting_check1', { sorting: 'duplicate', summary: 'x', duplicateOf: '' }, 'duplicateOf', '?'],
    ['suggestion_sorting_check2', { sorting: 'declined', summary: 'x', reason: ' ' }, 'reason', '?'],
  ),
  ...on('officer', '/trailblazers', [
    'trailblazer_group_name_check',
    { name: ' ' },
    'name',
    'Enter the name of the group',
  ]),
  ...on(
    'stranger',
    '/trailblazers/:id/organisations',
    ['trailblazer_employer_name_check', { name: ' ' }, 'name', 'Enter the name of the organisation'],
    ['trailblazer_employer_size_check', { size: 'vast' }, 'size', 'Choose the size of the organisation'],
    ['trailblazer_organisation_kind_check', { kind: 'wish' }, 'kind', 'Choose what kind of organisation it is'],
  ),
];
