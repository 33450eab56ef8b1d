import { createHmac, timingSafeEqual } from 'node:crypto';
import { NotFound, paths } from '@app/kernel';
import { CONFIG, type Config, Db } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { isSwitchable, type Topic, topics } from './domain/topics';

/** Links by which a mail's reader switches its topic off: signed, without a table, without signing in. */
@Injectable()
export class Unsubscribing {
  constructor(
    private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The whole address of the link for this person and topic. */
  address(personId: string, topic: string): string {
    const text = `${personId}.${topic}`;
    return this.config.baseUrl + paths.unsubscribe(`${text}.${this.sign(text)}`);
  }

  /** What a link is about. @throws NotFound for a forged one */
  topicOf(token: string): { personId: string; topic: (typeof topics)[number] } {
    const [personId = '', key = '', signature = ''] = token.split('.');
    const right = Buffer.from(this.sign(`${personId}.${key}`));
    const given = Buffer.from(signature);
    const topic = topics.find((one) => one.key === key);
    const fine = right.length === given.length && timingSafeEqual(right, given);
    if (!fine || topic === undefined || !isSwitchable(key)) throw new NotFound('This link');
    return { personId, topic };
  }

  /** Switches the topic of the link off. Twice is the same as once. */
  async unsubscribe(token: string): Promise<void> {
    const { personId, topic } = this.topicOf(token);
    await this.set(personId, { [topic.key]: false });
  }

  /** Which switchable topics a person wants; all, until they say otherwise. */
  async wanted(personId: string): Promise<Topic[]> {
    const rows = await this.db
      .read()
      .rows<{ topic: string }>('select topic from topic_preference where person_id = $1 and not wanted', [personId]);
    const off = new Set(rows.map(({ topic }) => topic));
    return topics.map(({ key }) => key).filter((key) => !off.has(key));
  }

  /** Stores what a person wants of the switchable topics; statutory ones are passed over. */
  async set(personId: string, wanted: Readonly<Partial<Record<Topic, boolean>>>): Promise<void> {
    await this.db.write(async (tx) => {
      for (const [topic, on] of Object.entries(wanted)) {
        if (!isSwitchable(topic)) continue;
        await tx.rows(
          `insert into topic_preference (person_id, topic, wanted) values ($1, $2, $3)
           on conflict (person_id, topic) do update set wanted = excluded.wanted`,
          [personId, topic, on],
        );
      }
    });
  }

  private sign(text: string): string {
    if (this.config.sessionSecret === null) throw new Error('SESSION_SECRET is not set');
    return createHmac('sha256', this.config.sessionSecret).update(`unsubscribe:${text}`).digest('base64url');
  }
}
