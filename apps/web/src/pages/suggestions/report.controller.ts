import { hashOf, paths } from '@app/kernel';
import { SuggestionQueries } from '@app/suggestions';
import { Controller, Get } from '@nestjs/common';
import { Public } from '../../http/access';
import { page } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import { csvFile, csvText } from '../../http/csv';
import { PublicPages, type Ready } from '../../http/public-pages';
import { addressOf } from '../maps/map-pages';
import { afterOf, reportFilters } from './report.asked';
import { reportColumns, reportLine } from './report.view';

/** The revisions status report: every suggestion, where it stands, and what became of it. */
@Controller()
@Public()
export class ReportController {
  constructor(
    private readonly suggestions: SuggestionQueries,
    private readonly pages: PublicPages,
  ) {}

  @Get('revisions-status')
  async show(@Asked(reportFilters) asked: AskedOf<typeof reportFilters>): Promise<Ready> {
    const from = afterOf(asked);
    const rows = (await this.suggestions.report(from)).map(reportLine);
    const last = rows.length === 50 ? rows.at(-1) : undefined;
    const next = last && addressOf(paths.revisionsStatus(), { at: last.receivedAt.toISOString(), id: last.id });
    const address = addressOf(paths.revisionsStatus(), from ? { at: from.at.toISOString(), id: from.id } : {});
    return this.pages.page(address, hashOf(JSON.stringify(rows)), () =>
      page('suggestions/report', { title: 'Revisions status report', section: 'changes', rows, next, first: !from }),
    );
  }

  @Get('revisions-status.csv')
  async file(): Promise<Ready> {
    const rows: string[][] = [];
    for await (const row of this.suggestions.wholeReport()) {
      rows.push(Object.values(reportColumns).map((column) => column(row)));
    }
    return this.pages.file(paths.revisionsStatusFile(), hashOf(rows), () =>
      csvFile('revisions-status.csv', csvText('people', Object.keys(reportColumns), rows)),
    );
  }
}
