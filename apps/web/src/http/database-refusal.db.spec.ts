import { NotFound, Refused } from '@app/kernel';
import { Db } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import { z } from 'zod';
import { page, redirect } from './answers';
import { databaseRefusal } from './database-refusal';
import { answer, type Form } from './forms';

const word = 'a-word-of-somebody';
let context: TestContext;

beforeAll(async () => {
  context = await testContext([]);
});
afterAll(() => context?.close());

/** The error of a statement, as a verb throws it. */
const failing = (sql: string, ...given: unknown[]): Promise<unknown> =>
  context.db
    .write((tx) => tx.rows(sql, given))
    .then(
      () => null,
      (error: unknown) => error,
    );
const person = 'insert into person (id, name, email, email_normal) values ($1, $2, $3, md5($3::text))';
const [one, other] = ['01890000-0000-7000-8000-000000000001', '01890000-0000-7000-8000-000000000002'];

describe('what only the database refuses', () => {
  it('is a refusal of the form, with the name of the rule and no value for us', async () => {
    await context.db.write((tx) => tx.rows(person, [one, word, `${word}@example.test`]));
    const refused: [unknown, number, string][] = [
      [await failing(person, other, '', word), 422, '23514 person_name_check'],
      [await failing(person, other, null, word), 422, '23502 person.name'],
      [await failing(person, other, word, `${word}@example.test`), 409, '23505 person_email_normal'],
      [await failing('select $1::int', '99999999999'), 422, '22003 '],
      [await failing('select $1::date', '0000-01-01'), 422, '22008 '],
      [await failing('select $1::date', word), 422, '22007 '],
      [await failing('select $1::text', `${word}\0`), 422, '22021 '],
      [
        await failing('insert into map_node (hash, kind, content) values ($1, $2, $3)', word, 'x'.repeat(99), word),
        422,
        '22001 ',
      ],
    ];
    for (const [error, status, told] of refused) {
      const refusal = databaseRefusal(error);
      expect([told, refusal?.status, Object.values(refusal?.fault ?? {}).join(' ')]).toEqual([told, status, told]);
      expect(JSON.stringify(refusal)).not.toContain(word);
    }
  });

  it('is named after the trigger where one of ours raises it', async () => {
    const raised = await failing(
      'insert into edition (no, kind, root_hash, published_at, note) values (7, $1, $2, now(), $2)',
      'day-to-day',
      word,
    );
    expect(databaseRefusal(raised)?.fault).toEqual({ sqlState: '23514', rule: 'edition_follows_the_last' });
  });

  it('is nothing else: a page that is lost, a refusal, a database that is away', async () => {
    expect([new NotFound('It'), new Refused([]), new Error(word), null].map(databaseRefusal)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(databaseRefusal(Object.assign(new Error(word), { code: '57P01' }))).toBeNull();
    expect(databaseRefusal(await failing('select $1::uuid', word))).toBeNull();
  });

  it('shows the form again with what was typed, and hands the fault on to the log', async () => {
    const typed = { name: '' };
    const shown = await answer(
      typed,
      z.object({ name: z.string() }),
      ({ name }) => context.db.write((tx) => tx.rows(person, [other, name, word])).then(() => redirect('/next')),
      (form: Form) => page('some/form', { form }),
    );
    expect(shown).toMatchObject({ status: 422, fault: { sqlState: '23514', rule: 'person_name_check' } });
    const { form } = (shown as { view: { form: Form } }).view;
    expect([form.values, form.summary]).toEqual([typed, [{ text: expect.stringContaining('cannot be stored') }]]);
  });
});

describe('a row that somebody else stored meanwhile', () => {
  it('is found by the rule of the verb when it is tried again', async () => {
    let rounds = 0;
    const added = context.module.get(Db).write(async (tx) => {
      rounds += 1;
      // The rule looks before the other stored it, the first time.
      if (rounds > 1) throw new Refused([{ field: 'email', text: 'Taken' }]);
      await tx.rows(person, [other, word, `${word}@example.test`]);
    });
    await expect(added).rejects.toThrow('Taken');
    expect(rounds).toBe(2);
  });
});
