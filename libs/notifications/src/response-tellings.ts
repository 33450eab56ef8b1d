import { aboutInWords, ConsultationQueries, saidOf } from '@app/consultations';
import { formatLondon, paths } from '@app/kernel';
import type { RecordedEvent, Tx } from '@app/platform';
import {
  Appeals,
  askedBy,
  permissions,
  type Receipt,
  responseConfirmed,
  responseLinkAsked,
  responseModerated,
  ResponseLinks,
  ResponseQueries,
  responseReceived,
} from '@app/responses';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Told, TellingTable } from './telling-table';

type Received = Parameters<typeof responseReceived>[1];
type Moderated = Parameters<typeof responseModerated>[1];

/**
 * What respondents are mailed: a link and nothing of what they typed until their address is confirmed, a copy then. Thousands
 * may respond within minutes.
 */
@Injectable()
export class ResponseTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly consultations: ConsultationQueries,
    private readonly responses: ResponseQueries,
    private readonly links: ResponseLinks,
    private readonly appeals: Appeals,
  ) {}

  onModuleInit(): void {
    this.table.on(responseLinkAsked, async (tx, { data, subjectId }) => this.link(tx, subjectId, data.title));
    this.table.onMany(responseReceived, (tx, events) => this.receipts(tx, events));
    this.table.on(responseModerated, (tx, { data, subjectId }) => this.ruling(tx, subjectId, data));
    this.table.on(responseConfirmed, async (tx, { subjectId }) => this.copy(tx, subjectId));
  }

  /** A link to a draft: whoever owns the address may not be who typed it. */
  private async link(tx: Tx, draftId: string, title: string): Promise<Told[]> {
    const draft = await tx.one<{ email: string | null }>('select email from response_draft where id = $1', [draftId]);
    if (draft === null || draft.email === null) return [];
    const [token = ''] = await this.links.make(tx, [draftId], 'continue');
    const lines = [
      'Somebody saved a response with your address. The link opens it, on this device or another, for four weeks and never after the close.',
      'If it was not you, do nothing: it is erased after the close.',
    ];
    return [toAddress(draft.email, `Your unfinished response: ${title}`, lines, paths.responseLink(token))];
  }

  /** For each response whose sender was not erased meanwhile a link to confirm the address; a copy where it is confirmed. */
  private async receipts(tx: Tx, events: readonly RecordedEvent<Received>[]): Promise<Told[][]> {
    const senders = await this.responses.respondents(
      tx,
      events.map(({ subjectId }) => subjectId),
    );
    const open = [...senders.values()].flatMap(({ confirmed, draftId }) => (confirmed || !draftId ? [] : [draftId]));
    const tokens = await this.links.make(tx, open, 'confirm');
    const tokenOf = new Map(open.map((draftId, at) => [draftId, tokens[at] ?? '']));
    const told: Told[][] = [];
    for (const { subjectId, data } of events) {
      const sender = senders.get(subjectId);
      const token = tokenOf.get(sender?.draftId ?? '');
      if (sender === undefined) told.push([]);
      else if (sender.confirmed) told.push(await this.copy(tx, subjectId));
      else told.push(token === undefined ? [] : [confirmation(sender.email, data, token)]);
    }
    return told;
  }

  /** What was left out, to an address that was confirmed, and what another moderator decided: the link says which words, and why. */
  private async ruling(tx: Tx, responseId: string, { reference, after, onAppeal }: Moderated): Promise<Told[]> {
    if (after === 'published' && onAppeal !== true) return [];
    const sender = (await this.responses.respondents(tx, [responseId])).get(responseId);
    if (sender === undefined || !sender.confirmed) return [];
    const said = {
      published: 'One of your texts is published as you sent it.',
      redacted: 'One of your texts is published with something left out.',
      rejected: 'One of your texts is not published.',
    }[after as 'published' | 'redacted' | 'rejected'];
    const lines = [
      `A moderator has read response ${reference}. ${said} What you chose counts whatever becomes of your words.`,
      onAppeal === true
        ? 'This is the decision on your appeal, by another moderator. It stands.'
        : 'The link shows what was left out and why, and lets you ask once that another moderator decides. It works for four weeks.',
    ];
    const path = paths.ownRulings(await this.appeals.link(tx, responseId));
    return [toAddress(sender.email, `What became of your response ${reference}`, lines, path)];
  }

  /** What was answered, to an address that was confirmed, where a copy is wanted. */
  private async copy(tx: Tx, responseId: string): Promise<Told[]> {
    const sender = (await this.responses.respondents(tx, [responseId])).get(responseId);
    if (sender === undefined || !sender.confirmed || !sender.wantsCopy) return [];
    const receipt = await this.responses.copy(tx, responseId);
    if (receipt === null) return [];
    const { title, closesAt } = await this.consultations.consultation(receipt.consultation, tx);
    const until = `You can change or withdraw it until the close, ${formatLondon(closesAt, 'closing')}, from the browser that you sent it with.`;
    const lines = [`This is response ${receipt.reference} to “${title}”.`, ...(await this.lines(tx, receipt)), until];
    const subject = `A copy of your response ${receipt.reference}`;
    const path = paths.consultation(receipt.consultation);
    return [toAddress(sender.email, subject, lines, path)];
  }

  private async lines(
    tx: Tx,
    { consultation, formVersion, about, organisation, permission, answers }: Receipt,
  ): Promise<string[]> {
    const { id, subjects } = await this.consultations.consultation(consultation, tx);
    const form = await this.consultations.form(tx, id, formVersion);
    const names = new Map(subjects.map(({ ref, title }) => [ref, title]));
    const asked = askedBy({ form, subjects, about });
    const said = saidOf(asked, answers, (reference) => names.get(reference) ?? reference).map(
      ({ no, question, blockTitle, words, why }) => {
        const texts = [...words, ...(why === null ? [] : [why])].join('\n');
        return `${no}. ${question}${blockTitle === '' ? '' : `\n${blockTitle}`}\n${texts === '' ? 'Left out' : texts}`;
      },
    );
    const who = [...aboutInWords(about), organisation].filter((word) => word !== '').join(', ');
    return [who, ...said, `How we may use your words: ${permissions[permission]}.`];
  }
}

function confirmation(email: string, { consultation, reference }: Received, token: string): Told {
  const lines = [
    `We have response ${reference} to consultation ${consultation}, with this address. Open the link to confirm that it is yours.`,
    'If you sent nothing, do nothing: we do not write again.',
  ];
  return toAddress(email, `Confirm your address: response ${reference}`, lines, paths.responseLink(token));
}

function toAddress(email: string, subject: string, lines: string[], path: string): Told {
  return { to: [{ id: null, email }], topic: 'receipts', subject, lines, path };
}
