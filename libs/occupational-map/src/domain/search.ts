import type { Occupation } from './occupation';

/** An occupation that was found, and what of it answered: its title, its code, or one of its job titles or keywords. */
export type SearchHit = {
  occupation: Occupation;
  matched: { by: 'title' | 'code' | 'job-title' | 'keyword'; text: string };
};

type Field = {
  occupation: Occupation;
  by: SearchHit['matched']['by'];
  text: string;
  tokens: readonly string[];
};

const weights = { code: 100, title: 10, 'job-title': 6, keyword: 3 } as const;

/** An index of occupations in memory. Every word of a query must be answered by one field; a small typing error is forgiven. */
export class OccupationIndex {
  private readonly fields: Field[] = [];
  private readonly byToken = new Map<string, Set<number>>();

  constructor(occupations: readonly Occupation[]) {
    for (const occupation of occupations) {
      this.add(occupation, 'title', occupation.title);
      for (const code of codesOf(occupation)) this.add(occupation, 'code', code);
      for (const title of occupation.typicalJobTitles) this.add(occupation, 'job-title', title);
      for (const keyword of occupation.keywords) this.add(occupation, 'keyword', keyword);
    }
  }

  /** The best answers first; each occupation once, by its best field. */
  search(query: string, limit: number): SearchHit[] {
    const words = tokensOf(query).slice(0, 8);
    if (words.length === 0) return [];
    const best = new Map<string, { score: number; hit: SearchHit }>();
    for (const [position, closeness] of this.answering(words)) {
      const { occupation, by, text, tokens } = this.fields[position];
      const whole = tokens.join(' ') === words.join(' ') ? 2 : 1;
      const score = weights[by] * closeness * whole - tokens.length / 100 - (occupation.status === 'retired' ? 5 : 0);
      const known = best.get(occupation.reference);
      if (!known || known.score < score) {
        best.set(occupation.reference, {
          score,
          hit: { occupation, matched: { by, text } },
        });
      }
    }
    return [...best.values()]
      .sort((a, b) => b.score - a.score || (a.hit.occupation.title < b.hit.occupation.title ? -1 : 1))
      .slice(0, limit)
      .map(({ hit }) => hit);
  }

  /** The fields that answer every word, with how closely (1 is letter by letter). */
  private answering(words: readonly string[]): Map<number, number> {
    let found: Map<number, number> | null = null;
    for (const word of words) {
      const forWord = this.fieldsOf(word);
      const both = new Map<number, number>();
      for (const [position, closeness] of forWord) {
        const before: number | undefined = found ? found.get(position) : 1;
        if (before !== undefined) both.set(position, before * closeness);
      }
      found = both;
    }
    return found ?? new Map<number, number>();
  }

  private fieldsOf(word: string): Map<number, number> {
    const fields = new Map<number, number>();
    for (const [token, positions] of this.byToken) {
      const closeness = closenessOf(word, token);
      if (closeness === 0) continue;
      for (const position of positions) fields.set(position, Math.max(fields.get(position) ?? 0, closeness));
    }
    return fields;
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

/** The words of a text: small letters without accents, apostrophes dropped, other signs as spaces. */
export function tokensOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(/[\u0300-\u036f'’]/g, '');
  return plain.toLowerCase().match(/[\p{L}\p{N}+#]+/gu) ?? [];
}

function codesOf({ reference, standard, soc2020, soc2010 }: Occupation): string[] {
  const digits = /\d+[A-Z]*$/.exec(reference)?.[0] ?? '';
  return [reference, digits, standard?.reference, soc2020?.code, soc2010?.code].filter((code) => !!code) as string[];
}

/** 1 for the word itself, less for its beginning, less again for a typing error, 0 for another word. */
function closenessOf(word: string, token: string): number {
  if (word === token) return 1;
  if (token.startsWith(word) && word.length >= 2) return 0.8;
  if (/\d/.test(word)) return 0;
  const allowed = word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
  if (allowed === 0 || Math.abs(word.length - token.length) > allowed || word[0] !== token[0]) return 0;
  return withinEdits(word, token, allowed) ? 0.5 : 0;
}

/** Is one word made from the other by at most so many letters added, dropped, changed or swapped with the next? */
function withinEdits(a: string, b: string, most: number): boolean {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
    }
    if (Math.min(...row) > most) return false;
    [beforeLast, last] = [last, row];
  }
  return last[b.length] <= most;
}
