import { longText } from '@app/kernel';
import { Controller, Param, RequestMethod, SetMetadata } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants';
import { z } from 'zod';
import { type Answer, page, redirect } from './answers';
import { FormPage, Sent, SentForm } from './form-page';
import type { Form } from './forms';

const schema = z.object({ reason: longText(4000, 'Say why') });

@Controller('things/:id')
class Things {
  readonly done: string[] = [];

  @FormPage('defer')
  @SetMetadata('access', 'thing.defer')
  async defer(@Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      schema,
      async ({ reason }) => {
        this.done.push(`${id}: ${reason}`);
        return redirect('/things');
      },
      (form) => page('things/defer', { form: form.beginning({ reason: 'As before' }) }),
    );
  }
}

const routes = Things.prototype as unknown as Record<'defer' | 'deferPage', Things['defer']>;
const formOf = (answer: Answer): Form => (answer as { view: { form: Form } }).view.form;

describe('the page of a form', () => {
  it.each([
    ['deferPage', RequestMethod.GET],
    ['defer', RequestMethod.POST],
  ] as const)('has the route %s with the path, the access and the arguments of its one method', (name, method) => {
    const told = [METHOD_METADATA, PATH_METADATA, 'access'].map((key): unknown =>
      Reflect.getMetadata(key, routes[name]),
    );
    expect(told).toEqual([method, 'defer', 'thing.defer']);
    const args: unknown = Reflect.getMetadata(ROUTE_ARGS_METADATA, Things, name);
    expect(Object.keys(args as object)).toHaveLength(2);
  });

  it('shows what it begins with where it is opened, with a key of its own, and does nothing', async () => {
    const things = new Things();
    const opened = () => routes.deferPage.call(things, '7', new SentForm(undefined));
    const [one, other] = [formOf(await opened()), formOf(await opened())];
    expect([one.value('reason'), one.errors, one.isFirst]).toEqual(['As before', [], true]);
    expect(one.value('key')).not.toBe(other.value('key'));
    expect(one.longest('reason')).toEqual({ characters: 4000, of: 'text' });
    expect(things.done).toEqual([]);
  });

  it('does what was sent, and shows what is refused as it was typed', async () => {
    const things = new Things();
    expect(await things.defer('7', new SentForm({ reason: 'Two are ill' }))).toEqual(redirect('/things'));
    const refused = await things.defer('7', new SentForm({ reason: ' ' }));
    expect(refused).toMatchObject({ status: 422 });
    const form = formOf(refused);
    expect([form.value('reason'), form.error('reason')?.text, form.isFirst]).toEqual([' ', 'Say why', false]);
    expect(form.longest('reason')).toEqual({ characters: 4000, of: 'text' });
    expect(things.done).toEqual(['7: Two are ill']);
  });
});
