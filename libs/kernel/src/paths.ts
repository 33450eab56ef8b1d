/** Every URL of the site as a typed function: used by controllers, views, mails and tests. One section an area. */
export const paths = {
  home: () => '/',
  // maps
  maps: () => '/maps',
  map: (slug: string) => `/maps/${slug}`,
  occupation: (reference: string) => `/occupations/${reference}`,
  search: () => '/search',
  mapChanges: () => '/map-changes',
  about: () => '/about',
  socCodes: () => '/soc-codes',
};
