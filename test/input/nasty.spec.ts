import type { Field, SeenForm } from './forms';
import { type Nasty, nastyFor } from './nasty';
import { faultsOf, messagesOn, people, Senders, tried, type Who } from './senders';
import { twins } from './twins';
import { thorough } from '../support/thorough';

let senders: Senders;
beforeAll(async () => {
  senders = await Senders.gather();
}, 900_000);
afterAll(() => senders?.close());

/** Sends a form as it should be, and with each field as it should not be. @returns what is wrong with the answers */
async function attack(
  who: Who,
  form: SeenForm,
  each: (field: Field, at: number) => readonly Nasty[],
): Promise<string[]> {
  const base = await senders.send(who, form);
  const found = faultsOf(base).map((what) => `${who} gets ${what} from ${form.action}`);
  for (const [at, field] of form.fields.entries()) {
    for (const nasty of each(field, at)) {
      const what = faultsOf(await senders.send(who, form, field.name, nasty));
      found.push(...what.map((text) => `${who} gets ${text} from ${form.action} for ${nasty.says} as ${field.name}`));
    }
  }
  return found;
}

describe('what no form expects', () => {
  it.each(people)(
    'is answered by each form that %s finds, beside the field or with a page that says why, never by a fault',
    async (who) => {
      const found: string[] = [];
      for (const [turn, { form, first, route }] of senders.alone.filter((one) => one.who === who).entries()) {
        const some = (field: Field, at: number): readonly Nasty[] => {
          const all = nastyFor(field);
          const few = [0, 7].map((step) => all[(turn + at + step) % all.length]);
          // The forms of operations ask much alike, and each draws the whole map. With THOROUGH=1 each field of each other
          // form gets its turn; else one field of each form, another one from form to form.
          if (thorough && first && !route.includes('/operations/')) return few;
          return at === turn % form.fields.length ? few.slice(0, 1) : [];
        };
        found.push(...(await attack(who, form, some)));
      }
      expect(found).toEqual([]);
    },
    900_000,
  );

  it('is answered so by the forms that nobody finds in this world, too', async () => {
    const known = new Set(senders.seen.map(({ route }) => route));
    const every = new Map(senders.seen.flatMap(({ form }) => form.fields.map((field) => [field.name, field])));
    for (const { set } of twins) {
      for (const [name, value] of Object.entries(set))
        if (!every.has(name)) every.set(name, { name, type: 'text', value });
    }
    const found: string[] = [];
    for (const route of senders.posts.filter((one) => !known.has(one))) {
      for (const action of senders.addresses(route).slice(0, 1)) {
        for (const who of people) {
          const form = { action, file: null, fields: [...every.values()] };
          const base = await senders.send(who, form);
          found.push(...faultsOf(base).map((text) => `${who} gets ${text} from ${action}`));
          if ([303, 403, 404].includes(base.status)) continue;
          for (const nasty of nastyFor({ name: '', type: 'text', value: '' }).slice(0, 4)) {
            const fields = form.fields.map((one) =>
              one.type === 'hidden' ? one : { ...one, value: String([nasty.value ?? ''].flat()[0]) },
            );
            const what = faultsOf(await senders.send(who, { ...form, fields }));
            found.push(...what.map((text) => `${who} gets ${text} from ${action} for ${nasty.says} everywhere`));
          }
          // One person whom the form answers is enough: it is one schema for all.
          break;
        }
      }
    }
    expect(found).toEqual([]);
  }, 900_000);
});

describe('what a CHECK of the database refuses', () => {
  it.each(twins)(
    'is refused by the form first, beside its field: $check',
    async ({ check, who, route, set, field, says }) => {
      const seen = senders.seen.filter((one) => one.route === route);
      const { form } = seen.find((one) => one.who === who) ?? seen[0] ?? {};
      const typed = new Map((form?.fields ?? []).map((one) => [one.name, one]));
      for (const [name, value] of Object.entries(set)) typed.set(name, { name, type: 'text', value });
      const answers: string[] = [];
      for (const action of form === undefined ? senders.addresses(route) : [form.action]) {
        const { status, text } = await senders.send(who, {
          action,
          file: form?.file ?? null,
          fields: [...typed.values()],
        });
        if (status === 422 && !text.includes(tried))
          return expect([check, messagesOn(text)]).toEqual([check, expect.objectContaining({ [field]: says })]);
        answers.push(`${action} ${status} ${text.includes(tried)}`);
      }
      expect([check, answers]).toEqual([check, says]);
    },
  );
});
