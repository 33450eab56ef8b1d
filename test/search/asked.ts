import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSeed, PublishedMap, unitGroups } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import { projectRoot } from '@app/platform';
import type { Hit, Searchable } from '@app/search';

/** A question with every answer that is right in first place; none, where silence is right. See README. */
export type Question = {
  asked: string;
  right: readonly string[];
  from: 'soc' | 'title' | 'hand';
  kind: string;
  half: 'tune' | 'report' | 'fresh' | 'second';
  needs: 'seed' | 'data';
};

/** All of them: those of two halves, and those that were asked afresh, twice. */
export const questions = ['questions', 'fresh', 'second'].flatMap(
  (name) => JSON.parse(readFileSync(join(projectRoot(), `test/search/${name}.json`), 'utf8')) as readonly Question[],
);

/** The seed's map, ready to be searched. */
export const seedMap = (): PublishedMap => new PublishedMap(anEdition, loadSeed().state, unitGroups());

/** How a search did: of the questions with an answer, how many were right first and among five; how many were silent. */
export type Result = { asked: number; first: number; five: number; none: number; silent: number; missed: string[] };

/** Asks these questions, and says what was missed: at which place the right answer stood, and what stood first. */
export function judge(asked: readonly Question[], ask: (text: string) => readonly Hit<Searchable>[]): Result {
  const result: Result = { asked: 0, first: 0, five: 0, none: 0, silent: 0, missed: [] };
  for (const { asked: text, right, kind } of asked) {
    const hits = ask(text);
    const names = hits.map(({ thing }) => `${thing.kind}:${thing.id}`);
    const said = `${kind}: "${text}" gives ${
      hits
        .slice(0, 3)
        .map(({ thing }) => `${thing.kind} ${thing.title}`)
        .join(' | ') || 'nothing'
    }`;
    if (right.length === 0) {
      result.none += 1;
      if (names.length === 0) result.silent += 1;
      else result.missed.push(`${said}, and nothing is right`);
      continue;
    }
    const place = names.findIndex((name) => right.includes(name));
    result.asked += 1;
    if (place === 0) result.first += 1;
    else result.missed.push(`${said}; right is ${right.join(', ')}, at place ${place < 0 ? 'none' : place + 1}`);
    if (place >= 0 && place < 5) result.five += 1;
  }
  return result;
}
