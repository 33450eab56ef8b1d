import { type WaitingEntry, WaitingList } from '@app/accounts';
import { type Actor, paths } from '@app/kernel';
import { type Reader, Sweeps } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InvitationLinks } from './invitation-links';

/** What waits for people of trailblazer groups, and for those who are invited to one. */
@Injectable()
export class TrailblazersWaiting implements OnModuleInit {
  constructor(
    private readonly waiting: WaitingList,
    private readonly sweeps: Sweeps,
    private readonly links: InvitationLinks,
  ) {}

  onModuleInit(): void {
    this.waiting.add('group-invitations', (reader, actor) => this.invitations(reader, actor));
    this.waiting.add('chair-offers', (reader, actor) => this.offers(reader, actor));
    this.sweeps.due('group-invitations', async (reader) => {
      const row = await reader.one<{ due: Date | null }>(
        `select min(expires_at) as due from group_invitation
         where accepted_at is null and withdrawn_at is null and expires_at > waymark_now()`,
      );
      return row?.due ?? null;
    });
  }

  private async invitations(reader: Reader, { id }: Actor): Promise<WaitingEntry[]> {
    const rows = await reader.rows<{ id: string; group: string; due: Date }>(
      `select i.id, g.name as "group", i.expires_at as due
       from person p join group_invitation i on i.email_normal = p.email_normal join trailblazer_group g on g.id = i.group_id
       where p.id = $1 and i.accepted_at is null and i.withdrawn_at is null and i.expires_at > waymark_now()
       order by i.expires_at limit 50`,
      [id],
    );
    return rows.map((row) => ({
      text: `An invitation for you: join ${row.group}`,
      href: paths.joinGroup(this.links.token(row.id)),
      due: row.due,
    }));
  }

  private async offers(reader: Reader, { id }: Actor): Promise<WaitingEntry[]> {
    const rows = await reader.rows<{ groupId: string; group: string }>(
      `select g.id as "groupId", g.name as "group" from chair_offer o join trailblazer_group g on g.id = o.group_id
       where o.person_id = $1 and o.outcome is null order by o.offered_at limit 50`,
      [id],
    );
    return rows.map(({ groupId, group }) => ({
      text: `Offer of the chair: ${group}`,
      href: paths.chairOffer(groupId),
      due: null,
    }));
  }
}
