import { formatLondon, paths } from '@app/kernel';
import { editionPublished, MapReader } from '@app/occupational-map';
import { Reactions, type RecordedEvent, type Tx } from '@app/platform';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { followAsked, type Followed } from './domain/following';
import { FollowLinks } from './follow-links';
import type { Follower } from './following.service';
import { type Caused, Ledger, type Telling } from './ledger.service';

type Changed = Follower & { texts: string[] };
const mostTexts = 10;

/** What followers are told: to confirm, and of each edition that changed what they follow. */
@Injectable()
export class FollowTellings implements OnModuleInit {
  constructor(
    private readonly reactions: Reactions,
    private readonly ledger: Ledger,
    private readonly links: FollowLinks,
    private readonly map: MapReader,
  ) {}

  onModuleInit(): void {
    this.reactions.on(followAsked, 'notifications.followers', (tx, event) => this.askToConfirm(tx, event));
    this.reactions.on(editionPublished, 'notifications.followers', (tx, event) => this.tellOfEdition(tx, event));
  }

  private async askToConfirm(tx: Tx, event: RecordedEvent<Followed>): Promise<void> {
    const follower = await tx.one<Follower>(
      'select id, address, subject_kind as kind, subject_key as key, confirmed_at as "confirmedAt" from follower where id = $1',
      [event.subjectId],
    );
    if (follower === null) return;
    const name = await this.nameOf(follower);
    const confirm = this.links.address(paths.followConfirm(this.links.token('confirm', follower.id)));
    const [subject, lines] = follower.confirmedAt
      ? [`You follow ${name}`, [`You asked to follow ${name}. You do so already: there is nothing to do.`]]
      : [
          `Confirm that you want to follow ${name}`,
          [
            `Somebody, probably you, asked us to mail you when ${name} changes on the occupational maps.`,
            `To confirm, go to: ${confirm}`,
            'If it was not you, do nothing: we send you nothing more, and erase your address after 7 days.',
          ],
        ];
    await this.ledger.write(tx, event, telling(follower.address, subject, lines));
  }

  private async tellOfEdition(
    tx: Tx,
    event: RecordedEvent<{ no: number; publishedAt: string; note: string }>,
  ): Promise<void> {
    const { no, publishedAt, note } = event.data;
    const followers = await tx.rows<Changed>(
      `select f.id, f.address, f.subject_kind as kind, f.subject_key as key, f.confirmed_at as "confirmedAt", c.texts
       from follower f join (
         select key, array_agg(text order by position) as texts
         from edition_change, unnest(about) key where edition_no = $1 group by key) c on c.key = f.subject_key
       where f.confirmed_at is not null order by f.address, f.id`,
      [no],
    );
    const told: Caused[] = [];
    for (const address of new Set(followers.map((one) => one.address))) {
      const changed = followers.filter((one) => one.address === address);
      const parts = await Promise.all(changed.map((one) => this.partOf(one, no)));
      const when = formatLondon(new Date(publishedAt), 'datetime');
      const lines = [
        `Edition ${no} of the occupational maps, published on ${when}, changes what you follow.`,
        note,
        ...parts,
      ];
      const subject = `Edition ${no} changes what you follow on the occupational maps`;
      told.push({ event, telling: telling(address, subject, lines) });
    }
    await this.ledger.writeAll(tx, told);
  }

  private async partOf(follower: Changed, no: number): Promise<string> {
    const { kind, key, texts } = follower;
    const page = kind === 'route' ? paths.map(key) : paths.occupation(key);
    const more = texts.length - mostTexts;
    return [
      await this.nameOf(follower),
      ...texts.slice(0, mostTexts).map((text) => `- ${text}`),
      ...(more > 0 ? [`- and ${more} more`] : []),
      `Now: ${this.links.address(page)}`,
      ...(no > 1 ? [`Before: ${this.links.address(`${page}?edition=${no - 1}`)}`] : []),
      `Stop following it: ${this.links.address(paths.followStop(this.links.token('stop', follower.id)))}`,
    ].join('\n');
  }

  private async nameOf({ kind, key }: Followed): Promise<string> {
    const map = await this.map.current();
    const found = kind === 'route' ? map?.route(key)?.name : map?.occupation(key)?.occupation.title;
    return found ?? key;
  }
}

function telling(email: string, subject: string, lines: readonly string[]): Telling {
  return { to: [{ id: null, email }], topic: 'following', subject, lines, link: null };
}
