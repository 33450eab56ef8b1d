// Which lib may import which: the one table, enforced by ESLint and printed in README.
const ground = ['kernel', 'platform'];

export const mayImport = {
  kernel: [],
  platform: ['kernel'],
  search: ['kernel'],
  unfound: [...ground, 'search'],
  accounts: [...ground],
  'occupational-map': [...ground, 'search'],
  cycles: [...ground, 'accounts'],
  alignment: [...ground, 'occupational-map'],
  trailblazers: [...ground, 'accounts', 'occupational-map'],
  proposals: [...ground, 'accounts', 'occupational-map', 'cycles', 'alignment', 'trailblazers'],
  deciders: [...ground, 'proposals'],
  revisions: [...ground, 'accounts', 'occupational-map', 'proposals'],
  reviews: [...ground, 'accounts', 'occupational-map', 'alignment', 'proposals', 'revisions'],
  suggestions: [...ground, 'accounts', 'occupational-map', 'proposals', 'revisions'],
  consultations: [...ground, 'accounts', 'occupational-map', 'proposals', 'revisions', 'reviews'],
  responses: [...ground, 'accounts', 'revisions', 'consultations'],
  panels: [
    ...ground,
    'accounts',
    'occupational-map',
    'cycles',
    'trailblazers',
    'proposals',
    'deciders',
    'revisions',
    'reviews',
  ],
  meetings: [...ground, 'accounts', 'occupational-map', 'trailblazers', 'proposals', 'revisions', 'panels'],
  decisions: [
    ...ground,
    'accounts',
    'occupational-map',
    'trailblazers',
    'proposals',
    'deciders',
    'revisions',
    'panels',
  ],
};
const features = Object.keys(mayImport);
mayImport.audit = features;
mayImport.notifications = [...features, 'audit'];
