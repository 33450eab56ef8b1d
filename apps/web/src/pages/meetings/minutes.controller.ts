import { type Actor, longText, oneLine, paths, tooLong, withNamesLike } from '@app/kernel';
import { canBeAgreed, Minutes, type MinutesEntry } from '@app/meetings';
import { Body, Controller, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { answer, Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { idOf } from '../../http/fields';
import { MeetingPages } from './meeting.pages';
import { lineView } from './meeting.view';

const no = z.coerce.number().int().min(0);
const longest = { text: 8000, outcome: 300 };
const minutesForm = withNamesLike(
  z
    .object({ no })
    .catchall(longText(longest.text))
    .superRefine((fields, context) => {
      for (const [name, text] of Object.entries(fields)) {
        if (!name.startsWith('outcome-') || String(text).length <= longest.outcome) continue;
        context.addIssue({ code: 'custom', path: [name], message: tooLong(longest.outcome) });
      }
    }),
  { 'text-': longText(longest.text), 'outcome-': oneLine(longest.outcome) },
).transform(({ no: version, ...fields }) => ({ no: version, entries: entriesOf(fields) }));
const agreeForm = z.object({ no });
const publishForm = z.object({});

/** The minutes of a meeting: written, agreed, published. */
@Controller('meetings/:id/minutes')
export class MinutesController {
  constructor(
    private readonly minutes: Minutes,
    private readonly pages: MeetingPages,
  ) {}

  @FormPage()
  @Can('meeting.prepare')
  async write(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      minutesForm,
      async ({ no: read, entries }) => {
        await this.minutes.write(actor, { id: idOf(id), no: read }, entries);
        return redirect(`${paths.meeting(id)}#agenda`);
      },
      (form) => this.showWriting(actor, id, form),
    );
  }

  @Post('agree')
  @Can('meeting.agree')
  async agree(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      agreeForm,
      async ({ no: read }) => {
        await this.minutes.agree(actor, { id: idOf(id), no: read });
        return redirect(paths.meeting(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  @Post('publish')
  @Can('meeting.agree')
  async publish(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: unknown): Promise<Answer> {
    return answer(
      body,
      publishForm,
      async () => {
        await this.minutes.publish(actor, idOf(id));
        return redirect(paths.meeting(id));
      },
      (form) => this.pages.show(actor, id, form),
    );
  }

  private async showWriting(actor: Actor, id: string, typed: Form): Promise<Answer> {
    const { meeting, panel, lines, minutesNo, state } = await this.pages.read(actor, id);
    if (state !== 'held') return redirect(paths.meeting(id));
    const seen = (lines ?? [])
      .filter(({ hidden }) => !hidden)
      .map((line) => ({ ...lineView(line), canBeAgreed: canBeAgreed(panel.route, line.kind) }));
    const form = typed.beginning(Object.fromEntries(seen.flatMap(fieldsOf)));
    return page('meetings/minutes', {
      title: `Minutes of meeting ${meeting.no} of the ${panel.name}`,
      meeting,
      panel,
      lines: seen,
      hidden: (lines ?? []).length - seen.length,
      no: minutesNo,
      form,
    });
  }
}

/** The fields of one item in the form: `text-ID`, `outcome-ID`, `deferred-ID`, `agreed-ID`. */
function fieldsOf({ id, minutes }: ReturnType<typeof lineView>): [string, string][] {
  return [
    [`text-${id}`, minutes?.text ?? ''],
    [`outcome-${id}`, minutes?.outcome ?? ''],
    [`deferred-${id}`, minutes?.deferred === true ? 'yes' : ''],
    [`agreed-${id}`, minutes?.agreed === true ? 'yes' : ''],
  ];
}

function entriesOf(fields: Readonly<Record<string, string>>): MinutesEntry[] {
  const text = (name: string) => fields[name] ?? '';
  const ids = Object.keys(fields).flatMap((name) => (name.startsWith('text-') ? name.slice('text-'.length) : []));
  return ids
    .filter((id) => z.uuid().safeParse(id).success)
    .map((item) => ({
      item,
      text: text(`text-${item}`),
      outcome: text(`outcome-${item}`),
      deferred: text(`deferred-${item}`) === 'yes',
      ...(text(`agreed-${item}`) === 'yes' ? { agreed: true as const } : {}),
    }));
}
