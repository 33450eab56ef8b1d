import { emptyMap, loadSeed, newOccupation, PublishedMap, unitGroups } from '@app/occupational-map';

/** How long a question to the public search takes, in milliseconds: of many questions the median, and the longest. */
export type SearchBench = { occupations: number; questions: number; median: number; longest: number };

/** Titles, statements and codes as they are and misspelt, whole phrases, and one that stands nowhere. */
const questions = [
  'software developer',
  'sofware developr',
  'nurse',
  'adult care worker',
  'write and test code',
  'maintenence enginering technician',
  'OCC1116',
  'safety of people and the environment',
  'brciklayer',
  'how do i become a vet nurse',
  'jobs with animals',
  'xylophone',
];
const rounds = 3;

/** Asks the search on a made-up map of so many occupations, each with duties and statements that the seed has written out. */
export function benchSearch(count: number): SearchBench {
  const occupations = Object.fromEntries(manyOccupations(count).map((one) => [one.reference, one]));
  const edition = {
    no: 1,
    rootHash: '',
    publishedAt: new Date(),
    kind: 'day-to-day',
    note: '',
    revisionId: null,
  } as const;
  const map = new PublishedMap(edition, { ...emptyMap, occupations }, unitGroups());
  map.find('warm up', { limit: 1 });
  const times = Array.from({ length: rounds }, () => questions)
    .flat()
    .map((question) => {
      const started = performance.now();
      map.find(question, { limit: 50 });
      return performance.now() - started;
    })
    .sort((a, b) => a - b);
  const rounded = (value = 0): number => Math.round(value * 10) / 10;
  return {
    occupations: count,
    questions: times.length,
    median: rounded(times[Math.floor(times.length / 2)]),
    longest: rounded(times.at(-1)),
  };
}

function manyOccupations(count: number) {
  const given = Object.values(loadSeed().state.occupations);
  const written = given.filter(({ duties }) => duties.length > 0);
  return Array.from({ length: count }, (_, at) => {
    const { title, level, typicalJobTitles } = given[at % given.length];
    const { duties, ksbs, keywords } = written[at % written.length];
    const reference = `OCC${String(1000 + at)}`;
    return newOccupation({ reference, title, level, typicalJobTitles, keywords, duties, ksbs, status: 'approved' });
  });
}
