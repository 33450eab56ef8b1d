/** Every URL of the site as a typed function: used by controllers, views, mails and tests. One section an area. */
export const paths = {
  home: () => '/',
  // accounts
  signIn: (next?: string) => (next === undefined ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`),
  signOut: () => '/sign-out',
  setPassword: (token: string) => `/set-password/${token}`,
  resetPassword: () => '/reset-password',
  dashboard: () => '/dashboard',
  account: () => '/account',
  people: () => '/admin/people',
  person: (id: string) => `/admin/people/${id}`,
  // maps
  maps: () => '/maps',
  map: (slug: string) => `/maps/${slug}`,
  occupation: (reference: string) => `/occupations/${reference}`,
  search: () => '/search',
  mapChanges: () => '/map-changes',
  mapChangesFeed: () => '/map-changes.atom',
  retiredOccupations: () => '/retired-occupations',
  about: () => '/about',
  socCodes: () => '/soc-codes',
  socCodesFile: () => '/soc-codes.csv',
  socCodesMetadata: () => '/soc-codes.csv-metadata.json',
  // proposals and trailblazer groups
  proposals: () => '/proposals',
  proposal: (id: string) => `/proposals/${id}`,
  proposalPart: (id: string, part: string) => `/proposals/${id}/${part}`,
  trailblazers: () => '/trailblazers',
  trailblazer: (id: string) => `/trailblazers/${id}`,
  // panels
  panels: () => '/panels',
  panel: (slug: string) => `/panels/${slug}`,
  ballot: (id: string) => `/ballots/${id}`,
  ballotPart: (id: string, part: 'interest' | 'vote' | 'close' | 'reasons') => `/ballots/${id}/${part}`,
  ballotOpening: (slug: string, proposalId: string) => `/panels/${slug}/open/${proposalId}`,
  panelRules: (slug: string) => `/panels/${slug}/rules`,
  // consultations
  consultations: () => '/consultations',
  consultation: (reference: string) => `/consultations/${reference}`,
  moderation: () => '/moderation',
  // revisions
  revisions: () => '/admin/revisions',
  revision: (id: string) => `/admin/revisions/${id}`,
  newRevision: () => '/admin/revisions/new',
  revisionProposal: (proposalId: string) => `/admin/revisions/proposals/${proposalId}`,
  revisionPart: (id: string, part: string) => `/admin/revisions/${id}/${part}`,
  // audit and messages
  audit: () => '/admin/audit',
  messages: () => '/admin/messages',
  notificationSettings: () => '/account/notifications',
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  // development
  devInbox: () => '/dev/inbox',
  devClock: () => '/dev/clock',
};
