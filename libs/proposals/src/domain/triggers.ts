/** What a retirement is raised for: the published triggers of the Institute (domain.md, section 2, Retirement). */
export const retirementTriggers = [
  { key: 'not-needed', text: 'Employers do not need it any more' },
  { key: 'other-routes', text: 'Employers prefer other routes into the occupation' },
  { key: 'low-starts', text: 'Nobody starts on it, or too few' },
  { key: 'moved', text: 'The competence has moved to another product' },
  { key: 'subsumed', text: 'It is subsumed into a core-and-options standard' },
  { key: 'criteria', text: 'It does not meet the occupation criteria any more' },
  { key: 'undeliverable', text: 'It cannot be delivered' },
  { key: 'funding-unused', text: 'Its funding is not used' },
] as const;
export type RetirementTrigger = (typeof retirementTriggers)[number]['key'];
