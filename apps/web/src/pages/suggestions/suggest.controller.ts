import { emailAddress, longText, NotFound, paths, personName } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { parts, requesters, Suggestions } from '@app/suggestions';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { key } from '../../http/fields';

const long = (empty: string) => longText(4000, empty);
const keys = <K extends string>(list: readonly { key: K }[]) => list.map(({ key }) => key) as [K, ...K[]];
const suggestion = z.object({
  key,
  part: z.enum(keys(parts), { error: 'Choose what should be changed' }),
  change: long('Enter what should be changed'),
  why: long('Enter why it should be changed'),
  evidence: longText(4000).default(''),
  requester: z.enum(keys(requesters), { error: 'Choose who you are' }),
  name: personName(),
  email: emailAddress,
});

/** Suggesting a change to an occupation, without an account: one page, what was typed is kept. */
@Controller('occupations/:reference/suggest')
@PublicForm()
export class SuggestController {
  constructor(
    private readonly suggestions: Suggestions,
    private readonly maps: MapReader,
  ) {}

  @FormPage()
  async suggest(@Param('reference') reference: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      suggestion,
      async (order) => redirect(paths.suggestReceived(reference, await this.suggestions.suggest(reference, order))),
      (form) => this.show(reference, form),
    );
  }

  @Get(':suggestion')
  async received(@Param('reference') reference: string, @Param('suggestion') suggestion: string): Promise<Answer> {
    if (!/^S-[2-9A-Z]{4}-[2-9A-Z]{4}$/.test(suggestion)) throw new NotFound('This page');
    const occupation = await this.occupation(reference);
    return page('suggestions/received', { title: 'We received your suggestion', occupation, suggestion });
  }

  private async show(reference: string, form: Form): Promise<Answer> {
    const choices = {
      parts: parts.map(({ key, text }) => ({ value: key, text, checked: form.has('part', key) })),
      requesters: [
        { value: '', text: 'Choose one' },
        ...requesters.map(({ key, text }) => ({ value: key, text, selected: form.has('requester', key) })),
      ],
    };
    const occupation = await this.occupation(reference);
    return page('suggestions/suggest', { title: 'Suggest a change', section: 'maps', occupation, form, ...choices });
  }

  private async occupation(reference: string): Promise<{ reference: string; title: string }> {
    const found = (await this.maps.current())?.occupation(reference);
    if (!found) throw new NotFound('This occupation');
    return found.occupation;
  }
}
