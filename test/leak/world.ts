import { Consultations } from '@app/consultations';
import { Conclusions, Conditions, Reviews } from '@app/decisions';
import { newId, paths } from '@app/kernel';
import { Agendas, Attendances, MeetingQueries, Meetings, Minutes } from '@app/meetings';
import {
  BallotClosing,
  Ballots,
  type Choice,
  RecusalRulingQueries,
  RecusalRulings,
  RegisterOfInterests,
  StandingRecusals,
} from '@app/panels';
import { ProposalQueries, Proposals, type ProposalContent, requirements } from '@app/proposals';
import { aCompleteContent } from '@app/proposals/testing';
import { RevisionSeeding } from '@app/revisions';
import { employerSchema, Trailblazers } from '@app/trailblazers';
import { aFile } from '../support/files';
import { type Site, startSite } from '../support/site';
import { addTheRest } from './around';
import { addPeople, emailOf, type People, type Person } from './people';
import { planted } from './planted';

const day = 86_400_000;

/** Everything that is crawled for: ids by what they are, in the order in which they came. */
export type World = {
  site: Site;
  people: People;
  /** The proposals: before the panel and secret; in consultation; decided with conditions; refused; a draft. */
  proposals: Readonly<Record<'secret' | 'consulted' | 'decided' | 'refused' | 'draft', string>>;
  /** The reference of the secret one, the address of its evidence file, its ballot and the meeting that has it. */
  reference: string;
  file: string;
  ballot: string;
  meeting: string;
  /** Of the decided one: the panel's ballot and the decision; the review of the refusal; the responses in consultation. */
  earlierBallot: string;
  committeeBallot: string;
  decision: string;
  review: string;
  responses: readonly string[];
  suggestion: string;
  openGroup: string;
  /** The panel closes its ballot and recommends the secret one to the committee: nothing of that is public yet. */
  recommend: () => Promise<void>;
};

/** Builds the world: five proposals on their way, each secret with a word of its own (`planted`). */
export async function buildWorld(): Promise<World> {
  const site = await startSite();
  await site.lib(RevisionSeeding).firstEdition();
  await site.settle();
  const { people, groups } = await addPeople(site, { author: `Tom ${planted.author}` }, (officer) =>
    form(site, officer),
  );
  const work = new Work(site, people);
  await work.register();
  const decided = await work.decided(groups.open);
  const refused = await work.refused(groups.open);
  const secret = await work.secret(groups.secret);
  const draft = await work.change(groups.open);
  const consulted = await work.consulted(groups.open);
  const { meeting, item } = await work.meeting(secret);
  const ballot = await work.open(secret, 'digital', people.lead);
  await addTheRest(site, people, groups.open);
  await work.takeNoPart({ secret, ballot, meeting, item });
  await site.clock.advance(3 * day);
  await work.minute(meeting, item);
  await site.settle();
  const proposals = { secret, consulted, decided, refused, draft };
  const found = await known(site, proposals);
  return {
    site,
    people,
    proposals,
    ballot,
    meeting,
    openGroup: groups.open,
    recommend: () => work.recommended(ballot),
    ...found,
  };
}

/** What the world has beside the proposals, as the database knows it. */
async function known(site: Site, { secret, decided }: World['proposals']) {
  const ids = async (sql: string, ...given: string[]): Promise<string[]> =>
    (await site.db.read().rows<{ id: string }>(sql, given)).map(({ id }) => id);
  const [reference = ''] = await ids('select reference as id from proposal where id = $1', secret);
  const [file = ''] = await ids('select id from evidence_file');
  const [earlierBallot = '', committeeBallot = ''] = await ids(
    'select id from ballot where subject_id = $1 order by opened_at',
    decided,
  );
  const [decision = ''] = await ids(`select id from decision where subject_id = $1 and kind = 'decision'`, decided);
  const [review = ''] = await ids('select id from procedural_review');
  const responses = await ids('select id from consultation_response order by received_at, id');
  const [suggestion = ''] = await ids('select id from suggestion');
  return {
    suggestion,
    reference,
    file: paths.proposalFile(secret, file),
    earlierBallot,
    committeeBallot,
    decision,
    review,
    responses,
  };
}

