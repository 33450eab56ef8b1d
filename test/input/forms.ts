import { type CheerioAPI, load } from 'cheerio';
import { multipart } from '../support/agent';
import type { Nasty } from './nasty';

export type Field = { name: string; type: string; value: string };
/** A form as it stands on a page, filled in so that it would be taken, with one choice made where there are several. */
export type SeenForm = { action: string; file: string | null; fields: readonly Field[] };

/** What is typed into a field, by its name or its type: else some words. */
const typed: readonly [RegExp, string][] = [
  [/(^|-)day|^day/, '31'],
  [/(^|-)month|^month/, '3'],
  [/(^|-)year|^year/, '2027'],
  [/workingDays/, '15'],
  [/^level/, '3'],
  [/successor|^reference$|^occupation$|^from$|^to$/, 'OCC0116'],
  [/standardVersion/, '1.0'],
];
const byType: Readonly<Record<string, string>> = {
  date: '2027-03-31',
  time: '10:00',
  email: 'somebody@example.test',
  url: 'https://teams.example/x',
};

/** The forms of a page that change something, each once for every choice that it offers (eight at most). */
export function formsOn(page: string, url: string): SeenForm[] {
  if (!page.includes('method="post"')) return [];
  const $ = load(page);
  return $('main form[method=post]')
    .toArray()
    .flatMap((form) => {
      const action = ($(form).attr('action') ?? url).split('?')[0] ?? url;
      const file = $(form).find('[type=file]').attr('name') ?? null;
      const fields = [...fieldsOf($, $(form).find('[name]').toArray())];
      const most = Math.max(1, ...fields.map(({ choices }) => Math.min(8, choices.length)));
      return Array.from({ length: most }, (_, turn) => ({
        action,
        file,
        fields: fields.map(({ name, type, value, choices }) => {
          const chosen = choices[turn % Math.max(1, choices.length)];
          return { name, type, value: chosen ?? value };
        }),
      }));
    });
}

type Element = Parameters<CheerioAPI>[0];

function fieldsOf($: CheerioAPI, elements: readonly Element[]): Iterable<Field & { choices: string[] }> {
  const fields = new Map<string, Field & { choices: string[] }>();
  for (const element of elements) {
    const one = $(element as string);
    const name = one.attr('name') ?? '';
    const type = one.attr('type') ?? String(one.prop('tagName')).toLowerCase();
    if (name === '_csrf' || type === 'file') continue;
    const known = fields.get(name) ?? { name, type, value: '', choices: [] };
    fields.set(name, known);
    if (type === 'select') {
      const offered = one.find('option').toArray();
      known.choices.push(...offered.map((option) => $(option).attr('value') ?? '').filter((value) => value !== ''));
    } else if (['radio', 'button', 'submit'].includes(type)) {
      known.choices.push(one.attr('value') ?? '');
    } else {
      known.value ||= String([one.val()].flat()[0] ?? '') || wordsFor(name, type);
    }
  }
  return fields.values();
}

function wordsFor(name: string, type: string): string {
  return byType[type] ?? typed.find(([pattern]) => pattern.test(name))?.[1] ?? 'Words of somebody';
}

/** The body of the form, with this in the place of one of its fields: its type and its bytes. */
export function bodyWith(form: SeenForm, token: string, at?: string, nasty?: Nasty): [string, string | Buffer] {
  const pairs = form.fields.flatMap(({ name, value }): [string, string][] => {
    if (name !== at || nasty === undefined) return [[name, encodeURIComponent(value)]];
    if (nasty.as === 'missing') return [];
    if (nasty.as === 'object') return [[`${name}[deep]`, 'value']];
    if (nasty.raw !== undefined) return form.file === null ? [[name, nasty.raw]] : [];
    return [nasty.value ?? ''].flat().map((one) => [name, encodeURIComponent(one)]);
  });
  const all: [string, string][] = [['_csrf', encodeURIComponent(token)], ...pairs];
  if (form.file === null) {
    const text = all.map(([name, value]) => `${encodeURIComponent(name)}=${value}`).join('&');
    return ['application/x-www-form-urlencoded', text];
  }
  const file = { field: form.file, name: 'evidence.csv', bytes: Buffer.from('employer,letter\nAcme,yes\n') };
  const plain = all.map(([name, value]) => ({ name, value: decodeURIComponent(value) }));
  const { boundary, body } = multipart(plain, file);
  return [`multipart/form-data; boundary=${boundary}`, body];
}
