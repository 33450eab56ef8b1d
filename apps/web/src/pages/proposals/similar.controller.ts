import { longText, type Reason, refuseIf, tooLong, withNamesLike } from '@app/kernel';
import {
  type CloseMatch,
  closeFrom,
  matchKinds,
  matchKindWords,
  type ContentChange,
  type Proposal,
  type ProposalContent,
  ProposalQueries,
} from '@app/proposals';
import { Controller } from '@nestjs/common';
import { z } from 'zod';
import { Can } from '../../http/access';
import type { Answer } from '../../http/answers';
import { version } from '../../http/fields';
import { FormPage, Sent, type SentForm } from '../../http/form-page';
import { AtDraft, type DraftAt, DraftPages, type DraftView } from './draft.page';
import { Readiness } from './readiness';

/** In hundredths: what is less alike than this only shares a common word. */
const worthNaming = 10;
const kind = z.enum(matchKinds);
const text = longText(2000);
const answers = withNamesLike(z.looseObject({ version }), { 'reason-': text });
type Answers = ProposalContent['matchAnswers'];

/** The occupations that come close to the proposed one: the group says what each is to it, and why. */
@Controller('proposals/:id/similar')
@Can('proposal.amend')
export class SimilarController {
  constructor(
    private readonly pages: DraftPages,
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
  ) {}

  @FormPage()
  save(@AtDraft() at: DraftAt, @Sent() sent: SentForm): Promise<Answer> {
    return this.pages.answer(at, sent, {
      schema: answers,
      part: 'the answers to similar occupations',
      change: (given) => this.change(at, given),
      page: (proposal) => this.page(proposal),
    });
  }

  private async change(
    { actor, id }: DraftAt,
    given: Readonly<Record<string, unknown>>,
  ): Promise<ContentChange['change']> {
    const { matches } = await this.readiness.of(await this.queries.proposal(actor, id));
    const found = matches?.found ?? [];
    const said = answersIn(found, given);
    return (content) => {
      const others = content.matchAnswers.filter((one) => !found.some(({ reference }) => reference === one.reference));
      return { ...content, matchAnswers: [...others, ...said] };
    };
  }

  private async page(proposal: Proposal): Promise<DraftView> {
    const fit = await this.readiness.fit(proposal);
    const similar = fit?.similar ?? [];
    const close = similar.filter((one) => one.close);
    return {
      template: 'similar',
      field: 'matchAnswers',
      title: 'Similar occupations, and what they are to it',
      kinds: matchKinds.map((value) => ({ value, text: matchKindWords[value] })),
      from: Math.round(closeFrom * 100),
      edition: fit?.edition ?? null,
      close,
      others: similar.filter((one) => !one.close && one.likeness >= worthNaming),
      fields: close.flatMap((one) => fieldsFor(one, proposal.content.matchAnswers)),
    };
  }
}

function fieldsFor({ reference, title }: { reference: string; title: string }, said: Answers) {
  const found = said.find((one) => one.reference === reference);
  const says = (is: string): string => kind.safeParse(is).data?.replace(/^./, (letter) => letter.toUpperCase()) ?? is;
  return [
    { name: `match-${reference}`, label: title, now: found?.is ?? null, says },
    { name: `reason-${reference}`, label: `Why, about ${title}`, now: found?.reason ?? '' },
  ];
}

/** What was answered; a match may be left for later, but what is chosen needs a reason. @throws Refused */
function answersIn(found: readonly CloseMatch[], given: Readonly<Record<string, unknown>>): Answers {
  const wrong: Reason[] = [];
  const said = found.flatMap(({ reference, title }): Answers => {
    const is = kind.safeParse(given[`match-${reference}`]).data;
    const read = text.safeParse(given[`reason-${reference}`] ?? '');
    const reason = read.data ?? '';
    if (is === undefined && read.success && reason === '') return [];
    if (is === undefined) wrong.push({ field: `match-${reference}`, text: `Choose what ${title} is to yours` });
    if (!read.success) wrong.push({ field: `reason-${reference}`, text: tooLong(2000) });
    else if (reason === '') wrong.push({ field: `reason-${reference}`, text: `Say why, about ${title}` });
    return is === undefined ? [] : [{ reference, is, reason }];
  });
  refuseIf(wrong);
  return said;
}
