import { Accounts, type PersonLine } from '@app/accounts';
import { formatLondon, paths } from '@app/kernel';
import type { Tx } from '@app/platform';
import {
  chairOfferAnswered,
  chairOffered,
  interestRegistered,
  InterestQueries,
  InvitationQueries,
  invitationAccepted,
  invitationSent,
  isOwner,
  memberLeft,
  memberRemoved,
  requestTakenOver,
  TrailblazerQueries,
} from '@app/trailblazers';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TellingTable, without } from './telling-table';

/** Who is told what about trailblazer groups and the interest of employers. */
@Injectable()
export class GroupTellings implements OnModuleInit {
  constructor(
    private readonly table: TellingTable,
    private readonly accounts: Accounts,
    private readonly trailblazers: TrailblazerQueries,
    private readonly invitations: InvitationQueries,
    private readonly interest: InterestQueries,
  ) {}

  onModuleInit(): void {
    this.invited();
    this.chaired();
    this.left();
    this.table.on(interestRegistered, async (tx, { data, subjectId }) => {
      const contact = await this.interest.contact(tx, subjectId);
      if (contact === null) return [];
      const lines = [
        `Thank you for registering your interest in ${data.title} (${data.key}).`,
        'When there is enough interest to form a trailblazer group, you get an invitation to it by mail.',
      ];
      const path = data.kind === 'occupation' ? paths.occupation(data.key) : paths.invitationToPropose(data.key);
      const to = [{ id: null, email: contact.email }];
      return [{ to, topic: 'receipts', subject: `We received your interest in ${data.title}`, lines, path }];
    });
  }

  private invited(): void {
    this.table.on(invitationSent, async (tx, { data }) => {
      const { email, about, group, standing, expiresAt, path } = await this.invitations.byId(tx, data.invitationId);
      if (standing !== 'open') return [];
      const formed = `A trailblazer group was formed from the interest that you registered in ${about}: ${group}.`;
      const lines = [
        about === null ? `You are invited to the trailblazer group ${group}.` : formed,
        'The page of the invitation says what the group is for.',
        `The invitation can be accepted once, until ${formatLondon(expiresAt, 'datetime')}:`,
      ];
      const to = [{ id: null, email }];
      return [{ to, topic: 'receipts', subject: `An invitation for you: join ${group}`, lines, path }];
    });
    this.table.on(invitationAccepted, async (tx, { data, subjectId }) => {
      const { name } = await this.accounts.person(tx, data.personId);
      const group = await this.trailblazers.name(tx, subjectId);
      const to = without(await this.owners(tx, subjectId), data.personId);
      const lines = [`${name} has accepted the invitation and is in the group now.`];
      return [
        { to, topic: 'groups', subject: `${name} has joined ${group}`, lines, path: paths.trailblazer(subjectId) },
      ];
    });
  }

  private chaired(): void {
    this.table.on(chairOffered, async (tx, { data, subjectId }) => {
      const to = [await this.accounts.person(tx, data.personId)];
      const lines = [`The chair of ${data.name} is offered to you. Say whether you take it:`];
      return [
        {
          to,
          topic: 'receipts',
          subject: `Offer of the chair: ${data.name}`,
          lines,
          path: paths.chairOffer(subjectId),
        },
      ];
    });
    this.table.on(chairOfferAnswered, async (tx, { data, subjectId }) => {
      const path = paths.trailblazer(subjectId);
      const { id, name, email } = await this.accounts.person(tx, data.personId);
      if (data.outcome === 'withdrawn') {
        const lines = [`The chair of ${data.name} is not offered to you any more.`];
        return [{ to: [{ id, name, email }], topic: 'groups', subject: `Offer withdrawn: ${data.name}`, lines, path }];
      }
      if (data.outcome === 'declined') {
        const lines = [`${name} does not take the chair.`];
        return [
          {
            to: await this.owners(tx, subjectId),
            topic: 'groups',
            subject: `Chair declined: ${data.name}`,
            lines,
            path,
          },
        ];
      }
      const to = await this.everybody(tx, subjectId);
      return [
        { to, topic: 'groups', subject: `New chair of ${data.name}`, lines: [`${name} is the chair now.`], path },
      ];
    });
  }

  private left(): void {
    this.table.on(memberLeft, async (tx, { data, subjectId }) => {
      const { name } = await this.accounts.person(tx, data.personId);
      const lines = [`${name} is not in the group any more.`];
      const to = await this.owners(tx, subjectId);
      return [
        { to, topic: 'groups', subject: `${name} has left ${data.name}`, lines, path: paths.trailblazer(subjectId) },
      ];
    });
    this.table.on(requestTakenOver, async (tx, { data, subjectId }) => {
      if (data.before === undefined) return [];
      const [to, { name }] = [
        [await this.accounts.person(tx, data.before)],
        await this.accounts.person(tx, data.personId),
      ];
      const lines = [`${name} prepares from now on what you prepared: ${data.name}. The reason given:`, data.reason];
      const path = paths.trailblazer(subjectId);
      return [{ to, topic: 'receipts', subject: `Taken over: ${data.name}`, lines, path }];
    });
    this.table.on(memberRemoved, async (tx, { data }) => {
      const to = [await this.accounts.person(tx, data.personId)];
      const lines = [`You are not in the trailblazer group ${data.name} any more. The reason given:`, data.reason];
      return [{ to, topic: 'receipts', subject: `You were removed from ${data.name}`, lines, path: paths.dashboard() }];
    });
  }

  private async everybody(tx: Tx, groupId: string): Promise<PersonLine[]> {
    return (await this.trailblazers.people(tx, groupId)).map(({ id, name, email }) => ({ id, name, email }));
  }

  private async owners(tx: Tx, groupId: string): Promise<PersonLine[]> {
    const owners = (await this.trailblazers.people(tx, groupId)).filter(isOwner);
    return owners.map(({ id, name, email }) => ({ id, name, email }));
  }
}
