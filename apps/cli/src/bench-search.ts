import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { foldText } from '@app/kernel';
import { emptyMap, loadSeed, newOccupation, PublishedMap, unitGroups } from '@app/occupational-map';
import { projectRoot } from '@app/platform';
import { readQuestion } from '@app/search';

/**
 * How long a question to the public search takes, in milliseconds: of many questions the median, and the longest. `pass`:
 * the median of looking for its words in the same texts, one after the other.
 */
export type SearchBench = { occupations: number; questions: number; median: number; longest: number; pass: number };

/** The questions by which the search is judged; an image in production has no tests, and asks some of its own kind. */
const files = ['questions', 'fresh', 'second'].map((name) => join(projectRoot(), `test/search/${name}.json`));
const others = [
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

function questionsAsked(): readonly string[] {
  if (!files.every((file) => existsSync(file))) return others;
  const found = files.flatMap((file) => JSON.parse(readFileSync(file, 'utf8')) as readonly { asked: string }[]);
  return found.map(({ asked }) => asked);
}

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
  const questions = questionsAsked();
  const texts = map.things.things.map((thing) => thing.texts.map(({ text }) => foldText(text)));
  // Once to warm up: who asks first after a start is not what is measured.
  timesOf(questions, (question) => map.find(question, { limit: 50 }));
  const asked = Array.from({ length: rounds }, () => questions).flat();
  const times = timesOf(asked, (question) => map.find(question, { limit: 50 }));
  const passes = timesOf(questions, (question) => {
    const { words } = readQuestion(question);
    return texts.filter((one) => one.some((text) => words.every((word) => text.includes(word)))).length;
  });
  return {
    occupations: count,
    questions: times.length,
    median: rounded(times[Math.floor(times.length / 2)]),
    longest: rounded(times.at(-1)),
    pass: rounded(passes[Math.floor(passes.length / 2)]),
  };
}

const rounded = (value = 0): number => Math.round(value * 10) / 10;

/** How long each of these takes, the shortest first. */
function timesOf(questions: readonly string[], ask: (question: string) => unknown): number[] {
  const times = questions.map((question) => {
    const started = performance.now();
    ask(question);
    return performance.now() - started;
  });
  return times.sort((a, b) => a - b);
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