async function form(site: Site, officer: Person): Promise<{ secret: string; open: string }> {
  const groups = site.lib(Trailblazers);
  const made = async (name: string, employers: readonly string[]): Promise<string> => {
    const id = await groups.form(officer, { name, remit: 'Digital' });
    for (const employer of employers) {
      const details = { name: employer, size: 'small', sector: 'Digital', region: 'Leeds' };
      await groups.addEmployer(officer, id, employerSchema.parse(details));
    }
    return id;
  };
  return {
    secret: await made(`${planted.group} group`, ['Velvet Ltd', `${planted.employer} Studios`]),
    open: await made('Open group', ['Acme']),
  };
}

type Given = { recused?: readonly Person[]; reason?: string };

/** What people do in this world. */
class Work {
  private readonly proposals: Proposals;
  private readonly ballots: Ballots;

  constructor(
    private readonly site: Site,
    private readonly people: People,
  ) {
    this.proposals = site.lib(Proposals);
    this.ballots = site.lib(Ballots);
  }

  async register(): Promise<void> {
    const order = { kind: 'employer', organisation: 'VELVET Limited', from: '2024-01-01', until: null } as const;
    for (const who of [this.people.employed, this.people.confirmed])
      await this.site.lib(RegisterOfInterests).enter(who, { ...order, id: newId() });
  }

  async drafted(chair: Person, groupId: string, change: Partial<ProposalContent>): Promise<string> {
    const id = await this.proposals.start(chair, groupId, newId());
    await this.proposals.amend(chair, id, 1, { part: 'all', change: () => aCompleteContent(change) });
    return id;
  }

  /** A change of an occupation, still a draft: with knowledge, skills and behaviours, and words to be found by. */
  async change(groupId: string): Promise<string> {
    const { stranger } = this.people;
    const id = await this.proposals.start(stranger, groupId, newId(), { kind: 'change', occupation: 'OCC0116' });
    const ksbs = [{ code: 'K1', kind: 'knowledge' as const, text: `About ${planted.ksb}` }];
    const words = { title: `${planted.draft} maker`, ksbs, keywords: [planted.keyword] };
    await this.proposals.amend(stranger, id, 1, { part: 'all', change: (content) => ({ ...content, ...words }) });
    return id;
  }

  private async submit(chair: Person, id: string): Promise<void> {
    const { version } = await this.site.lib(ProposalQueries).proposal(chair, id);
    await this.proposals.submit(chair, id, version, newId());
  }

