import { londonDate, NotFound, Refused } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { type Period, periodGaps, ProposalQueries, requirements } from '@app/proposals';
import { Controller, Param } from '@nestjs/common';
import { Can } from '../../http/access';
import type { Answer } from '../../http/answers';
import { FormPage, Sent, type SentForm } from '../../http/form-page';
import {
  dispensationPart,
  groundsPart,
  occupationPart,
  optionPart,
  profilePart,
  requirementPart,
  retirementPart,
} from './draft-parts';
import { AtDraft, type DraftAt, DraftPages } from './draft.page';

/** The pages of a draft that ask for text. Each carries the version it read. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class DraftController {
  constructor(
    private readonly pages: DraftPages,
    private readonly queries: ProposalQueries,
    private readonly maps: MapReader,
    private readonly db: Db,
  ) {}

  @FormPage('occupation')
  async occupation(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    const routes = (await this.maps.current())?.routes ?? [];
    return this.pages.answer(at, sent, occupationPart(routes.map(({ slug, name }) => ({ value: slug, text: name }))));
  }

  @FormPage('profile')
  profile(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    return this.pages.answer(at, sent, profilePart);
  }

  @FormPage('requirements/:key')
  requirement(@AtDraft() at: DraftAt, @Param('key') name: string, @Sent() sent: SentForm): Promise<Answer> {
    const requirement = requirements.find(({ key }) => key === name);
    if (requirement === undefined) throw new NotFound('This requirement');
    return this.pages.answer(at, sent, requirementPart(requirement));
  }

  @FormPage('grounds')
  grounds(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    return this.pages.answer(at, sent, groundsPart);
  }

  @FormPage('option')
  option(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    const standing = async () => (await this.queries.proposal(at.actor, at.id)).basis?.content.title ?? '';
    return this.pages.answer(at, sent, optionPart(standing));
  }

  @FormPage('retirement')
  retirement(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    const isOnMap = async (reference: string) =>
      ((await this.maps.current())?.occupation(reference)?.placement ?? null) !== null;
    return this.pages.answer(at, sent, retirementPart(isOnMap));
  }

  @FormPage('dispensation')
  dispensation(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    return this.pages.answer(
      at,
      sent,
      dispensationPart((period) => this.refuseWrong(period)),
    );
  }

  /** What is wrong with the days, each beside its date. */
  private async refuseWrong(period: Period): Promise<void> {
    const gaps = periodGaps(period, londonDate(await this.db.read().now()));
    if (gaps.length > 0) throw new Refused(gaps.map(({ field, text }) => ({ field: `${field}-day`, text })));
  }
}
