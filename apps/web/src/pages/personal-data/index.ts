import { erasureGrounds, PersonalData, Retention } from '@app/accounts';
import { type Actor, paths, NotFound } from '@app/kernel';
import { Db } from '@app/platform';
import { Controller, Get, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { Asked, AskedBeside, type AskedBesideOf, type AskedOf } from '../../http/asked';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { askedAbout, erasureForm, queryOf, somebody, subjectFilters } from './personal-data.form';
import { heldView, keptInWords, subjectFile } from './personal-data.view';

type Subject = AskedOf<typeof subjectFilters>;

/** Administrators see what is held on somebody, hand it out, erase it, and see what is over its time. */
@Controller('admin/personal-data')
@Can('account.manage')
class PersonalDataController {
  constructor(
    private readonly db: Db,
    private readonly personal: PersonalData,
    private readonly retention: Retention,
  ) {}

  @Get()
  async search(
    @CurrentActor() actor: Actor,
    @AskedBeside(subjectFilters) { asked, form }: AskedBesideOf<typeof subjectFilters>,
  ): Promise<Answer> {
    const wrong = form.errors.length > 0;
    const about = wrong ? null : askedAbout(asked);
    const held = about === null ? null : heldView(await this.personal.look(actor, about));
    const view = { title: 'Personal data', form, held, query: queryOf(asked) };
    return page('personal-data/search', view, wrong ? 422 : 200);
  }

  @Get('file.json')
  async file(
    @CurrentActor() actor: Actor,
    @Asked(subjectFilters) asked: Subject,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const all = await this.personal.export(actor, somebody(asked));
    const text = JSON.stringify(subjectFile(all, await this.db.read().now()), null, 2);
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(Buffer.from(text), {
      type: 'application/json; charset=utf-8',
      disposition: 'attachment; filename="personal-data.json"',
    });
  }

  @FormPage('erase')
  async erase(
    @CurrentActor() actor: Actor,
    @Asked(subjectFilters) asked: Subject,
    @Sent() sent: SentForm,
  ): Promise<Answer> {
    const about = askedAbout(asked);
    if (about === null) throw new NotFound('Whose data these are');
    return sent.answer(
      erasureForm,
      async ({ ground, seen }) => {
        await this.personal.erase(actor, about, ground, seen);
        return redirect(paths.personalDataErased());
      },
      async (form) => {
        const all = await this.personal.look(actor, about);
        const { personId } = all.subject;
        const needed = await this.personal.stillNeeded(this.db.read(), actor, personId);
        const grounds = Object.entries(erasureGrounds).map(([value, text]) => ({ value, text }));
        const view = { title: 'Erase what is held', form, held: heldView(all), needed, grounds, query: queryOf(asked) };
        return page('personal-data/erase', view);
      },
    );
  }

  @Get('erased')
  erased(): Answer {
    return page('personal-data/erased', { title: 'It is erased' });
  }

  @Get('retention')
  async over(@CurrentActor() actor: Actor): Promise<Answer> {
    const rows = (await this.retention.dryRun(actor)).map(({ kind, count }) => ({
      what: kind.what,
      key: kind.key,
      kept: keptInWords(kind),
      count,
    }));
    return page('personal-data/retention', { title: 'How long personal data are kept', rows });
  }
}

export const personalDataControllers = [PersonalDataController];
