import { randomBytes } from 'node:crypto';
import { ConsultationQueries } from '@app/consultations';
import { type Actor, newId, NotFound, permit, refuse, refuseIf, sha256 } from '@app/kernel';
import { Db, type FileFacts, FileIntake, type GivenFile, type Reader, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CameBy, entryGaps, paperTakenIn, responsePolicy } from './domain';

/** What is said of what came. The id comes from the form: sent twice, it is one. */
export type EntryOrder = { id: string; cameBy: CameBy; cameOn: string };

/**
 * What came on paper or by mail, entered by staff for whoever sent it: the scan first, then a draft like every other, on the
 * pages that everybody has. What came in time may be entered some days after the close.
 */
@Injectable()
export class PaperResponses implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly intake: FileIntake,
    private readonly consultations: ConsultationQueries,
  ) {}

  onModuleInit(): void {
    this.intake.namedBy('response_entry', 'file_sha256');
  }

  /** Takes in what came, with its scan. What can be refused without the file is refused before it is read. @returns what opens its draft */
  async takeIn(actor: Actor, reference: string, order: EntryOrder, given: GivenFile): Promise<string> {
    if (await this.isKnown(this.db.read(), actor, reference, order)) return this.goOn(actor, reference, order.id);
    await this.intake.take(given, (scan, keep) =>
      this.db.write((tx) => this.keep(tx, actor, reference, { order, scan, keep })),
    );
    return this.goOn(actor, reference, order.id);
  }

  /** Opens the draft of what came for this officer; whatever opened it before opens it no more. @throws NotFound where it is erased */
  async goOn(actor: Actor, reference: string, entryId: string): Promise<string> {
    const token = randomBytes(24).toString('base64url');
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'enter', null);
      const opened = await tx.one<{ id: string }>(
        `select d.id from response_draft d join consultation c on c.id = d.consultation_id
         where d.entry_id = $1 and c.reference = $2 for update of d`,
        [entryId, reference],
      );
      if (opened === null) throw new NotFound('The draft of this response');
      await tx.rows('update response_draft set token_hash = $2 where id = $1', [opened.id, sha256(token)]);
    });
    return token;
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    reference: string,
    { order, scan, keep }: { order: EntryOrder; scan: FileFacts; keep: (tx: Tx) => Promise<void> },
  ): Promise<void> {
    if (await this.isKnown(tx, actor, reference, order)) return;
    const { id: consultationId, formVersion } = await this.consultations.consultation(reference, tx);
    await keep(tx);
    await tx.rows(
      `insert into response_entry (id, consultation_id, came_by, came_on, file_name, file_kind, file_size, file_sha256,
         entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, waymark_now())`,
      [
        ...[order.id, consultationId, order.cameBy, order.cameOn],
        ...[scan.name, scan.kind, scan.size, scan.sha256, actor.id],
      ],
    );
    await tx.rows(
      'insert into response_draft (id, consultation_id, token_hash, form_version, entry_id) values ($1, $2, $3, $4, $5)',
      [newId(), consultationId, sha256(newId()), formVersion, order.id],
    );
    const { cameBy, cameOn } = order;
    await tx.record(actor, paperTakenIn(order.id, { consultation: reference, cameBy, cameOn, sha256: scan.sha256 }));
  }

  /** Whether this very form has been taken before; else throws unless what came may be entered. */
  private async isKnown(reader: Reader, actor: Actor, reference: string, order: EntryOrder): Promise<boolean> {
    permit(responsePolicy, actor, 'enter', null);
    const consultation = await this.consultations.consultation(reference, reader);
    const before = await reader.one<{ about: string }>(
      'select consultation_id as about from response_entry where id = $1',
      [order.id],
    );
    if (before?.about === consultation.id) return true;
    if (before !== null) refuse('This form belongs to another consultation: load the page again');
    refuseIf(entryGaps(order.cameOn, consultation, await reader.now()));
    return false;
  }
}
