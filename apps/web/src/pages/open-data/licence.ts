/** The licence that all open data is given out under; it stands in every file. */
export const licence = {
  name: 'Open Government Licence v3.0',
  url: 'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
} as const;

/** What every picture and file of a map says beside its edition: it is one that anybody may pass on, and none of the office's. */
export const notOfficial = 'Not the official map';
/** The same and the licence, as they are printed. */
export const printedNotice = `${licence.name}. ${notOfficial}.`;
