/**
 * Numbers by place, nearly all of them nought: the places that have one are known, so that going over them costs what they
 * are, and writing one costs no more than in an array. A question marks thousands of texts.
 */
export class Marks {
  /** The places that have a number, in the order in which they got one. */
  readonly places: number[] = [];
  private readonly numbers: Float64Array;

  constructor(size: number) {
    this.numbers = new Float64Array(size);
  }

  at(place: number): number {
    return this.numbers[place];
  }

  /** Puts a number there, unless one as high is there. */
  raise(place: number, number: number): void {
    const known = this.numbers[place];
    if (known >= number) return;
    if (known === 0) this.places.push(place);
    this.numbers[place] = number;
  }

  /** Adds to the number there. */
  add(place: number, number: number): void {
    if (this.numbers[place] === 0) this.places.push(place);
    this.numbers[place] += number;
  }
}
