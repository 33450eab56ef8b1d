import type { Block, OccupationText } from './features';
import { VectorIndex } from './vectors';
import { wordsOf } from './words';

/** A unit group of SOC 2020, as the Office for National Statistics describes it. */
export type SocUnitGroup = {
  code: string;
  title: string;
  tasks: string;
  description: string;
  relatedJobTitles: readonly string[];
};

/** A unit group that an occupation could map to; `shared` are the words that speak for it, the strongest first. */
export type SocCandidate = { code: string; title: string; score: number; shared: readonly string[] };

const weights = { title: 3, jobTitle: 1, prose: 0.5 };

/** Finds the unit groups of SOC 2020 that are closest to the text of an occupation. It proposes; a person decides. */
export class SocIndex {
  private readonly index: VectorIndex;

  constructor(private readonly groups: readonly SocUnitGroup[]) {
    this.index = new VectorIndex(
      groups.map(({ title, relatedJobTitles, tasks, description }) =>
        blocksOfParts([
          [title, weights.title],
          ...relatedJobTitles.map((job): [string, number] => [job, weights.jobTitle]),
          [`${tasks} ${description}`, weights.prose],
        ]),
      ),
    );
  }

  /** The closest unit groups, the closest first; a score is from 0 to 1. */
  candidates(text: OccupationText, limit = 5): SocCandidate[] {
    const blocks = blocksOfParts([
      [text.title, 3],
      ...text.typicalJobTitles.map((job): [string, number] => [job, 1]),
      [text.overview, 1],
    ]);
    const vector = this.index.vectorOf(blocks);
    return [...this.index.similarities(vector)]
      .map((score, at) => ({ score, at }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, limit)
      .map(({ score, at }) => {
        const { code, title } = this.groups[at];
        return { code, title, score, shared: this.index.shared(vector, at, 5) };
      });
  }
}

function blocksOfParts(parts: readonly (readonly [string, number])[]): Block[] {
  const words = new Map<string, number>();
  const pairs = new Map<string, number>();
  for (const [text, weight] of parts) {
    const list = wordsOf(text);
    list.forEach((word, at) => {
      words.set(word, (words.get(word) ?? 0) + weight);
      const pair = `${list[at - 1]} ${word}`;
      if (at > 0) pairs.set(pair, (pairs.get(pair) ?? 0) + weight);
    });
  }
  return [
    { weight: 1, features: words },
    { weight: 0.5, features: pairs },
  ];
}
