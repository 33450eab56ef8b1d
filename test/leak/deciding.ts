import { Conclusions, Conditions, Reviews } from '@app/decisions';
import { newId } from '@app/kernel';
import { Agendas, Attendances, MeetingQueries, Meetings, Minutes } from '@app/meetings';
import {
  BallotClosing,
  Ballots,
  type Choice,
  RecusalRulingQueries,
  RecusalRulings,
  RegisterOfInterests,
} from '@app/panels';
import { FollowedProposals, ProposalQueries, requirements } from '@app/proposals';
import type { Site } from '../support/site';
import type { People, Person } from './people';
import { planted } from './planted';

const day = 86_400_000;
type Given = { recused?: readonly Person[]; reason?: string };

/** What panels and the committee do in this world. */
export class Deciding {
  private readonly ballots: Ballots;

  constructor(
    private readonly site: Site,
    private readonly people: People,
  ) {
    this.ballots = site.lib(Ballots);
  }

  async register(): Promise<void> {
    const order = { kind: 'employer', organisation: 'VELVET Limited', from: '2024-01-01', until: null } as const;
    for (const who of [this.people.employed, this.people.confirmed])
      await this.site.lib(RegisterOfInterests).enter(who, { ...order, id: newId() });
  }

  async open(id: string, slug: string, leader: Person): Promise<string> {
    const reader = this.site.db.read();
    const version = await this.site.lib(ProposalQueries).latestVersion(reader, id);
    const closesAt = new Date((await reader.now()).getTime() + 10 * day);
    const subject = { kind: 'proposal', id };
    return this.ballots.open(leader, {
      slug,
      subject,
      contentHash: version?.contentHash ?? '',
      closesAt,
      key: newId(),
    });
  }

  private async vote(who: Person, ballot: string, choice: Choice, reason: string, conditions: string[] = []) {
    const read = this.site.db.read();
    const row = await read.one<{ hash: string }>('select content_hash as hash from ballot where id = $1', [ballot]);
    await this.ballots.declare(who, ballot, { interested: false, details: '', key: newId() });
    const vote = { choice, reason, conditions, contentHash: row?.hash ?? '', seen: 0, key: newId() };
    await this.ballots.vote(who, ballot, vote);
  }

  private async conclude(id: string, slug: 'digital' | 'committee', choice: Choice, given: Given = {}): Promise<void> {
    const { recused = [], reason = 'Because' } = given;
    const { lead, voter, waiter, noted, employed, confirmed, colleague, interested, everything } = this.people;
    const { abstaining, c1, c2, reviewing } = this.people;
    const panel = [lead, voter, waiter, noted, employed, confirmed, colleague, abstaining, interested, everything];
    const [leader, voters] = slug === 'digital' ? [lead, panel] : [c1, [c1, c2, reviewing]];
    const ballot = await this.open(id, slug, leader);
    for (const who of recused) {
      await this.ballots.declare(who, ballot, { interested: true, details: planted.earlierInterest, key: newId() });
    }
    for (const who of voters) {
      if (!recused.includes(who)) await this.vote(who, ballot, choice, reason);
    }
    await this.close(leader, ballot, choice === 'approve-with-conditions' ? 'Name an employer' : null);
  }

  private async close(leader: Person, ballot: string, condition: string | null, reasons = 'In all.'): Promise<void> {
    await this.site.lib(BallotClosing).close(leader, ballot, newId());
    const requirementReasons = Object.fromEntries(requirements.map(({ key }) => [key, 'Because']));
    const dueOn = new Date((await this.site.db.read().now()).getTime() + 20 * day);
    const conditions = condition === null ? [] : [{ text: condition, dueOn }];
    await this.site.lib(Conclusions).conclude(leader, ballot, { reasons, requirementReasons, conditions });
  }

  /** A ballot is opened on the dispensation, and a member of the panel declares an interest in it. */
  async interestIn(dispensation: string): Promise<void> {
    const ballot = await this.open(dispensation, 'digital', this.people.lead);
    const order = { interested: true, details: planted.interest, key: newId() };
    await this.ballots.declare(this.people.interested, ballot, order);
  }

  async recommended(ballot: string): Promise<void> {
    const { lead, waiter } = this.people;
    for (const who of [lead, waiter]) await this.vote(who, ballot, 'approve-with-conditions', 'Because');
    await this.close(lead, ballot, planted.condition, planted.recommendation);
    await this.site.settle();
  }