  private async accepted(groupId: string, title: string): Promise<string> {
    const { stranger, officer } = this.people;
    const id = await this.drafted(stranger, groupId, { title });
    await this.submit(stranger, id);
    await this.proposals.accept(officer, id);
    return id;
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
    const { lead, voter, waiter, noted, employed, confirmed, colleague, interested, everything, c1, c2, reviewing } =
      this.people;
    const panel = [lead, voter, waiter, noted, employed, confirmed, colleague, interested, everything];
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

  async recommended(ballot: string): Promise<void> {
    const { lead, waiter } = this.people;
    for (const who of [lead, waiter]) await this.vote(who, ballot, 'approve-with-conditions', 'Because');
    await this.close(lead, ballot, planted.condition, planted.recommendation);
    await this.site.settle();
  }

  /** Decided with a condition that the group says it has met; two members declared an interest in it. */
  async decided(groupId: string): Promise<string> {
    const { interested, everything, stranger } = this.people;
    const id = await this.accepted(groupId, 'Decided maker');
    await this.conclude(id, 'digital', 'approve', { recused: [interested, everything], reason: planted.lateReason });
    await this.conclude(id, 'committee', 'approve-with-conditions', { reason: planted.committeeReason });
    const [row] = await this.site.db.read().rows<{ id: string }>(`select id from condition where state = 'agreed'`);
    await this.site.lib(Conditions).meet(stranger, row?.id ?? '', { text: planted.conditionEvidence, key: newId() });
    return id;
  }

  async refused(groupId: string): Promise<string> {
    const id = await this.accepted(groupId, 'Refused maker');
    await this.conclude(id, 'digital', 'approve');
    await this.conclude(id, 'committee', 'reject');
    const [row] = await this.site.db
      .read()
      .rows<{ id: string }>(`select id from decision where subject_id = $1 and kind = 'decision'`, [id]);
    const order = { grounds: ['process-not-followed'], statement: planted.reviewStatement, key: newId() } as const;
    const review = await this.site.lib(Reviews).ask(this.people.stranger, row?.id ?? '', order);
    await this.site.lib(Reviews).consider(this.people.ada, review, planted.reviewAdvice);
    return id;
  }

  /** A word of its own in every field; returned once with a request, submitted again, put before the panel. */
  async secret(groupId: string): Promise<string> {
    const { author, officer } = this.people;
    const whole = aCompleteContent({
      title: `${planted.title} editor`,
      profile: `Edits. ${planted.profile}`,
      typicalJobTitles: [`${planted.jobTitle} editor`],
    });
    const { duties, requirements: grounds } = whole;
    const broad = { explanation: planted.explanation, evidence: planted.evidence };
    const id = await this.drafted(author, groupId, {
      ...whole,
      duties: duties.map((one, at) => (at === 0 ? { ...one, text: planted.duty } : one)),
      requirements: { ...grounds, broad },
    });
    const agent = await this.site.as(emailOf('author'));
    await agent.get(paths.proposalPart(id, 'files'));
    const bytes = Buffer.concat([aFile.pdf(), Buffer.from(planted.fileContent)]);
    await agent.upload('/files', { name: `${planted.fileName}.pdf`, bytes }, { purpose: 'broad' });
    await this.submit(author, id);
    const request = { kind: 'clarification', field: 'profile', text: planted.changeRequest, workingDays: 5 } as const;
    await this.proposals.returnWith(officer, id, [request]);
    await this.submit(author, id);
    await this.proposals.accept(officer, id);
    return id;
  }

  /** In consultation, so its title is public: with a response that nobody has moderated, and one that was redacted. */
  async consulted(groupId: string): Promise<string> {
    const consultations = this.site.lib(Consultations);
    const id = await this.accepted(groupId, 'Consulted maker');
    const closesAt = new Date((await this.site.db.read().now()).getTime() + 30 * day);
    const about = { proposalId: id, title: 'Proposed occupation: Consulted maker', introduction: 'Is it one job?' };
    const order = { ...about, opensAt: null, closesAt, key: newId() };
    const reference = await consultations.announce(this.people.officer, order);
    const given = { answer: 'agree', organisationType: 'employer', consentToPublish: true } as const;
    const who = { name: planted.respondent, email: `${planted.respondentEmail}@example.test` };
    await consultations.respond(reference, { ...given, ...who, text: planted.originalText, key: newId() });
    const [row] = await this.site.db.read().rows<{ id: string }>('select id from consultation_response');
    const ruling = {
      outcome: 'redacted',
      publishedText: 'The text that is left.',
      reason: planted.moderation,
    } as const;
    await consultations.moderate(this.people.mo, row?.id ?? '', ruling, 0);
    await consultations.respond(reference, { ...given, ...who, text: planted.unpublishedText, key: newId() });
    return id;
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
    for (const who of [interested, everything]) {
      await this.ballots.declare(who, ballot, { interested: true, details: planted.interest, key: newId() });
    }
    const subject = { kind: 'proposal', id: secret };
    await this.site.db.write((tx) =>
      this.site.lib(StandingRecusals).noteReviewer(tx, subject, this.people.reviewing.id),
    );
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

  async minute(meeting: string, item: string): Promise<void> {
    const entry = { item, text: planted.minutes, outcome: planted.outcome, deferred: false };
    await this.site.lib(Minutes).write(this.people.secretary, { id: meeting, no: 0 }, [entry]);
  }
}
