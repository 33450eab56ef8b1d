import { aboutWords, answerDueOn, type ConsultationDetail, ConsultationQueries, pagesOf } from '@app/consultations';
import { textPlace, textPlaceOf } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { ResponseQueries } from '@app/responses';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, type AskedOf, placeLike } from '../../http/asked';
import { csvText, csvType } from '../../http/csv';
import { BesideConsultation } from './beside';
import { shownComment } from './comments.view';
import { consultationsFeed } from './feed';
import { questionsShown, standingOf, subjectLinks } from './start.view';

const filters = { after: placeLike(textPlace) };

/** Consultations as the public reads them: no number of answers before the close, and no word that a moderator has not read. */
@Controller()
@Public()
export class ConsultationsController {
  constructor(
    private readonly queries: ConsultationQueries,
    private readonly responses: ResponseQueries,
    private readonly beside: BesideConsultation,
    private readonly maps: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('consultations')
  async list(): Promise<Answer> {
    const rows = (await this.queries.list()).filter(({ standing }) => standing !== 'withdrawn');
    const of = (...standings: string[]) => rows.filter(({ standing }) => standings.includes(standing));
    const view = { open: of('open', 'suspended'), upcoming: of('upcoming'), closed: of('closed') };
    return page('consultations/list', { title: 'Consultations', section: 'consultations', ...view });
  }

  @Get('consultations.atom')
  async feed(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    void reply.type('application/atom+xml; charset=utf-8');
    return consultationsFeed(this.config.baseUrl, await this.queries.list());
  }

  @Get('consultations/:reference')
  async show(
    @Param('reference') reference: string,
    @Asked(filters) { after }: AskedOf<typeof filters>,
  ): Promise<Answer> {
    const consultation = await this.queries.consultation(reference);
    const comments = await this.responses.comments(consultation.id, after);
    const last = comments.length === 50 ? comments.at(-1) : undefined;
    const map = await this.maps.current();
    return page('consultations/show', {
      title: consultation.title,
      section: 'consultations',
      consultation,
      ...standingOf(consultation),
      answerBy: answerDueOn(consultation.closesAt),
      subjects: subjectLinks(consultation.subjects, map),
      routes: map?.routes ?? [],
      questions: questionsShown(consultation.form, aboutWords),
      pages: pagesOf(consultation.form).length,
      required: pagesOf(consultation.form).filter(({ questions: [lead] }) => lead.question.required).length,
      ...(await this.beside.of(consultation)),
      comments: comments.map((one) => shownComment(consultation, one)),
      next: last === undefined ? null : textPlaceOf(last),
    });
  }

  /** Every question on one page, to be read or printed before one begins. */
  @Get('consultations/:reference/questions')
  async questions(@Param('reference') reference: string): Promise<Answer> {
    const consultation = await this.queries.consultation(reference);
    const title = `All questions: ${consultation.title}`;
    const questions = questionsShown(consultation.form, aboutWords);
    return page('consultations/questions', { title, section: 'consultations', consultation, questions });
  }

  @Get('consultations/:reference/responses.csv')
  async file(@Param('reference') reference: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const consultation = await this.queries.consultation(reference);
    const name = `${consultation.reference}-comments.csv`;
    void reply.type(csvType).header('content-disposition', `attachment; filename="${name}"`);
    const columns = ['reference', 'received', 'question', 'occupation', 'respondent', 'name', 'redacted', 'text'];
    return csvText('people', columns, await this.lines(consultation));
  }

  private async lines(consultation: ConsultationDetail): Promise<string[][]> {
    const lines: string[][] = [];
    for (let after: string | null = null; ;) {
      const some: Awaited<ReturnType<ResponseQueries['comments']>> = await this.responses.comments(
        consultation.id,
        after,
        1000,
      );
      for (const one of some) {
        const { reference, receivedAt, question, block, from, name, redacted, text } = shownComment(consultation, one);
        lines.push([
          reference,
          receivedAt.toISOString(),
          question,
          block,
          from,
          name ?? '',
          redacted ? 'yes' : 'no',
          text,
        ]);
      }
      const last = some.at(-1);
      if (some.length < 1000 || last === undefined) return lines;
      after = textPlaceOf(last);
    }
  }
}
