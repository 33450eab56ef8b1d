import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, formatLondon, holds, paths } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { OpenReviews, ProposalQueries } from '@app/proposals';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { OverdueAlarm } from './alarm.service';
import { EmergencyCorrections } from './emergency.service';
import { RevisionPublication } from './publication.service';

type Row = { id: string; no: number; title: string; state: string; scheduledFor: Date | null; drafted: boolean };

/** The sweep that publishes what is due, and what waits for administrators. */
@Injectable()
export class RevisionJobs implements OnModuleInit {
  constructor(
    private readonly sweeps: Sweeps,
    private readonly publication: RevisionPublication,
    private readonly waiting: WaitingList,
    private readonly proposals: ProposalQueries,
    private readonly alarm: OverdueAlarm,
    private readonly emergencies: EmergencyCorrections,
    private readonly reviews: OpenReviews,
  ) {}

  onModuleInit(): void {
    this.sweeps.every(5, 'revisions.publish', () => this.publication.publishDue());
    this.sweeps.every(30, 'revisions.watch', () => this.alarm.raise());
    this.sweeps.due('revisions', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(scheduled_for) as due from revision where state = 'scheduled' and scheduled_for > waymark_now()`,
      );
      return row?.due ?? null;
    });
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
    const agreed = (await this.proposals.agreedNotOnMap(reader)).filter(
      ({ id }) => !reviews.some(({ proposalId }) => proposalId === id),
    );
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
