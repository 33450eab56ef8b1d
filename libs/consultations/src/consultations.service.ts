import { type Actor, hashOf, NotFound, permit, publicActor, refuse, refuseIf, sha256, Stale } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { isLongEnough, isOnItsWay, kindsOfRequest, Proposal, ProposalQueries, standingOf } from '@app/proposals';
import { Injectable } from '@nestjs/common';
import { Consultation, ConsultationResponse, Respondent, ResponseRuling } from './consultation.entities';
import {
  consultationAnnounced,
  consultationPolicy,
  isOpen,
  moderationStanding,
  newResponseReference,
  type Outcome,
  responseGaps,
  responseModerated,
  responseReceived,
  respondentErased,
  type ResponseText,
  type Ruling,
  rulingGaps,
  saysTheSame,
  textGaps,
  windowGaps,
} from './domain';
import { proposedOf } from './proposed-of';

/** A consultation as the officer asks for it; `opensAt` null opens it at once. */
export type ConsultationOrder = {
  proposalId: string;
  title: string;
  introduction: string;
  opensAt: Date | null;
  closesAt: Date;
  key: string;
};

/** What somebody sends: the response, and who they are. */
export type ResponseOrder = ResponseText & { name: string; email: string; key: string };

/** The verbs on consultations: announcing one, responding without an account, moderating, erasing who responded. */
@Injectable()
export class Consultations {
  constructor(
    private readonly db: Db,
    private readonly proposals: ProposalQueries,
  ) {}