  /** The committee, without who reviewed it, agrees what the panel recommended: it is public from then on. */
  async agreed(id: string): Promise<string> {
    const { c1, c2 } = this.people;
    const ballot = await this.open(id, 'committee', c1);
    for (const who of [c1, c2]) await this.vote(who, ballot, 'approve', planted.committeeVote);
    await this.close(c1, ballot, null);
    await this.site.settle();
    return ballot;
  }

  /** Decided with a condition that the group says it has met; two members declared an interest in it. */
  async decided(id: string): Promise<void> {
    const { interested, everything, stranger } = this.people;
    await this.conclude(id, 'digital', 'approve', { recused: [interested, everything], reason: planted.lateReason });
    await this.conclude(id, 'committee', 'approve-with-conditions', { reason: planted.committeeReason });
    const [row] = await this.site.db.read().rows<{ id: string }>(`select id from condition where state = 'agreed'`);
    await this.site.lib(Conditions).meet(stranger, row?.id ?? '', { text: planted.conditionEvidence, key: newId() });
  }

  async refused(id: string): Promise<void> {
    await this.conclude(id, 'digital', 'approve');
    await this.conclude(id, 'committee', 'reject');
    const [row] = await this.site.db
      .read()
      .rows<{ id: string }>(`select id from decision where subject_id = $1 and kind = 'decision'`, [id]);
    const order = { grounds: ['process-not-followed'], statement: planted.reviewStatement, key: newId() } as const;
    const review = await this.site.lib(Reviews).ask(this.people.stranger, row?.id ?? '', order);
    await this.site.lib(Reviews).consider(this.people.ada, review, planted.reviewAdvice);
  }

  async meeting(secret: string): Promise<{ meeting: string; item: string }> {
    const { secretary, lead } = this.people;
    const agendas = this.site.lib(Agendas);
    const startsAt = new Date((await this.site.db.read().now()).getTime() + 2 * day);
    const place = { startsAt, place: '', link: 'https://meet.example.test/x' };
    const id = await this.site.lib(Meetings).plan(secretary, 'digital', { id: newId(), ...place });
    const version = async () => (await this.site.lib(MeetingQueries).page(secretary, id)).meeting.version;
    await agendas.build(secretary, { id, version: await version() });
    const { lines } = await this.site.lib(MeetingQueries).page(secretary, id);
    const item = lines?.find(({ subjectId }) => subjectId === secret)?.id ?? '';
    const amended = { section: 'ready', note: planted.paperNote } as const;
    await agendas.amend(secretary, { id, version: await version() }, item, amended);
    await agendas.publish(lead, { id, version: await version() });
    return { meeting: id, item };
  }

  /** Everybody who takes no part says so, or is found out; one member votes. */
  async takeNoPart({
    secret,
    ballot,
    meeting,
    item,
  }: Readonly<Record<'secret' | 'ballot' | 'meeting' | 'item', string>>) {
    const { interested, everything, noted, confirmed, secretary, lead, voter } = this.people;
    await this.site.lib(FollowedProposals).set(everything, secret, true);
    for (const who of [interested, everything]) {
      await this.ballots.declare(who, ballot, { interested: true, details: planted.interest, key: newId() });
    }
    const order = { itemId: item, personId: noted.id, reason: planted.notedRecusal };
    await this.site.lib(Attendances).recuse(secretary, meeting, order);
    const proposed = await this.site.lib(RecusalRulingQueries).page(lead, 'digital');
    const found = proposed.proposed.find(
      ({ personId, subjectId }) => personId === confirmed.id && subjectId === secret,
    );
    if (found === undefined) throw new Error('No recusal is proposed');
    const ruling = { slug: 'digital', ruling: 'confirmed', reason: planted.ruling, ...found } as const;
    await this.site.lib(RecusalRulings).rule(lead, ruling);
    await this.vote(voter, ballot, 'approve-with-conditions', planted.voteReason, [planted.voteCondition]);
  }

  /** The minutes are written, agreed and published, and the committee has not decided on the item. */
  async minute(meeting: string, item: string): Promise<void> {
    const { secretary, lead } = this.people;
    const { lines } = await this.site.lib(MeetingQueries).page(secretary, meeting);
    const said = { text: planted.minutes, outcome: planted.outcome };
    const entries = (lines ?? []).map(({ id }) => ({
      ...{ item: id, deferred: false },
      ...(id === item ? said : { text: 'It was considered.', outcome: '' }),
    }));
    await this.site.lib(Minutes).write(secretary, { id: meeting, no: 0 }, entries);
    await this.site.lib(Minutes).agree(lead, { id: meeting, no: 1 });
    await this.site.lib(Minutes).publish(lead, meeting);
  }
}
