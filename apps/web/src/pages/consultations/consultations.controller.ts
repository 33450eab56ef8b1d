import {
  answers,
  answerWords,
  ConsultationQueries,
  organisationWords,
  type PublishedResponse,
} from '@app/consultations';
import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { CONFIG, type Config } from '@app/platform';
import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, type AskedOf, placeById } from '../../http/asked';
import { csvText, csvType } from '../../http/csv';
import { consultationsFeed } from './feed';

const filters = { after: placeById };

/** Consultations as the public reads them: only what was consented to and published by a moderator appears or counts. */
@Controller()
@Public()
export class ConsultationsController {
  constructor(
    private readonly queries: ConsultationQueries,
    private readonly maps: MapReader,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('consultations')
  async list(): Promise<Answer> {
    const rows = await this.queries.list();
    const of = (standing: string) => rows.filter((row) => row.standing === standing);
    const view = { open: of('open'), upcoming: of('upcoming'), closed: of('closed') };
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
    const counts = await this.queries.counts(consultation.id);
    const responses = await this.queries.published(consultation.id, after);
    const total = answers.reduce((sum, answer) => sum + counts[answer], 0);
    return page('consultations/show', {
      title: consultation.title,
      section: 'consultations',
      consultation,
      routes: (await this.maps.current())?.routes ?? [],
      total,
      counts: answers.map((answer) => ({
        words: answerWords[answer],
        count: counts[answer],
        share: share(counts[answer], total),
      })),
      responses: responses.map(shown),
      next: responses.length === 50 ? responses.at(-1)?.id : null,
    });
  }

  @Get('consultations/:reference/responses.csv')
  async file(@Param('reference') reference: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const consultation = await this.queries.consultation(reference);
    const rows: PublishedResponse[] = [];
    for (let after: string | null = null; ;) {
      const some: PublishedResponse[] = await this.queries.published(consultation.id, after, 1000);
      rows.push(...some);
      if (some.length < 1000) break;
      after = some.at(-1)?.id ?? null;
    }
    void reply
      .type(csvType)
      .header('content-disposition', `attachment; filename="${consultation.reference}-responses.csv"`);
    const columns = ['reference', 'received', 'answer', 'organisation_type', 'redacted', 'text'];
    const lines = rows.map((row) => [
      row.reference,
      row.receivedAt.toISOString(),
      row.answer,
      row.organisationType,
      row.redacted ? 'yes' : 'no',
      row.text,
    ]);
    return csvText('people', columns, lines);
  }

  /** The confirmation survives a revisit: it names the reference alone, nothing of what was said. */
  @Get('consultations/:reference/received/:response')
  async received(@Param('reference') reference: string, @Param('response') response: string): Promise<Answer> {
    const consultation = await this.queries.consultation(reference);
    const shownReference = /^R-[0-9A-Z]{4}-[0-9A-Z]{4}$/.test(response) ? response : '';
    return page('consultations/received', {
      title: 'We received your response',
      section: 'consultations',
      consultation,
      reference: shownReference,
      back: paths.consultation(reference),
    });
  }
}

function share(count: number, total: number): number {
  return total === 0 ? 0 : Math.round((100 * count) / total);
}

function shown(row: PublishedResponse) {
  return { ...row, answer: answerWords[row.answer], from: organisationWords[row.organisationType] };
}
