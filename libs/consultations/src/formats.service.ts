import { type Actor, NotFound, permit, refuse, refuseIf } from '@app/kernel';
import { Db, type FileFacts, FileIntake, type GivenFile, type Reader, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConsultationQueries } from './consultations.queries';
import { type FormatKind, formatChanged, formatGaps } from './domain';
import { consultationPolicy } from './domain/policy';

/** A file beside a consultation, as its page lists it. */
export type FormatFile = FileFacts & { id: string; format: FormatKind; title: string };

/** What is said of a file. The id comes from the form: sent twice, it is one. */
type FormatOrder = { id: string; format: FormatKind; title: string };

const columns = `id, format, title, file_name as name, file_kind as kind, file_size as size, file_sha256 as sha256`;

/** What is consulted on in other formats: files that officers put beside a consultation, and everybody can open. */
@Injectable()
export class OtherFormats implements OnModuleInit {
  constructor(
    private readonly db: Db,
    private readonly intake: FileIntake,
    private readonly consultations: ConsultationQueries,
  ) {}

  onModuleInit(): void {
    this.intake.namedBy('consultation_file', 'file_sha256');
  }

  /** The files beside a consultation, in the order in which they came. */
  list(consultationId: string, reader: Reader = this.db.read()): Promise<FormatFile[]> {
    return reader.rows<FormatFile>(
      `select ${columns} from consultation_file where consultation_id = $1 and removed_at is null order by id limit 50`,
      [consultationId],
    );
  }

  /** One of them. @throws NotFound for none, and for one that was taken away */
  async file(reference: string, id: string): Promise<FormatFile> {
    const consultation = await this.consultations.consultation(reference);
    const found = (await this.list(consultation.id)).find((one) => one.id === id);
    if (found === undefined) throw new NotFound('This file');
    return found;
  }

  /** Puts a file beside a consultation. What can be refused without the file is refused before it is read. */
  async add(actor: Actor, reference: string, order: FormatOrder, given: GivenFile): Promise<void> {
    permit(consultationPolicy, actor, 'run', null);
    refuseIf(formatGaps((await this.consultations.consultation(reference)).standing));
    await this.intake.take(given, (file, keep) =>
      this.db.write((tx) => this.keep(tx, actor, reference, { ...order, ...file, keep })),
    );
  }

  /** Takes a file away: nobody can open it any more; that it stood there is kept. */
  async remove(actor: Actor, reference: string, id: string): Promise<void> {
    permit(consultationPolicy, actor, 'run', null);
    await this.db.write(async (tx) => {
      const consultation = await this.consultations.consultation(reference, tx);
      const [found] = await tx.rows<{ format: string; title: string; sha256: string }>(
        `with gone as (
           update consultation_file set removed_by = $3, removed_at = waymark_now()
           where id = $1 and consultation_id = $2 and removed_at is null returning format, title, file_sha256)
         select format, title, file_sha256 as sha256 from gone`,
        [id, consultation.id, actor.id],
      );
      if (found !== undefined) {
        await tx.record(actor, formatChanged(consultation.id, { reference, act: 'removed', ...found }));
      }
    });
  }

  private async keep(
    tx: Tx,
    actor: Actor,
    reference: string,
    { id, format, title, keep, ...file }: FormatOrder & FileFacts & { keep: (tx: Tx) => Promise<void> },
  ): Promise<void> {
    const { name, kind, size, sha256 } = file;
    const consultation = await this.consultations.consultation(reference, tx);
    refuseIf(formatGaps(consultation.standing));
    const before = await tx.one<{ about: string }>(
      'select consultation_id as about from consultation_file where id = $1',
      [id],
    );
    if (before?.about === consultation.id) return;
    if (before !== null) refuse('This form belongs to another consultation: load the page again');
    await keep(tx);
    await tx.rows(
      `insert into consultation_file (id, consultation_id, format, title, file_name, file_kind, file_size, file_sha256, added_by, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, waymark_now())`,
      [id, consultation.id, format, title, name, kind, size, sha256, actor.id],
    );
    await tx.record(actor, formatChanged(consultation.id, { reference, act: 'added', format, title, sha256 }));
  }
}
