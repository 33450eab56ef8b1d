import { workingDaysBetween } from '@app/kernel';
import {
  alarmDays,
  type Ground,
  grounds,
  groundsOf,
  marked,
  moderationStanding,
  type RuledText,
  type Sign,
  signs,
  signsOf,
  suspectsIn,
  type WaitingText,
} from '@app/responses';
import { type Marked, markedIn } from './ruling.form';

const groundOfSign: Readonly<Record<Sign, Ground>> = {
  'personal-data': 'personal-data',
  link: 'advertising',
  profanity: 'abuse',
};

/** What the form of a text begins with: marked as it was ruled on last, else where signs hint at something. */
export function beginningOf(text: RuledText): Record<string, string> {
  const passages =
    text.outcome === 'redacted' && text.passages !== null
      ? text.passages
      : suspectsIn(text.text).map(({ sign, ...span }) => ({ ...span, ground: groundOfSign[sign] }));
  const so = marked(text.text, passages);
  return {
    marked: so,
    was: so,
    ground: text.ground ?? '',
    ...Object.fromEntries(passages.map(({ ground }, at) => [`ground${at + 1}`, ground])),
  };
}

/** A piece of a text: kept as it is, or the passage of that number. */
type Piece = { text: string; no: number | null; removed: string | null };

/** What is typed, as the page shows it: the text in pieces, what readers would see, and each passage with its choices. */
export function markedView(text: string, values: Readonly<Record<string, unknown>>) {
  const found = markedIn(text, values);
  const passages = (found ?? []).map((one, at) => ({ ...one, no: at + 1, words: text.slice(one.from, one.to) }));
  return {
    pieces: piecesOf(text, passages),
    passages: passages.map(({ no, words, choice }) => ({ no, words, name: `ground${no}`, items: itemsFor(choice) })),
    was: found === null ? values.was : values.marked,
  };
}

function piecesOf(text: string, passages: readonly (Marked & { no: number })[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to, no, choice } of passages) {
    pieces.push({ text: text.slice(at, from), no: null, removed: null });
    const removed = choice in grounds ? grounds[choice as Ground].removed : null;
    pieces.push({ text: text.slice(from, to), no, removed });
    at = to;
  }
  return [...pieces, { text: text.slice(at), no: null, removed: null }].filter((piece) => piece.text !== '');
}

function itemsFor(choice: string) {
  const all = [
    { value: '', text: 'Choose one' },
    { value: 'keep', text: 'Keep this passage' },
    ...groundsOf('passage').map((value) => ({ value, text: grounds[value].words })),
  ];
  return all.map((item) => ({ ...item, selected: item.value === choice }));
}

/** The grounds for not publishing a text, as a select lists them. */
export function textGrounds(chosen: unknown) {
  const all = groundsOf('text').map((value) => ({ value: String(value), text: String(grounds[value].words) }));
  return [{ value: '', text: 'Choose one' }, ...all].map((item) => ({ ...item, selected: item.value === chosen }));
}

/** A text as a list shows it: how long it has waited, and what hints at a reason to look twice. */
export function waitingView(text: WaitingText, now: Date) {
  const days = workingDaysBetween(text.since, now);
  return {
    ...text,
    days,
    isLate: days >= alarmDays,
    isNearlyLate: days === alarmDays - 1,
    signs: signsOf(text.text).map(({ sign, count }) => `${signs[sign]}${count === 1 ? '' : ` (${count})`}`),
  };
}

/** A text as the lists of what was decided show it. */
export function ruledView<T extends RuledText>(text: T) {
  return { ...text, standing: moderationStanding(text.isConfidential, text.outcome) };
}
