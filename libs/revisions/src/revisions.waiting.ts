import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, formatLondon, holds, paths } from '@app/kernel';
import type { Reader } from '@app/platform';
import { OpenReviews } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EmergencyCorrections } from './emergency.service';
import { RevisionQueries } from './revisions.queries';

type Row = { id: string; no: number; title: string; state: string; scheduledFor: Date | null; drafted: boolean };

/** What waits for administrators; what waits for a procedural review itself does not. */
@Injectable()
export class RevisionsWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly queries: RevisionQueries,
    private readonly emergencies: EmergencyCorrections,
    private readonly reviews: OpenReviews,
  ) {}

  onModuleInit(): void {
    this.waiting.add('revisions', (reader, actor) => this.entries(reader, actor));
  }

  private async entries(reader: Reader, actor: Actor): Promise<WaitingEntry[]> {
    if (!holds(actor, ['administrator'])) return [];
    const rows = await reader.rows<Row>(
      `select r.id, r.no, r.title, r.state, r.scheduled_for as "scheduledFor",
              exists (select 1 from revision_drafter d where d.revision_id = r.id and d.person_id = $1) as drafted
       from revision r where r.state in ('draft', 'awaiting-approval', 'approved', 'stopped') order by r.no limit 100`,
      [actor.id],
    );
    const reviews = await this.reviews.all(reader);
    const agreed = (await this.queries.agreed(reader)).filter((one) => one.reviews.length === 0);
    const waits = (id: string): boolean => reviews.some(({ revisionId }) => revisionId === id);
    const emergencies = await this.emergencies.open(reader);
    return [
      ...emergencies.map(({ id, no, title, approveBy }) => ({
        text: `Approve the emergency correction, map revision ${no}, ${title}`,
        href: paths.revision(id),
        due: approveBy,
      })),
      ...rows.flatMap((row) => (row.state === 'awaiting-approval' && waits(row.id) ? [] : revisionEntry(row))),
      ...agreed.map(({ reference, title }) => ({
        text: `Put ${reference}, ${title}, into a map revision`,
        href: paths.revisions(),
        due: null,
      })),
    ];
  }
}

function revisionEntry({ id, no, title, state, scheduledFor, drafted }: Row): WaitingEntry[] {
  const text = textOf(state, drafted, `map revision ${no}, ${title}`, scheduledFor);
  return text === null ? [] : [{ text, href: paths.revision(id), due: state === 'stopped' ? scheduledFor : null }];
}

function textOf(state: string, drafted: boolean, name: string, scheduledFor: Date | null): string | null {
  if (state === 'stopped') {
    const due = scheduledFor === null ? '' : ` It was due ${formatLondon(scheduledFor, 'datetime')}.`;
    return `See why ${name} was stopped.${due}`;
  }
  if (state === 'awaiting-approval') return drafted ? null : `Approve ${name}`;
  if (state === 'approved') return `Schedule ${name}`;
  return drafted ? `Finish ${name}` : null;
}
