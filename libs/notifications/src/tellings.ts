import { Accounts, type PersonLine } from '@app/accounts';
import { formatLondon, paths, routeScope } from '@app/kernel';
import { ballotOpened } from '@app/panels';
import type { Tx } from '@app/platform';
import {
  panelRoutesOf,
  proposalAccepted,
  ProposalQueries,
  proposalPutOnMap,
  proposalRaised,
  proposalReopened,
  proposalReturned,
  proposalSubmitted,
} from '@app/proposals';
import { TrailblazerQueries } from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { once, type Told, TellingTable, without } from './telling-table';

/** Who is told what when something happens to a proposal or a ballot. */
@Injectable()
export class Tellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly trailblazers: TrailblazerQueries,
    private readonly proposals: ProposalQueries,
  ) {}

  onModuleInit(): void {
    this.table.on(proposalSubmitted, async (tx, { data, actorId, subjectId }) => {
      const name = `${data.reference}, ${data.title}`;
      const officers = await this.accounts.peopleHolding(tx, 'product-manager');
      const path = paths.proposal(subjectId);
      const receipt = `You submitted version ${data.version}. The product manager checks it and tells you the next step.`;
      return [
        {
          to: await this.person(tx, actorId),
          topic: 'receipts',
          subject: `We received ${name}`,
          lines: [receipt],
          path,
        },
        {
          to: without(officers, actorId),
          topic: 'casework',
          subject: `Submitted: ${name}`,
          lines: [`Version ${data.version} waits for your check.`],
          path,
        },
      ];
    });
    this.table.on(proposalReturned, async (tx, { data, subjectId }) => {
      const requests = (await this.proposals.changeRequests(tx, subjectId)).filter(({ open }) => open);
      const asked = requests.map(({ text, dueOn }) => `- ${text} (by ${formatLondon(dueOn)})`).join('\n');
      const subject = `Changes asked for: ${data.reference}, ${data.title}`;
      const lines = ['The product manager asks for these changes:', asked, 'Change the proposal and submit it again.'];
      return [
        {
          to: await this.group(tx, data.groupId),
          topic: 'change-requests',
          subject,
          lines,
          path: paths.proposal(subjectId),
        },
      ];
    });
    this.table.on(proposalAccepted, async (tx, { data, subjectId }) => {
      const name = `${data.reference}, ${data.title}`;
      const path = paths.proposal(subjectId);
      if (data.agreed === true) {
        const lines = ['It needs no panel. It goes on the map with one of the next map revisions.'];
        const to = await this.group(tx, data.groupId);
        return [{ to, topic: 'decisions', subject: `Agreed: ${name}`, lines, path }];
      }
      return [
        {
          to: await this.group(tx, data.groupId),
          topic: 'decisions',
          subject: `Accepted for the route panel: ${name}`,
          lines: [
            data.leavesRoute ? 'The panels of both routes consider it next.' : 'The route panel considers it next.',
          ],
          path,
        },
        ...(await this.chairs(tx, name, panelRoutesOf({ route: data.route, leavesRoute: data.leavesRoute ?? null }))),
      ];
    });
    this.table.on(proposalRaised, async (tx, { data, subjectId }) => {
      const subject = `Raised to a ${data.after}: ${data.reference}, ${data.title}`;
      const lines = [`The product manager raised it from a ${data.before}. The reason:`, data.reason];
      const to = await this.group(tx, data.groupId);
      return [{ to, topic: 'decisions', subject, lines, path: paths.proposal(subjectId) }];
    });
    this.table.on(proposalReopened, async (tx, { data, subjectId }) => {
      const subject = `Reopened: ${data.reference}, ${data.title}`;
      const until = formatLondon(new Date(data.lapsesAt), 'datetime');
      const lines = [`You can submit it again until ${until}. The reason:`, data.reason];
      const to = await this.group(tx, data.groupId);
      return [{ to, topic: 'change-requests', subject, lines, path: paths.proposal(subjectId) }];
    });
    this.table.on(ballotOpened, async (tx, { data, subjectId }) => {
      const people = await this.people(
        tx,
        data.electors.filter((id) => !data.recused.includes(id)),
      );
      const lines = [
        `Declare your interests first, then vote until ${formatLondon(new Date(data.closesAt), 'datetime')}.`,
      ];
      return [
        {
          to: people,
          topic: 'ballots',
          subject: `Ballot: ${data.reference}, ${data.title}`,
          lines,
          path: paths.ballot(subjectId),
        },
      ];
    });
    this.table.on(proposalPutOnMap, async (tx, { data }) => {
      const left = data.kind === 'retirement';
      const said = left ? 'has left the map' : `is on the map as ${data.occupationReference}`;
      const lines = [`${data.title} ${said}, with edition ${data.editionNo}.`];
      const subject = `${left ? 'Off the map' : 'On the map'}: ${data.reference}, ${data.title}`;
      return [
        {
          to: await this.group(tx, data.groupId),
          topic: 'decisions',
          subject,
          lines,
          path: paths.occupation(data.occupationReference),
        },
      ];
    });
  }

  /** The chairs of these routes' panels are told that it is before them, one panel after the other. */
  private async chairs(tx: Tx, name: string, routes: readonly string[]): Promise<Told[]> {
    const told: Told[] = [];
    for (const route of routes) {
      const to = await this.accounts.peopleHolding(tx, 'panel-chair', routeScope(route));
      const lines = ['Open a ballot when the panel is ready.'];
      told.push({ to, topic: 'casework', subject: `Before your panel: ${name}`, lines, path: paths.panel(route) });
    }
    return told;
  }

  private async group(tx: Tx, groupId: string): Promise<PersonLine[]> {
    return once((await this.trailblazers.people(tx, groupId)).map(({ id, name, email }) => ({ id, name, email })));
  }

  private async person(tx: Tx, id: string | null): Promise<PersonLine[]> {
    return id === null ? [] : this.people(tx, [id]);
  }

  private async people(tx: Tx, ids: readonly string[]): Promise<PersonLine[]> {
    return tx.rows<PersonLine>(
      'select id, name, email from person where id = any($1::uuid[]) and ended_at is null order by id',
      [ids],
    );
  }
}
