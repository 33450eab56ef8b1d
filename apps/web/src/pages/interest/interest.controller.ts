import { NotFound, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import {
  employerSizes,
  type InterestAbout,
  InterestQueries,
  InterestRegister,
  interestSchema,
} from '@app/trailblazers';
import { Controller, Get, Param } from '@nestjs/common';
import { Public, PublicForm } from '../../http/access';
import { type Answer, page, redirect } from '../../http/answers';
import { type Form } from '../../http/forms';
import { FormPage, Sent, SentForm } from '../../http/form-page';
import { aboutOf } from './about';

/** An employer registers interest, without an account. The page of thanks repeats nothing of it. */
@Controller('interest')
export class InterestController {
  constructor(
    private readonly register: InterestRegister,
    private readonly queries: InterestQueries,
    private readonly map: MapReader,
  ) {}

  @Get('received')
  @Public()
  received(): Answer {
    return page('interest/received', { title: 'We received your interest', section: 'maps' });
  }

  @FormPage(':kind/:key')
  @PublicForm()
  async send(@Param('kind') kind: string, @Param('key') key: string, @Sent() sent: SentForm): Promise<Answer> {
    const about = aboutOf(kind, key);
    return sent.answer(
      interestSchema,
      async (given) => {
        await this.register.register(about, given);
        return redirect(paths.interestReceived());
      },
      (form) => this.show(about, form),
    );
  }

  private async show(about: InterestAbout, form: Form): Promise<Answer> {
    return page('interest/form', {
      title: 'Register your interest',
      section: 'maps',
      form,
      sizes: employerSizes,
      ...(await this.subject(about)),
    });
  }

  /** What the interest is in, where one reads about it, and whether it is taken now. @throws NotFound */
  private async subject({ kind, key }: InterestAbout): Promise<{ name: string; back: string; open: boolean }> {
    if (kind === 'invitation') {
      const { title, open } = await this.queries.invitation(key);
      return { name: title, back: paths.invitationToPropose(key), open };
    }
    const occupation = (await this.map.current())?.occupation(key)?.occupation;
    if (occupation === undefined) throw new NotFound('This occupation');
    const open = occupation.status === 'awaiting-interest';
    return { name: occupation.title, back: paths.occupation(key), open };
  }
}
