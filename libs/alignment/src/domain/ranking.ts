import { blocksOf, type OccupationText } from './features';
import type { SocIndex } from './soc';
import { dotDense, type Sparse, VectorIndex } from './vectors';

/** Something whose text and place are known: it teaches what belongs where. */
export type Known = { key: string; text: OccupationText; label: string };

/** What speaks for a label: a known thing of it, how much it says, and the words that both have. */
export type Evidence = { key: string; weight: number; shared: readonly string[] };

/** A label (a route) in the order of how well a text fits it. */
export type Ranked = { label: string; score: number; evidence: readonly Evidence[] };

/** All labels, the best first; `margin` is by how much the first leads, and `sure` whether that is enough to rely on. */
export type Ranking = { ranked: readonly Ranked[]; margin: number; sure: boolean };

/** A known thing and how similar it is, from 0 to 1. */
export type Similar = { key: string; score: number; shared: readonly string[] };

/** How much of its own weight each thing is held back by: the higher, the smoother. */
export const ridge = 0.5;

/**
 * From this lead on the first label was right 19 times of 20, over the published standards: `waymark bench alignment`
 * measures it, and finds the lead without looking at the row that it is used on.
 */
export const sureFrom = 0.2;

/**
 * From this likeness on (0 to 1) two occupations are called similar: so alike that the one, if nothing else were known, would
 * speak for where the other belongs by the lead that "sure" needs. A single known thing weighs 1 / (1 + ridge).
 */
const similarFrom = sureFrom * (1 + ridge);

const mostRounds = 40;

/**
 * What is learned from the things on a map: which words speak for which label. Kernel ridge regression, solved anew
 * from the map whenever it changes; the same map always gives the same answers.
 */
export class Alignment {
  private constructor(
    private readonly known: readonly Known[],
    private readonly index: VectorIndex,
    private readonly labels: readonly string[],
    /** For each label how much each known thing speaks for it. */
    private readonly weights: readonly Float64Array[],
    /** The same by feature, so that a text is ranked in one pass over its words. */
    private readonly directions: readonly Float64Array[],
    private readonly soc: SocIndex | null,
  ) {}

  /** Learns from what is known. `pause` is awaited between the labels, so that a server goes on answering. */
  static async from(
    known: readonly Known[],
    soc: SocIndex | null,
    pause: () => Promise<void> = async () => {},
  ): Promise<Alignment> {
    const index = new VectorIndex(known.map(({ text }) => blocksOf(text, soc)));
    const labels = [...new Set(known.map(({ label }) => label))].sort();
    const weights: Float64Array[] = [];
    const directions: Float64Array[] = [];
    for (const label of labels) {
      const wanted = Float64Array.from(known, (one) => (one.label === label ? 1 : 0));
      const solved = solve(index, wanted);
      weights.push(solved);
      directions.push(index.combination(solved));
      await pause();
    }
    return new Alignment(known, index, labels, weights, directions, soc);
  }

  /** The labels in the order of how well this text fits them. */
  rank(text: OccupationText): Ranking {
    const vector = this.vectorOf(text);
    const scores = this.labels.map((label, at) => ({ label, at, score: dotDense(vector, this.directions[at]) }));
    scores.sort((a, b) => b.score - a.score || (a.label < b.label ? -1 : 1));
    const similarities = this.index.similarities(vector);
    const ranked = scores.map(({ label, score, at }, place) => {
      return { label, score, evidence: place < 3 ? this.evidence(vector, similarities, at) : [] };
    });
    const margin = ranked.length < 2 ? (ranked[0]?.score ?? 0) : ranked[0].score - ranked[1].score;
    return { ranked, margin, sure: margin >= sureFrom };
  }

  /** The known things that are most similar to this text, but for those that `leave` names. */
  similar(text: OccupationText, limit: number, leave: (key: string) => boolean = () => false): Similar[] {
    const vector = this.vectorOf(text);
    return best(this.index.similarities(vector), limit, (at) => !leave(this.known[at].key)).map(({ at, score }) => {
      return { key: this.known[at].key, score, shared: this.index.shared(vector, at, 5) };
    });
  }

  /** Those of them that are alike enough to be called similar: often none. */
  trulySimilar(text: OccupationText, limit: number, leave?: (key: string) => boolean): Similar[] {
    return this.similar(text, limit, leave).filter(({ score }) => score >= similarFrom);
  }

  private vectorOf(text: OccupationText): Sparse {
    return this.index.vectorOf(blocksOf(text, this.soc));
  }

  private evidence(vector: Sparse, similarities: Float64Array, label: number): Evidence[] {
    const says = similarities.map((similarity, at) => similarity * this.weights[label][at]);
    return best(says, 3, (at) => says[at] > 0).map(({ at, score }) => {
      return { key: this.known[at].key, weight: score, shared: this.index.shared(vector, at, 5) };
    });
  }
}

function best(scores: Float64Array, limit: number, keep: (at: number) => boolean): { at: number; score: number }[] {
  const found: { at: number; score: number }[] = [];
  scores.forEach((score, at) => {
    if (score > 0 && keep(at)) found.push({ at, score });
  });
  return found.sort((a, b) => b.score - a.score || a.at - b.at).slice(0, limit);
}

/** Solves (similarities + ridge) x = wanted by conjugate gradients: the similarities are never written out. */
function solve(index: VectorIndex, wanted: Float64Array): Float64Array {
  const x = new Float64Array(wanted.length);
  const residual = Float64Array.from(wanted);
  let direction = Float64Array.from(wanted);
  let square = dot(residual, residual);
  const enough = square * 1e-8;
  for (let round = 0; round < mostRounds && square > enough; round += 1) {
    const feature = index.combination(direction);
    const moved = Float64Array.from(index.vectors, (vector, at) => dotDense(vector, feature) + ridge * direction[at]);
    const step = square / dot(direction, moved);
    for (let at = 0; at < x.length; at += 1) {
      x[at] += step * direction[at];
      residual[at] -= step * moved[at];
    }
    const next = dot(residual, residual);
    const keep = next / square;
    direction = direction.map((value, at) => residual[at] + keep * value);
    square = next;
  }
  return x;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += a[at] * b[at];
  return sum;
}
