import { paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { UnfoundQueries, type UnfoundRow } from '@app/unfound';
import { Controller, Get, Res, type StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Can } from '../../http/access';
import { type Answer, page } from '../../http/answers';
import { Asked, type AskedOf } from '../../http/asked';
import { csvParts, csvType } from '../../http/csv';
import { streamed } from '../../http/streamed';
import { addressOf } from '../maps/map-pages';
import { placeOf, unfoundFileFilters, unfoundFilters } from './unfound.asked';
import { monthWords, unfoundLine } from './unfound.view';

type FileFilter = AskedOf<typeof unfoundFileFilters>;
const rowsOfPart = 1_000;

/** What people looked for and did not find, for officers. */
@Controller('admin')
@Can('unfound.see')
class UnfoundController {
  constructor(
    private readonly unfound: UnfoundQueries,
    private readonly maps: MapReader,
  ) {}

  @Get('unfound')
  async list(@Asked(unfoundFilters) { after, ...filter }: AskedOf<typeof unfoundFilters>): Promise<Answer> {
    const { rows, next } = await this.unfound.page(filter, after);
    const map = await this.maps.current();
    const asked = { month: filter.month?.slice(0, 7), words: filter.words };
    return page('unfound/list', {
      title: 'What people looked for and did not find',
      rows: rows.map((row) => unfoundLine(row, map)),
      next: next && addressOf(paths.unfound(), { ...asked, after: placeOf(next) }),
      file: addressOf(paths.unfoundFile(), asked),
      months: (await this.unfound.months()).map((month) => ({ value: month.slice(0, 7), text: monthWords(month) })),
      asked,
    });
  }

  @Get('unfound.csv')
  async file(
    @Asked(unfoundFileFilters) filter: FileFilter,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    void reply.header('cache-control', 'no-store');
    const parts = csvParts('people', ['month', 'words', 'askers-at-least'], this.batches(filter));
    return streamed(parts, { type: csvType, disposition: 'attachment; filename="not-found.csv"' });
  }

  private async *batches(filter: FileFilter): AsyncGenerator<(string | number)[][]> {
    for (let after: UnfoundRow | null = null; ;) {
      const { rows, next } = await this.unfound.page(filter, after, rowsOfPart);
      yield rows.map(({ month, words, askers }) => [month.slice(0, 7), words, askers]);
      if (next === null) return;
      after = next;
    }
  }
}

export const unfoundControllers = [UnfoundController];
