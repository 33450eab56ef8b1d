import { Accounts } from '@app/accounts';
import {
  aboutInWords,
  ConsultationQueries,
  draftAgreementAsked,
  draftSentBack,
  saidOf,
  consultationAnnounced,
} from '@app/consultations';
import { formatLondon, paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import {
  askedBy,
  permissions,
  type Receipt,
  responseConfirmed,
  responseLinkAsked,
  ResponseLinks,
  ResponseQueries,
  responseReceived,
} from '@app/responses';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type Told, TellingTable } from './telling-table';

/** Who is told what about consultations: the second person, who prepared one, who answered, who moderates. */
@Injectable()
export class ConsultationTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly consultations: ConsultationQueries,
    private readonly responses: ResponseQueries,
    private readonly links: ResponseLinks,
  ) {}

  onModuleInit(): void {
    this.drafts();
    this.table.on(responseLinkAsked, async (tx, { data, subjectId }) => this.link(tx, subjectId, data));
    this.table.on(responseReceived, async (tx, { data, subjectId }) => this.receipt(tx, subjectId, data));
    this.table.on(responseConfirmed, async (tx, { subjectId }) => this.copy(tx, subjectId));
    this.table.on(
      responseReceived,
      async (tx, { data }) => {
        const lines = [`Texts of ${data.reference} on consultation ${data.consultation} wait for a moderator.`];
        const to = data.hasTexts ? await this.accounts.peopleHolding(tx, 'moderator') : [];
        return [{ to, topic: 'moderation', subject: 'A response to moderate', lines, path: paths.moderation() }];
      },
      'notifications.moderators',
    );
  }

  private drafts(): void {
    this.table.on(draftAgreementAsked, async (tx, { data, actorId, subjectId }) => {
      const officers = await this.accounts.peopleHolding(tx, 'product-manager');
      const administrators = await this.accounts.peopleHolding(tx, 'administrator');
      const people = new Map([...officers, ...administrators].map((person) => [person.id, person]));
      const to = [...people.values()].filter(({ id }) => !data.authors.includes(id) && id !== actorId);
      const lines = [
        `Draft ${data.version} waits for a second person. Read it as the public will, and agree or send it back.`,
      ];
      const path = paths.consultationDraft(subjectId);
      return [{ to, topic: 'casework', subject: `Agree to a consultation: ${data.title}`, lines, path }];
    });
    this.table.on(draftSentBack, async (tx, { data, subjectId }) => {
      const to = await this.people(tx, data.authors);
      const lines = ['It was sent back. The reason:', data.why];
      const path = paths.consultationDraft(subjectId);
      return [{ to, topic: 'casework', subject: `Sent back: ${data.title}`, lines, path }];
    });
    this.table.on(consultationAnnounced, async (tx, { data, actorId }) => {
      const { createdBy } = await this.consultations.consultation(data.reference, tx);
      const to = createdBy === actorId ? [] : await this.people(tx, [createdBy]);
      const opens = formatLondon(new Date(data.opensAt), 'datetime');
      const lines = [
        `A second person agreed. It opens on ${opens}, and closes on ${formatLondon(new Date(data.closesAt), 'closing')}.`,
      ];
      const path = paths.consultation(data.reference);
      return [{ to, topic: 'casework', subject: `Announced as ${data.reference}: ${data.title}`, lines, path }];
    });
  }

  /** A link to a draft, and nothing of what was typed: whoever owns the address may not be who typed it. */
  private async link(tx: Tx, draftId: string, data: { title: string; purpose: string }): Promise<Told[]> {
    const draft = await tx.one<{ email: string | null }>('select email from response_draft where id = $1', [draftId]);
    if (draft?.email == null) return [];
    const token = await this.links.make(tx, draftId, 'continue');
    const subject = `Your unfinished response: ${data.title}`;
    const lines = [
      'Somebody saved a response with your address. The link opens it, on this device or another, for four weeks and never after the close.',
      'If it was not you, do nothing: it is erased after the close.',
    ];
    return [
      { to: [{ id: null, email: draft.email }], topic: 'receipts', subject, lines, path: paths.responseLink(token) },
    ];
  }

  private async receipt(
    tx: Tx,
    responseId: string,
    data: { reference: string; title: string; consultation: string },
  ): Promise<Told[]> {
    const sender = await this.responses.respondent(tx, responseId);
    if (sender === null) return [];
    if (sender.confirmed) return this.copy(tx, responseId);
    if (sender.draftId === null) return [];
    const token = await this.links.make(tx, sender.draftId, 'confirm');
    const subject = `Confirm your address: response ${data.reference}`;
    const lines = [
      `We have response ${data.reference} to consultation ${data.consultation}, with this address. Open the link to confirm that it is yours.`,
      'If you sent nothing, do nothing: we do not write again.',
    ];
    return [
      { to: [{ id: null, email: sender.email }], topic: 'receipts', subject, lines, path: paths.responseLink(token) },
    ];
  }

  /** What was answered, to an address that was confirmed, where a copy is wanted. */
  private async copy(tx: Tx, responseId: string): Promise<Told[]> {
    const sender = await this.responses.respondent(tx, responseId);
    const receipt = await this.responses.copy(tx, responseId);
    if (sender === null || receipt === null || !sender.confirmed || !sender.wantsCopy) return [];
    const { title, closesAt } = await this.consultations.consultation(receipt.consultation, tx);
    const until = `You can change or withdraw it until the close, ${formatLondon(closesAt, 'closing')}, from the browser that you sent it with.`;
    const lines = [`This is response ${receipt.reference} to “${title}”.`, ...(await this.lines(tx, receipt)), until];
    const subject = `A copy of your response ${receipt.reference}`;
    const path = paths.consultation(receipt.consultation);
    return [{ to: [{ id: null, email: sender.email }], topic: 'receipts', subject, lines, path }];
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

  private async people(tx: Tx, ids: readonly string[]) {
    return tx.rows<{ id: string; name: string; email: string }>(
      'select id, name, email from person where id = any($1::uuid[]) and ended_at is null order by id',
      [ids],
    );
  }
}
