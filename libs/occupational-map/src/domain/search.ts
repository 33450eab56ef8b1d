import { fieldOf, fieldsWith, type SearchedBy, textsIn } from './fields';
import type { Occupation } from './occupation';
import { closenessOf, tokensOf, typingError } from './spelling';

/** An occupation that was found, and what of it answered: its title, its code, a job title, a keyword or a statement. */
export type SearchHit = {
  occupation: Occupation;
  matched: { by: SearchedBy; text: string };
};

/** What a search found, best first. `corrected` is the query as it was understood, where it held a typing error. */
export type Found = { hits: readonly SearchHit[]; corrected: string | null };

/** How many at most, and which occupations count. */
export type Wanted = { limit: number; keep?: (occupation: Occupation) => boolean };

type Field = {
  occupation: Occupation;
  by: SearchedBy;
  text: string;
  tokens: readonly string[];
};

const weights: Readonly<Record<SearchedBy, number>> = {
  code: 100,
  title: 10,
  'job-title': 6,
  keyword: 3,
  statement: 1,
};
const searched = fieldsWith('searchedBy').map((field) => ({ field, by: fieldOf(field).searchedBy as SearchedBy }));
const nothing: Found = { hits: [], corrected: null };

/**
 * An index of occupations in memory. Every word of a query must be answered; best by one field, else by several of the
 * same occupation. A small typing error is forgiven where nothing is spelt as typed. The same query always gives the
 * same order.
 */
export class OccupationIndex {
  private readonly fields: Field[] = [];
  private readonly byToken = new Map<string, Set<number>>();

  constructor(occupations: readonly Occupation[]) {
    for (const occupation of occupations) {
      for (const code of codesOf(occupation)) this.add(occupation, 'code', code);
      for (const { field, by } of searched) {
        for (const text of textsIn(occupation, field)) this.add(occupation, by, text);
      }
    }
  }

  /** The best answers first; each occupation once, by its best field. */
  find(query: string, { limit, keep = () => true }: Wanted): Found {
    const words = tokensOf(query).slice(0, 8);
    if (words.length === 0) return nothing;
    const understood = words.map((word) => this.understand(word));
    const best = new Map<string, { score: number; hit: SearchHit }>();
    for (const [position, closeness] of this.answering(understood)) {
      const { occupation, by, text, tokens } = this.fields[position];
      if (!keep(occupation)) continue;
      const whole = tokens.join(' ') === words.join(' ') ? 2 : 1;
      const score = weights[by] * closeness * whole - tokens.length / 100 - (occupation.status === 'retired' ? 5 : 0);
      const known = best.get(occupation.reference);
      if (known && known.score >= score) continue;
      best.set(occupation.reference, { score, hit: { occupation, matched: { by, text } } });
    }
    const hits = [...best.values()]
      .sort((a, b) => b.score - a.score || byReference(a.hit.occupation, b.hit.occupation))
      .slice(0, limit)
      .map(({ hit }) => hit);
    const corrected = understood.map(({ said }) => said).join(' ');
    return { hits, corrected: hits.length > 0 && corrected !== words.join(' ') ? corrected : null };
  }

  /** The fields that answer a word, with how closely; `said` is the word, or the one that was meant where it is misspelt. */
  private understand(word: string): { said: string; fields: Map<number, number> } {
    const close = [...this.byToken.keys()].map((token) => ({ token, closeness: closenessOf(word, token) }));
    const spelt = close.some(({ closeness }) => closeness > typingError);
    const answering = close.filter(({ closeness }) => closeness > (spelt ? typingError : 0));
    const fields = new Map<number, number>();
    for (const { token, closeness } of answering) {
      for (const at of this.byToken.get(token) ?? []) fields.set(at, Math.max(fields.get(at) ?? 0, closeness));
    }
    if (spelt || answering.length === 0) return { said: word, fields };
    const uses = ({ token }: { token: string }) => this.byToken.get(token)?.size ?? 0;
    const [meant] = answering.sort(
      (a, b) => b.closeness - a.closeness || uses(b) - uses(a) || (a.token < b.token ? -1 : 1),
    );
    return { said: meant.token, fields };
  }

  /** The fields that answer every word, with how closely (1 is letter by letter); less so with the help of other fields. */
  private answering(understood: readonly { fields: ReadonlyMap<number, number> }[]): Map<number, number> {
    const [first, ...rest] = understood.map(({ fields }) => fields);
    const together = new Map<number, number>();
    for (const [at, closeness] of first) {
      const others = rest.map((fields) => fields.get(at) ?? 0);
      const product = others.reduce((all, one) => all * one, closeness);
      if (product > 0) together.set(at, product);
    }
    if (rest.length === 0) return together;
    const answered = understood.map(
      ({ fields }) => new Set([...fields.keys()].map((at) => this.fields[at].occupation)),
    );
    for (const { fields } of understood) {
      for (const [at, closeness] of fields) {
        const { occupation } = this.fields[at];
        if (together.has(at) || !answered.every((set) => set.has(occupation))) continue;
        together.set(at, closeness * helped);
      }
    }
    return together;
  }

  private add(occupation: Occupation, by: Field['by'], text: string): void {
    const tokens = tokensOf(text);
    const position = this.fields.push({ occupation, by, text, tokens }) - 1;
    for (const token of tokens) {
      const positions = this.byToken.get(token);
      if (positions) positions.add(position);
      else this.byToken.set(token, new Set([position]));
    }
  }
}

/** How much a field counts that answers only some of the words. */
const helped = 0.1;

const byReference = (a: Occupation, b: Occupation): number =>
  a.title === b.title ? (a.reference < b.reference ? -1 : 1) : a.title < b.title ? -1 : 1;

function codesOf({ reference, standard, soc2020, soc2010 }: Occupation): string[] {
  const digits = /\d+[A-Z]*$/.exec(reference)?.[0] ?? '';
  return [reference, digits, standard?.reference, soc2020?.code, soc2010?.code].filter((code) => !!code) as string[];
}
