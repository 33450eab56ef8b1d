import { Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OverdueAlarm } from './alarm.service';
import { EditionWatch } from './edition-watch.service';
import { RevisionRemedy } from './remedy.service';
import { RevisionPublication } from './publication.service';

/** The sweep that proves editions: each night that passes makes all of them due again. */
export const editionProof = 'revisions.verify';

/** The sweeps that publish what is due, notice what was not, and prove what was. */
@Injectable()
export class RevisionJobs implements OnModuleInit {
  private wordsGivenBack = false;

  constructor(
    private readonly sweeps: Sweeps,
    private readonly publication: RevisionPublication,
    private readonly alarm: OverdueAlarm,
    private readonly watch: EditionWatch,
    private readonly remedy: RevisionRemedy,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(5, 'revisions.publish', async () => {
      if (!this.wordsGivenBack) await this.remedy.giveBackWords();
      this.wordsGivenBack = true;
      await this.publication.publishDue();
    });
    this.sweeps.every(30, 'revisions.watch', () => this.alarm.raise());
    this.sweeps.every(15, editionProof, () => this.watch.run());
    this.sweeps.due('revisions', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(scheduled_for) as due from revision where state = 'scheduled' and scheduled_for > waymark_now()`,
      );
      return row?.due ?? null;
    });
  }
}
