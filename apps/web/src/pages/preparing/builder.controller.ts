import { Preparing, principleKeys, Subjects } from '@app/consultations';
import { type Actor, longText, NotFound, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { idOf, version } from '../../http/fields';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { aboutWhat, chosenIn, fieldsOfSubjects, keptChoices } from './begin.form';
import { BuilderPage } from './builder.page';
import { details, detailValues, withDetails } from './details.form';
import { previewOf } from './preview.view';

const overriding = z.object({ seen: version, why: longText(1000).default('') });

/** A consultation that is prepared: its page, what it says and when, what it is about, and how it looks. */
@Controller('consultation-drafts/:id')
@Can('consultation.prepare')
export class BuilderController {
  constructor(
    private readonly preparing: Preparing,
    private readonly builder: BuilderPage,
    private readonly maps: MapReader,
    private readonly choosable: Subjects,
  ) {}

  @Get()
  show(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    return this.builder.show(actor, idOf(id));
  }

  @FormPage('details')
  async details(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      details,
      async (given) => {
        await this.preparing.change(actor, idOf(id), given.seen, (content) => withDetails(content, given));
        return redirect(paths.consultationDraft(id));
      },
      async (typed) => {
        const about = await this.builder.about(actor, idOf(id));
        const form = typed.beginning(detailValues(about.content));
        return page('preparing/details', { title: 'Title, words and dates', ...about, form });
      },
    );
  }

  @FormPage('subjects')
  async subjects(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      aboutWhat,
      async (given) => {
        const chosen = chosenIn(given, await this.maps.current());
        await this.preparing.about(actor, idOf(id), given.seen, chosen);
        return redirect(paths.consultationDraft(id));
      },
      async (typed) => {
        const about = await this.builder.about(actor, idOf(id));
        const { subjects } = about.content;
        const form = typed.beginning(fieldsOfSubjects(subjects));
        const known = keptChoices([...subjects, ...(await this.choosable.openRevisions(actor))]);
        const all = known.filter((one, at) => known.findIndex(({ value }) => value === one.value) === at);
        const kept = all.map((one) => ({ ...one, checked: form.has('kept', one.value) }));
        return page('preparing/subjects', { title: 'What it is about', ...about, kept, form });
      },
    );
  }

  @FormPage('checks/:key')
  async override(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('key') key: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    const principle = principleKeys.find((one) => one === key);
    if (principle === undefined) throw new NotFound('This check');
    return sent.answer(
      overriding,
      async ({ seen, why }) => {
        await this.preparing.override(actor, idOf(id), seen, principle, why);
        return redirect(`${paths.consultationDraft(id)}#checks`);
      },
      async (typed) => {
        const about = await this.builder.about(actor, idOf(id));
        const check = about.checks.find((one) => one.key === principle);
        const form = typed.beginning({ why: check?.overridden?.why ?? '' });
        return page('preparing/override', { title: check?.name ?? '', ...about, check, form });
      },
    );
  }

  @Get('preview/:page')
  async preview(@CurrentActor() actor: Actor, @Param('id') id: string, @Param('page') no: string): Promise<Answer> {
    const about = await this.builder.about(actor, idOf(id));
    const { form, subjects } = about.content;
    const preview = previewOf(form, subjects, Number(no));
    if (preview === null) throw new NotFound('This question');
    return page('preparing/preview', { title: preview.title, ...about, preview });
  }
}
