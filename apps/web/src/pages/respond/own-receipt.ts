import { aboutInWords, answerDueOn, ConsultationQueries, type SaidAnswer, saidOf } from '@app/consultations';
import { MapReader } from '@app/occupational-map';
import { Db } from '@app/platform';
import { answersOf, askedBy, permissions, type ResponseDraft, ResponseLinks, ResponseQueries } from '@app/responses';
import { Injectable } from '@nestjs/common';

/** What somebody answered, in words: before it is sent, and as it was sent. */
@Injectable()
export class OwnReceipt {
  constructor(
    private readonly consultations: ConsultationQueries,
    private readonly responses: ResponseQueries,
    private readonly links: ResponseLinks,
    private readonly maps: MapReader,
    private readonly db: Db,
  ) {}

  /** What stands in a draft. */
  async said(draft: ResponseDraft) {
    const nameOf = await this.names();
    const { capacity, organisation = '' } = draft.about;
    const who = capacity === undefined ? [] : aboutInWords({ ...draft.about, capacity });
    return { who, organisation, parts: bySection(saidOf(askedBy(draft), answersOf(draft.answers), nameOf)) };
  }

  /** What was sent from a draft last, with the version of the questions that it answers. */
  async sent(draft: ResponseDraft) {
    const reader = this.db.read();
    const receipt = await this.responses.receipt(reader, draft.id);
    if (receipt === null) throw new Error('Nothing was sent from this draft');
    const consultation = await this.consultations.consultation(draft.reference, reader);
    const form = await this.consultations.form(reader, consultation.id, receipt.formVersion);
    const { about, answers, organisation, permission } = receipt;
    const asked = askedBy({ form, subjects: draft.subjects, about });
    return {
      receipt,
      consultation,
      withdrawn: receipt.withdrawn,
      who: aboutInWords(about),
      organisation,
      permission: permissions[permission],
      parts: bySection(saidOf(asked, answers, await this.names())),
      answerBy: answerDueOn(consultation.closesAt),
      /** Other responses from the same confirmed address: one may be put in the place of the others. */
      others: await this.links.others(draft.id),
    };
  }

  private async names(): Promise<(reference: string) => string> {
    const map = await this.maps.current();
    return (reference) => map?.occupation(reference)?.occupation.title ?? reference;
  }
}

/** Answers one after the other, those of a question with blocks together. */
function bySection(
  said: readonly SaidAnswer[],
): { no: string; question: string; page: number; answers: SaidAnswer[] }[] {
  const parts = new Map<string, { no: string; question: string; page: number; answers: SaidAnswer[] }>();
  for (const one of said) {
    const part = parts.get(one.key) ?? { no: one.no, question: one.question, page: one.page, answers: [] };
    part.answers.push(one);
    parts.set(one.key, part);
  }
  return [...parts.values()].sort((a, b) => a.no.localeCompare(b.no, 'en', { numeric: true }));
}
