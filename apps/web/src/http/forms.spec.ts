import { NotFound, Refused, Stale } from '@app/kernel';
import { z } from 'zod';
import { page, redirect } from './answers';
import { answer, type Form } from './forms';

const schema = z.object({
  title: z.string().trim().min(1, { error: 'Enter the occupation title' }),
  level: z.enum(['2', '3'], { error: 'Choose a level' }),
});
const good = { title: ' Arborist ', level: '2' };
const show = (form: Form) => page('some/form', { form });
const formOf = (given: unknown): Form => (given as { view: { form: Form } }).view.form;

describe('a submitted form', () => {
  it('acts on what the schema read, and leads on', async () => {
    const act = jest.fn(async () => redirect('/next'));
    expect(await answer(good, schema, act, show)).toEqual(redirect('/next'));
    expect(act).toHaveBeenCalledWith({ title: 'Arborist', level: '2' });
  });

  it('is shown again with what was typed and one message for each field, and nothing is done', async () => {
    const act = jest.fn();
    const shown = await answer({ title: '', level: '9' }, schema, act, show);
    expect(shown).toMatchObject({ kind: 'page', status: 422 });
    const form = formOf(shown);
    expect([form.error('title'), form.error('level')]).toEqual([
      { text: 'Enter the occupation title' },
      { text: 'Choose a level' },
    ]);
    expect(form.value('level')).toBe('9');
    expect(form.summary[0]).toEqual({ text: 'Enter the occupation title', href: '#title' });
    expect(act).not.toHaveBeenCalled();
  });

  it('is answered in words where the schema has none, and an object or a list came for a text', async () => {
    const bare = z.object({ title: z.string().max(20), level: z.enum(['2', '3']) });
    const sent = [{ title: ['a', 'b'], level: '9' }, { title: { deep: 'a' } }, { title: 'x'.repeat(21), level: '2' }];
    const said = await Promise.all(sent.map(async (one) => formOf(await answer(one, bare, jest.fn(), show)).errors));
    const again = 'Enter or choose this again: it could not be read';
    expect(said.map((errors) => errors.map(({ text }) => text))).toEqual([
      [again, again],
      [again, again],
      ['Enter 20 characters or fewer'],
    ]);
  });

  it('may have no body at all', async () => {
    expect(await answer(undefined, schema, jest.fn(), show)).toMatchObject({ status: 422 });
  });

  it('is shown again when a rule refuses it', async () => {
    const refused = new Refused([{ field: 'title', text: 'This title is taken' }, { text: 'The window is closed' }]);
    const shown = await answer(good, schema, () => Promise.reject(refused), show);
    expect(shown).toMatchObject({ status: 422 });
    expect(formOf(shown).summary).toEqual([
      { text: 'This title is taken', href: '#title' },
      { text: 'The window is closed' },
    ]);
  });

  it('is a conflict when somebody was faster, and keeps what was typed', async () => {
    const shown = await answer(good, schema, () => Promise.reject(new Stale('Somebody saved it')), show);
    expect(shown).toMatchObject({ status: 409 });
    expect(formOf(shown)).toMatchObject({ stale: true, values: good });
  });

  it('lets every other error through', async () => {
    const lost = new NotFound('This proposal');
    await expect(answer(good, schema, () => Promise.reject(lost), show)).rejects.toBe(lost);
  });

  it('knows which boxes were ticked', async () => {
    const form = formOf(await answer({ level: ['2', '5'], one: 'a' }, schema, jest.fn(), show));
    expect([form.has('level', '5'), form.has('level', '3'), form.has('one', 'a')]).toEqual([true, false, true]);
  });
});
