import { Accounts } from '@app/accounts';
import { reviewAsked, reviewDecided } from '@app/decisions';
import { paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import { SeatQueries } from '@app/panels';
import {
  AuthorityStore,
  editionFaulty,
  RevisionQueries,
  revisionApprovalRequested,
  revisionApproved,
  revisionOverdue,
  revisionPublished,
  revisionReturned,
  revisionRushed,
  revisionStopped,
} from '@app/revisions';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, type Told, TellingTable, without } from './telling-table';

const mostTexts = 10;

/** Who is told what when something happens to a map revision. */
@Injectable()
export class RevisionTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly revisions: RevisionQueries,
    private readonly authorities: AuthorityStore,
    private readonly seats: SeatQueries,
  ) {}

  onModuleInit(): void {
    this.onReviews();
    const administrators = (tx: Tx) => this.accounts.peopleHolding(tx, 'administrator');
    this.table.on(revisionApprovalRequested, async (tx, { data, actorId, subjectId }) => {
      const lines = [
        `${data.operations} operations wait for the approval of an administrator who drafted none of them.`,
      ];
      const subject = `To approve: map revision ${data.no}, ${data.title}`;
      return [
        {
          to: without(await administrators(tx), actorId),
          topic: 'revisions',
          subject,
          lines,
          path: paths.revision(subjectId),
        },
      ];
    });
    this.table.on(revisionApproved, async (tx, { data, actorId, subjectId }) => {
      const subject = `Approved: map revision ${data.no}, ${data.title}`;
      const lines = ['It can be scheduled now.'];
      return [
        {
          to: without(await administrators(tx), actorId),
          topic: 'revisions',
          subject,
          lines,
          path: paths.revision(subjectId),
        },
      ];
    });
    this.table.on(revisionStopped, async (tx, { data, subjectId }) => {
      const subject = `Stopped: map revision ${data.no}, ${data.title}`;
      const lines = ['It was due and was not published:', data.reason];
      return [{ to: await administrators(tx), topic: 'revisions', subject, lines, path: paths.revision(subjectId) }];
    });
    // Who gives a revision back, or edits it, knows; what Waymark itself gives back nobody would notice.
    this.table.on(revisionReturned, async (tx, { data, actorId, subjectId }) => {
      if (actorId !== null) return [];
      const subject = `Given back: map revision ${data.no}, ${data.title}`;
      const lines = [`It is a draft again, and needs its approval anew: ${data.why}.`];
      return [{ to: await administrators(tx), topic: 'revisions', subject, lines, path: paths.revision(subjectId) }];
    });
    this.table.on(revisionOverdue, async (tx, { data, subjectId }) => {
      const subject = `Overdue: map revision ${data.no}, ${data.title}`;
      const lines = [
        `It was to be published ${data.scheduledFor}, and it was not. Look at the status page: is a worker running?`,
      ];
      return [{ to: await administrators(tx), topic: 'revisions', subject, lines, path: paths.revision(subjectId) }];
    });
    this.table.on(editionFaulty, async (tx, { data }) => {
      const subject = `A fault in edition ${data.no} of the occupational maps`;
      const lines = [
        `It was compared with its operations, and ${data.fault}.`,
        'Something was changed in the database past all rules. Look at the status page, and run `waymark map replay`.',
      ];
      return [{ to: await administrators(tx), topic: 'revisions', subject, lines, path: paths.status() }];
    });
    this.table.on(revisionRushed, async (tx, { data, actorId, subjectId }) => {
      const subject = `Emergency correction: map revision ${data.no}, ${data.title}`;
      const lines = [
        `It is published ${data.after} without an approval: ${data.why}`,
        'An administrator who drafted none of it has to approve it within 5 working days.',
      ];
      const to = without(await administrators(tx), actorId);
      return [{ to, topic: 'revisions', subject, lines, path: paths.revision(subjectId) }];
    });
    this.table.on(revisionPublished, async (tx, { data }) => {
      const officers = await this.accounts.peopleHolding(tx, 'product-manager');
      const people = [...(await administrators(tx)), ...officers];
      const subject = `Edition ${data.edition} of the maps is published`;
      return [
        {
          to: once(people),
          topic: 'publications',
          subject,
          lines: [data.title, data.summary],
          path: paths.mapChanges(),
        },
        ...(data.edition === 1 ? [] : await this.panelsOf(tx, data.edition)),
      ];
    });
  }

  /** Each panel, with its secretary, is told of what an edition changed on its map, and on whose word. */
  private async panelsOf(tx: Tx, edition: number): Promise<Told[]> {
    const panels = await tx.rows<{ id: string; name: string; slug: string; route: string; texts: string[] }>(
      `select p.id, p.name, p.slug, p.route, c.texts from panel p join (
         select key, array_agg(text order by position) as texts
         from edition_change, unnest(about) key where edition_no = $1 group by key) c on c.key = p.route
       order by p.name`,
      [edition],
    );
    // One mail for each person: who sits on two panels reads of both maps in it.
    const mails = new Map<string, { to: Told['to'][number]; panels: (typeof panels)[number][] }>();
    for (const panel of panels) {
      for (const to of await this.seats.people(tx, panel.id)) {
        const mail = mails.get(to.email) ?? { to, panels: [] };
        mails.set(to.email, { to, panels: [...mail.panels, panel] });
      }
    }
    const parts = new Map<string, string[]>();
    for (const panel of panels) parts.set(panel.id, await this.changesOf(panel, edition));
    return [...mails.values()].map(({ to, panels: of }) => ({
      to: [to],
      topic: 'publications',
      subject: `Edition ${edition} changes the map of ${of.map(({ name }) => name).join(' and ')}`,
      lines: of.flatMap(({ id }) => parts.get(id) ?? []),
      path: of.length === 1 ? paths.panel(of[0].slug) : paths.mapChanges(),
    }));
  }

  private async changesOf(
    { name, route, texts }: { name: string; route: string; texts: string[] },
    edition: number,
  ): Promise<string[]> {
    const words = (await this.authorities.inPublic([edition], route)).get(edition) ?? [];
    const more = texts.length - mostTexts;
    return [
      `Edition ${edition} changes the map that ${name} looks after:`,
      ...texts.slice(0, mostTexts).map((text) => `- ${text}`),
      ...(more > 0 ? [`- and ${more} more`] : []),
      `On the authority of: ${words.map(({ text }) => text).join('; ')}`,
    ];
  }

  /** Who drafted and approved a map revision is told when a procedural review of what it holds begins and ends. */
  private onReviews(): void {
    const name = 'notifications.revisions';
    this.table.on(
      reviewAsked,
      (tx, { data }) =>
        this.holders(tx, data, 'Waits for a review', 'It is neither approved nor published before that has ended.'),
      name,
    );
    this.table.on(
      reviewDecided,
      (tx, { data }) => this.holders(tx, data, 'Goes on', 'It was not upheld: the decision stands.'),
      name,
    );
  }

  private async holders(
    tx: Tx,
    about: { proposalId: string; reference: string; title: string; review: string },
    verb: string,
    line: string,
  ): Promise<Told[]> {
    const held = await this.revisions.holding(tx, about.proposalId);
    if (held === null) return [];
    const administrators = await this.accounts.peopleHolding(tx, 'administrator');
    const to = administrators.filter(({ id }) => id !== null && held.people.includes(id));
    const subject = `${verb}: map revision ${held.no}, ${held.title}`;
    const lines = [`It holds ${about.reference}, ${about.title}. Procedural review ${about.review}:`, line];
    return [{ to, topic: 'revisions', subject, lines, path: paths.revision(held.id) }];
  }
}