  /** Announces a consultation on the version of a proposal that was submitted last. @returns its reference */
  async announce(actor: Actor, order: ConsultationOrder): Promise<string> {
    return this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'create', null);
      await alone(tx, order.key);
      const [before] = await tx.find(Consultation, { creationKey: order.key });
      if (before !== undefined) return before.reference;
      const now = await tx.now();
      const window = { opensAt: order.opensAt ?? now, closesAt: order.closesAt };
      refuseIf([...textGaps(order), ...windowGaps(window, now)]);
      await this.refuseTooShort(tx, order.proposalId, window);
      const consultation = await this.store(tx, actor, order, window, now);
      const { id, reference, title, subjectKind, subjectId, subjectVersionId } = consultation;
      const facts = { reference, title, subjectKind, subjectId, subjectVersionId };
      const times = { opensAt: window.opensAt.toISOString(), closesAt: window.closesAt.toISOString() };
      await tx.record(
        actor,
        consultationAnnounced(id, { ...facts, ...times, proposedHash: hashOf(consultation.proposed) }),
      );
      return reference;
    });
  }

  /** Takes a response of anybody. The key makes the same form sent twice one response. @returns its reference */
  async respond(consultationReference: string, order: ResponseOrder): Promise<string> {
    return this.db.write(async (tx) => {
      await alone(tx, order.key);
      const [consultation] = await tx.find(Consultation, { reference: consultationReference });
      if (consultation === undefined) throw new NotFound('This consultation');
      const [before] = await tx.find(ConsultationResponse, { key: order.key });
      if (before !== undefined) {
        if (saysTheSame(before, order)) return before.reference;
        throw new Stale(
          `You sent this form already, as ${before.reference}. Start a new response to say something else`,
        );
      }
      const now = await tx.now();
      if (!isOpen(consultation, now)) refuse('This consultation is not open: your response was not stored');
      refuseIf(responseGaps(order));
      const { name, email, ...response } = order;
      const row = Object.assign(new ConsultationResponse(), response, { consultationId: consultation.id });
      row.reference = newResponseReference();
      await tx.insert(row);
      await tx.insert(Object.assign(new Respondent(), { responseId: row.id, name, email }));
      const facts = { reference: row.reference, consultationId: consultation.id, consultation: consultation.reference };
      const { consentToPublish } = row;
      await tx.record(
        publicActor,
        responseReceived(row.id, { ...facts, consentToPublish, contentHash: hashOf(response) }),
      );
      return row.reference;
    });
  }

  /** A moderator publishes, publishes redacted, or rejects; `seen` is how many rulings stood on the page they read. */
  async moderate(actor: Actor, responseId: string, ruling: Ruling, seen: number): Promise<void> {
    await this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'moderate', null);
      await alone(tx, responseId);
      const response = await tx.get(ConsultationResponse, responseId);
      const rulings = await tx.find(ResponseRuling, { responseId });
      const latest = rulings.sort((a, b) => b.no - a.no)[0];
      if (rulings.length !== seen) throw new Stale('Another moderator has decided on this response meanwhile');
      const { text, consentToPublish } = response;
      refuseIf(rulingGaps(ruling, { text, consentToPublish, rulings: rulings.length }));
      const row = Object.assign(new ResponseRuling(), { responseId, no: rulings.length + 1, outcome: ruling.outcome });
      row.reason = ruling.reason;
      row.publishedText = publishedTextOf(ruling, text);
      row.ruledBy = actor.id ?? refuse('Only a person moderates');
      await tx.insert(row);
      await tx.record(
        actor,
        responseModerated(responseId, await this.ruled(tx, response, row, latest?.outcome ?? null)),
      );
    });
  }

  /** Erases who sent a response; the response itself, which is not personal, stands. */
  async erase(actor: Actor, responseId: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(consultationPolicy, actor, 'moderate', null);
      const { reference } = await tx.get(ConsultationResponse, responseId);
      await tx.rows('delete from respondent where response_id = $1', [responseId]);
      await tx.record(actor, respondentErased(responseId, { reference }));
    });
  }

  /** What the kind of request asks for at least: a shorter consultation would count for nothing. */
  private async refuseTooShort(tx: Tx, proposalId: string, window: { opensAt: Date; closesAt: Date }): Promise<void> {
    const { kind } = await this.proposals.summary(tx, proposalId);
    if (isLongEnough(kind, window)) return;
    const { consultationWeeks, inWords } = kindsOfRequest[kind];
    refuse(`A consultation on ${inWords} is open for at least ${consultationWeeks} weeks`, 'closes');
  }

  private async store(
    tx: Tx,
    actor: Actor,
    order: ConsultationOrder,
    window: { opensAt: Date; closesAt: Date },
    now: Date,
  ): Promise<Consultation> {
    const proposal = await tx.lock(Proposal, order.proposalId);
    const version = await this.proposals.latestVersion(tx, order.proposalId);
    if (version === null) refuse('This proposal was never submitted');
    if (!isOnItsWay(proposal, standingOf(proposal, now))) {
      refuse(`${proposal.reference} is not considered any more: there is nothing to ask about`);
    }
    const row = await tx.one<{ no: number }>(`select nextval('consultation_reference')::int as no`);
    const consultation = Object.assign(new Consultation(), window);
    consultation.reference = `C${String(row?.no ?? 0).padStart(4, '0')}`;
    consultation.title = order.title;
    consultation.introduction = order.introduction;
    consultation.subjectKind = 'proposal';
    consultation.subjectId = order.proposalId;
    consultation.subjectVersionId = version.id;
    consultation.proposed = proposedOf(proposal.kind, version.content);
    consultation.createdBy = actor.id ?? refuse('Only a person announces a consultation');
    consultation.creationKey = order.key;
    return tx.insert(consultation);
  }

  private async ruled(tx: Tx, response: ConsultationResponse, row: ResponseRuling, before: Outcome | null) {
    const { reference } = await tx.get(Consultation, response.consultationId);
    return {
      reference: response.reference,
      consultation: reference,
      no: row.no,
      before: moderationStanding(true, before),
      after: moderationStanding(true, row.outcome),
      reason: row.reason,
      publishedTextHash: row.publishedText === null ? null : sha256(row.publishedText),
    };
  }
}

/** One at a time for the same form or response: their rows are never updated, so there is no row to lock. */
async function alone(tx: Tx, what: string): Promise<void> {
  await tx.rows('select pg_advisory_xact_lock(hashtextextended($1, 5))', [what]);
}

/** What is published is a text of its own, also where it says the same: nothing falls back on the original. */
function publishedTextOf({ outcome, publishedText }: Ruling, original: string): string | null {
  if (outcome === 'rejected') return null;
  return outcome === 'redacted' ? publishedText.trim() : original;
}
