import type { Block } from './features';

/** A sparse vector: the numbers of its features, ascending, and what each weighs. */
export type Sparse = { ids: Int32Array; values: Float64Array };

/**
 * The texts of many things as vectors of length 1, with an inverted index: one against all is a walk over the postings
 * of the words that the one has, not over all things. Weights are sublinear counts times inverse document frequency.
 */
export class VectorIndex {
  readonly vectors: readonly Sparse[];
  private readonly ids = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly idf: Float64Array;
  private readonly postings: { docs: Int32Array; values: Float64Array }[];

  constructor(documents: readonly (readonly Block[])[]) {
    const frequency: number[] = [];
    for (const blocks of documents) {
      for (const { features } of blocks) {
        for (const feature of features.keys()) {
          const known = this.ids.get(feature);
          const id = known ?? this.ids.size;
          if (known === undefined) {
            this.ids.set(feature, id);
            this.names.push(feature);
          }
          frequency[id] = (frequency[id] ?? 0) + 1;
        }
      }
    }
    this.idf = Float64Array.from(frequency, (found) => Math.log((1 + documents.length) / (1 + found)) + 1);
    this.vectors = documents.map((blocks) => this.vectorOf(blocks));
    this.postings = this.postingsOf(frequency);
  }

  /** The vector of a text; features that no document has are left out of it. */
  vectorOf(blocks: readonly Block[]): Sparse {
    const found: [number, number][] = [];
    for (const { weight, features } of blocks) {
      const part: [number, number][] = [];
      let square = 0;
      for (const [feature, times] of features) {
        const id = this.ids.get(feature);
        if (id === undefined) continue;
        const value = Math.log1p(times) * this.idf[id];
        square += value * value;
        part.push([id, value]);
      }
      const scale = square === 0 ? 0 : Math.sqrt(weight / square);
      for (const [id, value] of part) found.push([id, value * scale]);
    }
    found.sort((a, b) => a[0] - b[0]);
    const length = Math.sqrt(found.reduce((sum, [, value]) => sum + value * value, 0)) || 1;
    return {
      ids: Int32Array.from(found, ([id]) => id),
      values: Float64Array.from(found, ([, value]) => value / length),
    };
  }

  /** How similar each document is to this vector, from 0 to 1. */
  similarities({ ids, values }: Sparse): Float64Array {
    const scores = new Float64Array(this.vectors.length);
    for (let at = 0; at < ids.length; at += 1) {
      const { docs, values: weights } = this.postings[ids[at]];
      const value = values[at];
      for (let one = 0; one < docs.length; one += 1) scores[docs[one]] += value * weights[one];
    }
    return scores;
  }

  /** What a vector and a document have in common, the strongest first; features that are no words are left out. */
  shared({ ids, values }: Sparse, doc: number, limit: number): string[] {
    const other = this.vectors[doc];
    const found: { name: string; value: number }[] = [];
    let at = 0;
    for (let one = 0; one < ids.length; one += 1) {
      while (at < other.ids.length && other.ids[at] < ids[one]) at += 1;
      if (other.ids[at] !== ids[one]) continue;
      const name = this.names[ids[one]];
      if (/^[a-z0-9+# ]+$/.test(name)) found.push({ name, value: values[one] * other.values[at] });
    }
    return found
      .sort((a, b) => b.value - a.value)
      .slice(0, limit)
      .map(({ name }) => name);
  }

  /** The sum of all document vectors, each times its weight. */
  combination(weights: Float64Array): Float64Array {
    const sum = new Float64Array(this.ids.size);
    this.vectors.forEach(({ ids, values }, doc) => {
      const weight = weights[doc];
      if (weight === 0) return;
      for (let at = 0; at < ids.length; at += 1) sum[ids[at]] += weight * values[at];
    });
    return sum;
  }

  private postingsOf(frequency: readonly number[]): { docs: Int32Array; values: Float64Array }[] {
    const lists = frequency.map((length) => ({ docs: new Int32Array(length), values: new Float64Array(length) }));
    const filled = new Int32Array(frequency.length);
    this.vectors.forEach(({ ids, values }, doc) => {
      for (let at = 0; at < ids.length; at += 1) {
        const id = ids[at];
        lists[id].docs[filled[id]] = doc;
        lists[id].values[filled[id]] = values[at];
        filled[id] += 1;
      }
    });
    return lists;
  }
}

/** The dot product with a dense vector. */
export function dotDense({ ids, values }: Sparse, dense: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < ids.length; at += 1) sum += values[at] * dense[ids[at]];
  return sum;
}
