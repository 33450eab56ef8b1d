import { type Actor, longText, type Reason, refuseIf, tooLong } from '@app/kernel';
import {
  type CloseMatch,
  closeFrom,
  matchKinds,
  matchKindWords,
  type ProposalContent,
  ProposalQueries,
  Proposals,
} from '@app/proposals';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { Can, CurrentActor } from '../../http/access';
import { type Answer, redirect } from '../../http/answers';
import { Carried } from '../../http/asked';
import { answer, Form } from '../../http/forms';
import { afterSaving, draftPage } from './draft.page';
import { Readiness } from './readiness';

const answers = z.looseObject({ version: z.coerce.number().int() });
/** In hundredths: what is less alike than this only shares a common word. */
const worthNaming = 10;
const kind = z.enum(matchKinds);
const text = longText(2000);
type Answers = ProposalContent['matchAnswers'];

/** The occupations that come close to the proposed one: the group says what each is to it, and why. */
@Controller('proposals/:id/similar')
@Can('proposal.amend')
export class SimilarController {
  constructor(
    private readonly proposals: Proposals,
    private readonly queries: ProposalQueries,
    private readonly readiness: Readiness,
  ) {}

  @Get()
  async form(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<Answer> {
    const { content, version } = await this.queries.proposal(actor, id);
    const values = content.matchAnswers.flatMap(({ reference, is, reason }): [string, string][] => [
      [`match-${reference}`, is],
      [`reason-${reference}`, reason],
    ]);
    return this.show(actor, id, new Form({ ...Object.fromEntries(values), version }));
  }

  @Post()
  async save(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Carried('back') back: unknown,
    @Body() body: unknown,
  ): Promise<Answer> {
    return answer(
      body,
      answers,
      async ({ version, ...given }) => {
        const { matches } = await this.readiness.of(await this.queries.proposal(actor, id));
        const found = matches?.found ?? [];
        const said = answersIn(found, given);
        const change = (content: ProposalContent): ProposalContent => {
          const others = content.matchAnswers.filter(
            (one) => !found.some(({ reference }) => reference === one.reference),
          );
          return { ...content, matchAnswers: [...others, ...said] };
        };
        await this.proposals.amend(actor, id, version, { part: 'the answers to similar occupations', change });
        return redirect(afterSaving(id, back));
      },
      (form) => this.show(actor, id, form),
    );
  }

  private async show(actor: Actor, id: string, form: Form): Promise<Answer> {
    return draftPage(this.queries, { actor, id, form }, async (proposal) => {
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
    });
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
