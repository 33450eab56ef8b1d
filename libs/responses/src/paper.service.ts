import { randomBytes } from 'node:crypto';
import { ConsultationQueries } from '@app/consultations';
import { type Actor, newId, NotFound, permit, refuse, refuseIf, sha256 } from '@app/kernel';
import {
  cleanFileName,
  Db,
  type FileKind,
  FileOrphans,
  FileStore,
  type Incoming,
  kindOfFile,
  type Reader,
  type Tx,
  VirusScanner,
} from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CameBy, entryGaps, paperTakenIn, responsePolicy } from './domain';

/** What is said of what came. The id comes from the form: sent twice, it is one. */
export type EntryOrder = { id: string; cameBy: CameBy; cameOn: string };

/** The scan on its way in: the name that it was given, and its bytes, not read yet. */
type GivenScan = { name: string; content: AsyncIterable<Buffer> };
type Scan = { name: string; kind: FileKind; size: number; sha256: string };

/**
 * What came on paper or by mail, entered by staff for whoever sent it: the scan first, then a draft like every other, on the
 * pages that everybody has. What came in time may be entered some days after the close.
 */
@Injectable()
export class PaperResponses implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly store: FileStore,
    private readonly scanner: VirusScanner,
    private readonly orphans: FileOrphans,
    private readonly consultations: ConsultationQueries,
  ) {}

  onModuleInit(): void {
    this.orphans.add(async (reader, hashes) => {
      const rows = await reader.rows<{ sha256: string }>(
        'select distinct file_sha256 as sha256 from response_entry where file_sha256 = any($1::text[])',
        [hashes],
      );
      return rows.map(({ sha256: hash }) => hash);
    });
  }

  /** Takes in what came, with its scan. What can be refused without the file is refused before it is read. @returns what opens its draft */
  async takeIn(actor: Actor, reference: string, order: EntryOrder, given: GivenScan): Promise<string> {
    if (await this.isKnown(this.db.read(), actor, reference, order)) return this.goOn(actor, reference, order.id);
    const incoming = await this.store.receive(given.content);
    try {
      const kind = await kindOfFile(given.name, await this.store.bytesOf(incoming));
      await this.scanner.scan(incoming);
      await this.store.prepare(incoming);
      const { sha256: hash, size } = incoming;
      const scan = { name: cleanFileName(given.name, kind), kind, sha256: hash, size };
      await this.db.write((tx) => this.keep(tx, actor, reference, { order, scan, incoming }));
    } finally {
      await this.store.discard(incoming);
    }
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
    { order, scan, incoming }: { order: EntryOrder; scan: Scan; incoming: Incoming },
  ): Promise<void> {
    if (await this.isKnown(tx, actor, reference, order)) return;
    const { id: consultationId, formVersion } = await this.consultations.consultation(reference, tx);
    await this.store.keep(tx, incoming);
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
