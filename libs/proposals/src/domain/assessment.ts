/** What an assessor looks at in one part of a request, and where that is from. */
export type Assessment = { field: string; looksAt: readonly string[]; source: 'institute' | 'waymark' };

/**
 * How each part is assessed. The Institute publishes a test for each requirement ("we will assess this by", pages on the
 * occupation proposal and on the occupational standard; domain.md, section 2, "Occupation criteria"): told here in our own
 * words, for the criteria as they were worded in 2021. The later ones (in demand in the labour market, long-term earnings,
 * 8 months at least since August 2025) are not asked for. What is marked `waymark` is what Waymark's own rules and its officers look at.
 */
export const assessedBy: readonly Assessment[] = [
  { field: 'title', looksAt: ['Employers use this title, and no occupation on the maps has it'], source: 'waymark' },
  {
    field: 'route',
    looksAt: ['The route is the one that its text fits best, or it is said why not'],
    source: 'waymark',
  },
  { field: 'level', looksAt: ['The level goes with the duties and with similar occupations'], source: 'waymark' },
  {
    field: 'profile',
    looksAt: ['The profile is short and clear, and says what people do, where and with what responsibility'],
    source: 'institute',
  },
  { field: 'typicalJobTitles', looksAt: ['The job titles are found in job adverts'], source: 'institute' },
  { field: 'keywords', looksAt: ['People find the occupation by these words'], source: 'waymark' },
  {
    field: 'duties',
    looksAt: ['Together the duties make the whole occupation; each is a task in a workplace'],
    source: 'institute',
  },
  {
    field: 'ksbs',
    looksAt: ['Each statement comes from a duty and can be assessed; together they are full competence'],
    source: 'institute',
  },
  {
    field: 'mapping',
    looksAt: ['Every duty needs something, and every statement is needed by a duty'],
    source: 'institute',
  },
  {
    field: 'requirement-transferable',
    looksAt: [
      'The profile is compared with job adverts of other employers',
      'The employers of the group are of different sizes, sectors and regions',
    ],
    source: 'institute',
  },
  {
    field: 'requirement-broad',
    looksAt: ['The duties are weighed: they need a year at least of employment and training, with 20% off the job'],
    source: 'institute',
  },
  {
    field: 'requirement-competence',
    looksAt: ['Somebody new to the occupation can carry out all its duties after the training'],
    source: 'institute',
  },
  {
    field: 'requirement-recognised',
    looksAt: [
      'Employers know it as a job of its own, not as a part of another',
      'It is compared with occupations and standards that are on the maps',
    ],
    source: 'institute',
  },
  {
    field: 'matchAnswers',
    looksAt: ['For each similar occupation it is said, with a reason, what it is to this one'],
    source: 'waymark',
  },
  { field: 'option', looksAt: ['The option shares the core of its standard'], source: 'institute' },
  {
    field: 'triggers',
    looksAt: ['What it is raised for is one of the published triggers, and is shown'],
    source: 'institute',
  },
  {
    field: 'successor',
    looksAt: ['Who trains for it now has somewhere to go, or it is said that nobody does'],
    source: 'waymark',
  },
  {
    field: 'affected',
    looksAt: ['Every part of the standard that it touches is named, and no other'],
    source: 'institute',
  },
  {
    field: 'instead',
    looksAt: ['What is done instead is clear, and what people have to be able to do in the end stays the same'],
    source: 'waymark',
  },
  { field: 'period', looksAt: ['It is no longer than it is needed, and 12 months at most'], source: 'waymark' },
  { field: 'grounds', looksAt: ['It is said why it is needed, with evidence that can be checked'], source: 'waymark' },
  {
    field: 'files',
    looksAt: ['Files are optional; each shows what the words beside it say, and can be read without other things'],
    source: 'waymark',
  },
  {
    field: 'employers',
    looksAt: ['The group reflects who employs people in it: sizes, sectors, regions'],
    source: 'institute',
  },
];
