import { tellsNobody } from './small-cells';

/** A question about oneself that everybody may leave out. */
type EqualityQuestion = { text: string; options: Readonly<Record<string, string>> };

const notSaid = { 'not-said': 'Prefer not to say' };

/**
 * What is asked to see who is heard and who is not, in the words of the harmonised standards of the Government Statistical
 * Service and of the pattern "Equality information" of the GOV.UK Design System.
 */
export const equalityQuestions = {
  sex: { text: 'What is your sex?', options: { female: 'Female', male: 'Male', ...notSaid } },
  age: {
    text: 'How old are you?',
    options: {
      'under-25': 'Under 25',
      '25-34': '25 to 34',
      '35-44': '35 to 44',
      '45-54': '45 to 54',
      '55-64': '55 to 64',
      'from-65': '65 or over',
      ...notSaid,
    },
  },
  condition: {
    text: 'Do you have any physical or mental health conditions or illnesses lasting or expected to last 12 months or more?',
    options: { yes: 'Yes', no: 'No', ...notSaid },
  },
  ethnicity: {
    text: 'What is your ethnic group?',
    options: {
      asian: 'Asian or Asian British',
      black: 'Black, Black British, Caribbean or African',
      mixed: 'Mixed or multiple ethnic groups',
      white: 'White',
      other: 'Another ethnic group',
      ...notSaid,
    },
  },
} as const satisfies Readonly<Record<string, EqualityQuestion>>;
export type EqualityKey = keyof typeof equalityQuestions;
export const equalityKeys = Object.keys(equalityQuestions) as EqualityKey[];

/** What somebody chose, question by question; what is left out is absent. */
export type EqualityAnswers = Partial<Readonly<Record<EqualityKey, string>>>;

/** How often an answer was given. */
export type EqualityCount = { question: string; option: string; count: number };

/** What stands of a question after the close; `rows` is empty where somebody could be told from the numbers. */
export type EqualityTotal = { text: string; rows: readonly { text: string; count: number }[] };

/**
 * The totals of each question that anybody answered. Where one number is small, or all who answered said the same, the
 * question has none: each number but one would give that one away by subtraction.
 */
export function equalityTotals(counts: readonly EqualityCount[]): EqualityTotal[] {
  return equalityKeys.flatMap((key) => {
    const { text, options } = equalityQuestions[key];
    const rows = Object.entries(options).map(([option, said]) => ({
      text: said,
      count: counts.find((one) => one.question === key && one.option === option)?.count ?? 0,
    }));
    const given = rows.filter(({ count }) => count > 0);
    if (given.length === 0) return [];
    const tells = given.length === 1 || !given.every(({ count }) => tellsNobody(count));
    return [{ text, rows: tells ? [] : rows }];
  });
}
