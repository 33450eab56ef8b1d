import { Conclusions } from '@app/decisions';
import { type Actor, addWorkingDays, endOfLondonDay, londonDate, newId } from '@app/kernel';
import { Db, DemoClock, Outbox, Sweeps } from '@app/platform';
import { blankContent, Likeness, type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { BallotClosing, Ballots, type Choice } from '@app/panels';
import { editionProof, RevisionDrafting, Revisions } from '@app/revisions';
import { loadDemoContent, type DemoProposal, MapReader } from '@app/occupational-map';
import type { INestApplicationContext } from '@nestjs/common';
import { demoActor } from './people';

const day = 86_400_000;

/** What is said on the requirements of a proposal of the demo that is turned down, besides the last one. */
const demoReasons = {
  transferable: 'Met: employers of several kinds have the work done.',
  broad: 'Not met: the training that is described takes less than a year.',
  competence: 'Met: the duties describe the work of a competent person.',
};

/** What a conditional approval of the demo asks for. */
const demoConditions = [
  'Name two further employers, one of them small',
  'Say in duty 2 which checks the work ends with',
];

/** The stage on which the demo cases are played: the same verbs that the pages call, by the demo people. */
export class Stage {
  private readonly proposals: Proposals;
  private readonly queries: ProposalQueries;
  private readonly ballots: Ballots;
  private readonly closing: BallotClosing;
  private readonly content = loadDemoContent();

  constructor(
    readonly app: INestApplicationContext,
    readonly groupId: string,
  ) {
    this.proposals = app.get(Proposals);
    this.queries = app.get(ProposalQueries);
    this.ballots = app.get(Ballots);
    this.closing = app.get(BallotClosing);
  }

  /** A demo person, with what they may do now. */
  async as(local: string): Promise<Actor & { id: string }> {
    return demoActor(this.app, local);
  }

  /** The invented proposal of that key, under another title where one is given. */
  invented(key: string, change: Partial<DemoProposal> = {}): ProposalContent {
    const found = this.content.proposals.find((proposal) => proposal.key === key);
    if (found === undefined) throw new Error(`demo.json has no proposal ${key}`);
    const { key: _key, employers: _employers, ...content } = { ...found, ...change };
    return { ...blankContent(), ...content };
  }

  /** What a request is about. */
  async titleOf(proposalId: string): Promise<string> {
    return (await this.queries.summary(this.app.get(Db).read(), proposalId)).title;
  }

  /** Days pass; what follows from events, and what is due, is done. */
  async pass(days: number): Promise<void> {
    await this.settle();
    await this.app.get(DemoClock).advance(days * day);
    await this.settle();
  }

  /**
   * What follows from events, and what is due, is done now; but no edition is proved: that would be all of them anew for
   * each day that passes here, while somebody waits for the first start. The worker proves them right after it.
   */
  async settle(): Promise<void> {
    await this.app.get(Outbox).drain();
    await this.app.get(Sweeps).runAll([editionProof]);
    await this.app.get(Outbox).drain();
  }

  /** The agreed proposals that no revision holds yet. */
  async agreedProposals(): ReturnType<ProposalQueries['agreedNotOnMap']> {
    return this.queries.agreedNotOnMap(this.app.get(Db).read());
  }

  async drafted(content: ProposalContent, by = 'trailblazer'): Promise<string> {
    const actor = await this.as(by);
    const id = await this.proposals.start(actor, this.groupId, newId());
    const matchAnswers = await this.answers(content);
    await this.proposals.amend(actor, id, 1, { part: 'the proposal', change: () => ({ ...content, matchAnswers }) });
    return id;
  }

  /** What each occupation is to the proposed one that comes close to it on the maps: another one. */
  private async answers(content: ProposalContent): Promise<ProposalContent['matchAnswers']> {
    const drafted = { kind: 'occupation' as const, content: { ...content, ksbs: [] }, occupationReference: null };
    await this.app.get(MapReader).refresh();
    // A new occupation has no statements of knowledge yet: its standard brings them.
    const close = await this.app.get(Likeness).closeTo(drafted);
    return (close?.found ?? []).map(({ reference, title }) => {
      const reason = `Employers advertise for both, and nobody does the duties of ${title} (an invented answer).`;
      return { reference, is: 'distinct', reason };
    });
  }

  async submitted(content: ProposalContent): Promise<string> {
    const id = await this.drafted(content);
    await this.proposals.submit(await this.as('trailblazer'), id, 2, newId());
    return id;
  }

  async returned(content: ProposalContent): Promise<string> {
    const id = await this.submitted(content);
    await this.proposals.returnWith(await this.as('officer'), id, [
      {
        kind: 'evidence',
        field: 'requirement-broad',
        text: 'Say how long the training takes, and how much of it is off the job.',
        workingDays: 10,
      },
      { kind: 'clarification', field: 'profile', text: 'Name the settings in which people work.', workingDays: 10 },
    ]);
    return id;
  }

  async accepted(content: ProposalContent): Promise<string> {
    const id = await this.submitted(content);
    await this.proposals.accept(await this.as('officer'), id, undefined, 'The panel knows the occupation well');
    return id;
  }

  async withdrawn(content: ProposalContent): Promise<string> {
    const id = await this.submitted(content);
    await this.proposals.withdraw(await this.as('trailblazer'), id);
    return id;
  }

  /** A ballot on the proposal's last version, open for so many days. */
  async ballot(proposalId: string, slug: string, by: string, days = 10): Promise<string> {
    const reader = this.app.get(Db).read();
    const version = await this.queries.latestVersion(reader, proposalId);
    if (version === null) throw new Error('A ballot needs a submitted version');
    const minute = Math.floor((await reader.now()).getTime() / 60_000) * 60_000;
    return this.ballots.open(await this.as(by), {
      slug,
      subject: { kind: 'proposal', id: proposalId },
      contentHash: version.contentHash,
      closesAt: new Date(minute + days * day),
      key: newId(),
    });
  }

  /** These people declare no interest and vote. */
  async vote(ballotId: string, people: readonly string[], choice: Choice, reason: string): Promise<void> {
    const row = await this.app
      .get(Db)
      .read()
      .one<{ hash: string }>('select content_hash as hash from ballot where id = $1', [ballotId]);
    for (const local of people) {
      const actor = await this.as(local);
      await this.ballots.declare(actor, ballotId, { interested: false, details: '', key: newId() });
      const conditions = choice === 'approve-with-conditions' ? demoConditions : [];
      const order = { choice, reason, conditions, contentHash: row?.hash ?? '', seen: 0, key: newId() };
      await this.ballots.vote(actor, ballotId, order);
    }
  }

  /** The whole way of a ballot: opened, voted on by everybody, closed, concluded. */
  async decided(
    proposalId: string,
    slug: string,
    people: readonly string[],
    choice: Choice,
    reason: string,
  ): Promise<void> {
    const [chair = ''] = people;
    const ballot = await this.ballot(proposalId, slug, chair);
    await this.vote(ballot, people, choice, reason);
    const actor = await this.as(chair);
    await this.closing.close(actor, ballot, newId());
    await this.concluded(actor, ballot, choice, reason);
  }

  /** The reasons are given: for each requirement where it is turned down, with conditions where the votes have them. */
  private async concluded(actor: Actor, ballotId: string, choice: Choice, reasons: string): Promise<void> {
    const down = choice === 'reject' || choice === 'revise';
    const requirementReasons = down ? { ...demoReasons, recognised: `Not met. ${reasons}` } : {};
    const now = await this.app.get(Db).read().now();
    const dueOn = endOfLondonDay(londonDate(addWorkingDays(now, 30)));
    const conditions = choice === 'approve-with-conditions' ? demoConditions.map((text) => ({ text, dueOn })) : [];
    await this.app.get(Conclusions).conclude(actor, ballotId, { reasons, requirementReasons, conditions });
  }

  async recommended(content: ProposalContent): Promise<string> {
    const id = await this.accepted(content);
    const slug = content.route ?? '';
    await this.decided(id, slug, panelOf(slug), 'approve', 'Employers need it, and it stands on its own.');
    return id;
  }

  async agreed(content: ProposalContent): Promise<string> {
    const id = await this.recommended(content);
    await this.decided(id, 'committee', committee, 'approve', 'It meets the four requirements.');
    return id;
  }

  /** A revision with what `fill` puts into it, approved by the other administrator and scheduled so many days ahead. */
  async scheduled(title: string, days: number, fill: (id: string) => Promise<void>): Promise<string> {
    const [drafter, approver] = [await this.as('admin'), await this.as('admin2')];
    const id = await this.app.get(RevisionDrafting).create(drafter, { title, kind: 'day-to-day', note: `${title}.` });
    await fill(id);
    const revisions = this.app.get(Revisions);
    await revisions.request(drafter, await this.read(id));
    await revisions.approve(approver, await this.read(id));
    const now = await this.app.get(Db).read().now();
    const minute = Math.floor(now.getTime() / 60_000) * 60_000;
    await revisions.schedule(drafter, await this.read(id), new Date(minute + days * day));
    return id;
  }

  /** The revision as it is read now, for the next edit. */
  async read(id: string): Promise<{ id: string; version: number }> {
    const row = await this.app
      .get(Db)
      .read()
      .one<{ version: number }>('select version from revision where id = $1', [id]);
    if (row === null) throw new Error('The revision is gone');
    return { id, version: row.version };
  }
}

export const committee = ['committee1', 'committee2', 'committee3'] as const;

/** The seats of a route's panel. */
export function panelOf(slug: string): string[] {
  return ['chair', 'member1', 'member2', 'member3'].map((seat) => `${seat}.${slug}`);
}
