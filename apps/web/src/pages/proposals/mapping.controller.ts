import { inCodeOrder, type ProposalContent } from '@app/proposals';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../../http/access';
import type { Answer } from '../../http/answers';
import { version } from '../../http/fields';
import { FormPage, Sent, type SentForm } from '../../http/form-page';
import { AtDraft, type DraftAt, type DraftPart, DraftPages } from './draft.page';

const mapping = z.looseObject({ version });

/** Which duty needs which knowledge, skills and behaviours: a list of checkboxes for each duty. */
@Controller('proposals/:id')
@Can('proposal.amend')
export class MappingController {
  constructor(private readonly pages: DraftPages) {}

  @FormPage('mapping')
  map(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    return this.pages.answer(at, sent, mappingPart);
  }
}

const mappingPart: DraftPart<typeof mapping> = {
  schema: mapping,
  part: 'the mapping',
  rests: ['duties', 'ksbs'],
  change: (given) => (content) => withMapping(content, given),
  page: ({ content }) => {
    const duties = inCodeOrder(content.duties);
    const fields = duties.map((duty) => ({ name: duty.code, label: `${duty.code} needs`, now: duty.ksbs }));
    const ksbs = inCodeOrder(content.ksbs);
    return { template: 'mapping', field: 'mapping', title: 'Which duty needs what', duties, ksbs, fields };
  },
};

function withMapping(content: ProposalContent, given: Readonly<Record<string, unknown>>): ProposalContent {
  const known = new Set(content.ksbs.map(({ code }) => code));
  const chosen = (code: string): string[] =>
    [given[code] ?? []]
      .flat()
      .map(String)
      .filter((one) => known.has(one));
  return { ...content, duties: content.duties.map((duty) => ({ ...duty, ksbs: chosen(duty.code) })) };
}
