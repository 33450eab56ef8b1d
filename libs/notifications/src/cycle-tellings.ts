import { submissionPlaced } from '@app/cycles';
import { formatLondon, paths } from '@app/kernel';
import { ProposalQueries } from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, TellingTable } from './telling-table';

/** The group is told which approvals cycle considers its submission, and why it is another one than they expected. */
@Injectable()
export class CycleTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly trailblazers: TrailblazerQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(submissionPlaced, async (tx, { data, subjectId }) => {
      const { reference, title, groupId } = await this.proposals.summary(tx, subjectId);
      const people = await this.trailblazers.people(tx, groupId);
      const day = (at: string): string => formatLondon(new Date(at));
      const why =
        data.late !== null
          ? [`It came after the deadline of cycle ${data.late}.`]
          : data.full !== null
            ? [`Cycle ${data.full} had no slot left.`]
            : [];
      return [
        {
          to: once(people.map(({ id, name, email }) => ({ id, name, email }))),
          topic: 'receipts',
          subject: `Cycle ${data.cycle} considers ${reference}, ${title}`,
          lines: [...why, `Cycle ${data.cycle} considers it. A decision is due by ${day(data.due)}.`],
          path: paths.proposal(subjectId),
        },
      ];
    });
  }
}
