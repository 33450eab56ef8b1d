// Which lib may import which: the one table, enforced by ESLint and printed in README.
const ground = ['kernel', 'platform'];

export const mayImport = {
  kernel: [],
  platform: ['kernel'],
  accounts: [...ground],
  'occupational-map': [...ground],
  alignment: [...ground, 'occupational-map'],
  trailblazers: [...ground, 'accounts', 'occupational-map'],
  cycles: [...ground, 'accounts'],
  proposals: [...ground, 'accounts', 'cycles', 'occupational-map', 'alignment', 'trailblazers'],
  revisions: [...ground, 'accounts', 'occupational-map', 'proposals'],
  reviews: [...ground, 'accounts', 'occupational-map', 'alignment', 'proposals', 'revisions'],
  suggestions: [...ground, 'accounts', 'occupational-map', 'proposals', 'revisions'],
  consultations: [...ground, 'accounts', 'occupational-map', 'proposals', 'revisions', 'reviews'],
  panels: [...ground, 'accounts', 'cycles', 'occupational-map', 'trailblazers', 'proposals', 'revisions', 'reviews'],
};
const features = Object.keys(mayImport);
mayImport.audit = features;
mayImport.notifications = [...features, 'audit'];
