import type { Reader } from '@app/platform';
import { RevisionRehearsal } from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';

/** Tells a rehearsal which consultations and comments stand on what a map revision changes, so that none is orphaned unseen. */
@Injectable()
export class ConsultationsRehearsal implements OnModuleInit {
  constructor(private readonly rehearsal: RevisionRehearsal) {}

  onModuleInit(): void {
    this.rehearsal.ask('consultations', async (reader, about) => {
      const count = await this.notClosed(reader, about);
      const subject = count === 1 ? 'consultation that has not closed is' : 'consultations that have not closed are';
      return { count, text: `${count} ${subject} about an occupation that changes` };
    });
    this.rehearsal.ask('comments', async (reader, about) => {
      const count = await this.published(reader, about);
      const subject = count === 1 ? 'published response was' : 'published responses were';
      return { count, text: `${count} ${subject} given on an occupation that changes` };
    });
  }

  private notClosed(reader: Reader, about: readonly string[]): Promise<number> {
    return counted(reader, `consultation c where c.closes_at > waymark_now() and ${isAbout}`, about);
  }

  private published(reader: Reader, about: readonly string[]): Promise<number> {
    const joined = 'published_response r join consultation c on c.id = r.consultation_id';
    return counted(reader, `${joined} where ${isAbout}`, about);
  }
}

/** A consultation is about the occupation that its proposal became. */
const isAbout = `c.subject_kind = 'proposal' and exists (
  select 1 from proposal p where p.id = c.subject_id and p.occupation_reference = any($1))`;

async function counted(reader: Reader, from: string, about: readonly string[]): Promise<number> {
  const row = await reader.one<{ count: number }>(`select count(*)::int as count from ${from}`, [[...about]]);
  return row?.count ?? 0;
}
