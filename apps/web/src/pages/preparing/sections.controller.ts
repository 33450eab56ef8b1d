import {
  addSection,
  type ConsultationForm,
  Preparing,
  removeSection,
  renameSection,
  sectionRemovalGaps,
} from '@app/consultations';
import { type Actor, NotFound, refuseIf } from '@app/kernel';
import { Controller, Param } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { idOf, version } from '../../http/fields';
import type { Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { BuilderPage } from './builder.page';
import { changeForm } from './change-form';
import { sectionForm } from './question.form';

const readVersion = z.object({ seen: version });

/** The sections of a draft, by their place. */
@Controller('consultation-drafts/:id/sections')
@Can('consultation.prepare')
export class SectionsController {
  constructor(
    private readonly preparing: Preparing,
    private readonly builder: BuilderPage,
  ) {}

  @FormPage('new')
  async addSection(@CurrentActor() actor: Actor, @Param('id') id: string, @Sent() sent: SentForm): Promise<Answer> {
    return sent.answer(
      sectionForm,
      ({ seen, sectionTitle }) =>
        changeForm(this.preparing, actor, { id, seen }, (form) => addSection(form, sectionTitle)),
      (form) => this.showSection(actor, id, 'Add a section', form),
    );
  }

  @FormPage(':no')
  async renameSection(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('no') no: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      sectionForm,
      ({ seen, sectionTitle }) =>
        changeForm(this.preparing, actor, { id, seen }, (form) =>
          renameSection(form, sectionAt(form, no), sectionTitle),
        ),
      async (form) => {
        const { content } = await this.builder.about(actor, idOf(id));
        const { title: sectionTitle } = content.form.sections[sectionAt(content.form, no)] ?? { title: '' };
        return this.showSection(actor, id, 'Name of the section', form.beginning({ sectionTitle }));
      },
    );
  }

  @FormPage(':no/remove')
  async removeSection(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Param('no') no: string,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    return sent.answer(
      readVersion,
      ({ seen }) =>
        changeForm(this.preparing, actor, { id, seen }, (form) => {
          refuseIf(sectionRemovalGaps(form, sectionAt(form, no)));
          return removeSection(form, sectionAt(form, no));
        }),
      async (form) => {
        const about = await this.builder.about(actor, idOf(id));
        const { form: asked } = about.content;
        const at = sectionAt(asked, no);
        const view = {
          title: 'Take out the section',
          what: asked.sections[at]?.title,
          held: sectionRemovalGaps(asked, at),
        };
        return page('preparing/remove', { ...view, ...about, form });
      },
    );
  }

  private async showSection(actor: Actor, id: string, title: string, form: Form): Promise<Answer> {
    return page('preparing/section', { title, ...(await this.builder.about(actor, idOf(id))), form });
  }
}

/** The index of the section of that number. @throws NotFound */
function sectionAt(form: ConsultationForm, no: string): number {
  const at = Number(no) - 1;
  if (form.sections[at] === undefined) throw new NotFound('This section');
  return at;
}
