import { carried, key, on, type Twin } from './twin';

/** Those of panels, their ballots, meetings and decisions. */
export const panelTwins: readonly Twin[] = [
  ...on('author', '/account/api-keys', ['api_key_name_check', { name: ' ' }, 'name', 'Enter what the key is for']),
  ...on('lead', '/ballots/:id/defer', [
    'ballot_deferral_reason_check',
    { ...carried, reason: ' ' },
    'reason',
    'Enter why it is deferred',
  ]),
  ...on('lead', '/ballots/:id/end', [
    'ballot_ended_because_check',
    { key, why: '' },
    'why',
    'Enter why it is closed without an outcome',
  ]),
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
  ...on('lead', '/ballots/:id/reasons', ['decision_reasons_check', { reasons: ' ' }, 'reasons', 'Enter the reasons']),
  ...on('waiter', '/ballots/:id/interest', [
    'interest_declaration_check',
    { interested: 'yes', details: ' ' },
    'details',
    'Enter what your interest is',
  ]),
  ...on(
    'waiter',
    '/ballots/:id/vote',
    ['vote_choice_check', { ...carried, choice: 'perhaps', reason: 'Yes' }, 'choice', 'Choose how you vote'],
    ['vote_reason_check', { ...carried, choice: 'approve', reason: ' ' }, 'reason', 'Enter the reason for your vote'],
  ),
  ...on('officer', '/conditions/:id/check', ['condition_step_text_check', { text: ' ' }, 'text', 'Enter the reason']),
  ...on('officer', '/conditions/:id/extend', [
    'condition_step_check',
    { key, text: 'x', day: '', month: '', year: '' },
    'day',
    'Enter a date, like 2026-11-24',
  ]),
  ...on('c1', '/decisions/:id/reopen', [
    'decision_reopening_reasons_check',
    { reasons: '' },
    'reasons',
    'Enter the reasons',
  ]),
  ...on(
    'stranger',
    '/decisions/:id/review',
    ['procedural_review_grounds_check', { grounds: 'a wish', statement: 'x' }, 'grounds', 'Choose at least one ground'],
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
  ...on(
    'waiter',
    '/account/interests',
    ['interest_entry_kind_check', { kind: 'hobby' }, 'kind', 'Choose what kind of interest it is'],
    ['interest_entry_organisation_check', { organisation: ' ' }, 'organisation', 'Enter the name of the organisation'],
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
    [
      'person_grant_check',
      { email: 'ada@example.test', office: 'member', from: '2027-05-01', until: '2027-04-01' },
      'until',
      'Enter a last day of the term that is not in the past',
    ],
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
    [
      'response_ruling_check',
      { outcome: 'redacted', publishedText: ' ', reason: 'x' },
      'publishedText',
      'Enter the text to publish',
    ],
  ),
];
