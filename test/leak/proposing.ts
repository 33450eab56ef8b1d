import { newId, paths } from '@app/kernel';
import { type ProposalContent, ProposalQueries, Proposals } from '@app/proposals';
import { aCompleteContent, aDispensation } from '@app/proposals/testing';
import { aConsultation, anAnswered, ruleOn } from '../support/builders';
import { aFile } from '../support/files';
import type { Site } from '../support/site';
import { answeredByMany } from './asking';
import { Checking } from './checking';
import { emailOf, type People, type Person } from './people';
import { planted } from './planted';

const day = 86_400_000;

/** What groups and officers do in this world. */
export class Proposing {
  private readonly proposals: Proposals;
  private readonly checking: Checking;

  constructor(
    private readonly site: Site,
    private readonly people: People,
  ) {
    this.proposals = site.lib(Proposals);
    this.checking = new Checking(site, people);
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

  /** A dispensation that the open group asks for, put before the panel: nothing of what it says is public yet. */
  async dispensation(groupId: string): Promise<string> {
    const { stranger, officer } = this.people;
    const id = await this.proposals.start(stranger, groupId, newId(), { kind: 'dispensation', occupation: 'OCC0116' });
    const asked = aDispensation(await this.site.db.read().now());
    const grounds = { explanation: planted.dispensationWhy, evidence: 'Letters.' };
    const words = { ...asked, affected: ['whole'], instead: `In a ${planted.instead}`, grounds };
    await this.proposals.amend(stranger, id, 1, { part: 'all', change: (content) => ({ ...content, ...words }) });
    await this.submit(stranger, id);
    await this.proposals.accept(officer, id, undefined, 'No peer was free');
    return id;
  }

  private async submit(chair: Person, id: string): Promise<void> {
    const { version } = await this.site.lib(ProposalQueries).proposal(chair, id);
    await this.proposals.submit(chair, id, version, newId());
  }

  /** Accepted by the officer without a peer review, for this reason. */
  async accepted(groupId: string, title: string, withoutReview = 'No peer was free'): Promise<string> {
    const { stranger, officer } = this.people;
    const id = await this.drafted(stranger, groupId, { title });
    await this.submit(stranger, id);
    await this.proposals.accept(officer, id, undefined, withoutReview);
    return id;
  }

  private async attach(owner: 'author' | 'stranger', id: string, name: string, content: string): Promise<void> {
    const agent = await this.site.as(emailOf(owner));
    await agent.get(paths.proposalPart(id, 'files'));
    const bytes = Buffer.concat([aFile.pdf(), Buffer.from(content)]);
    await agent.upload('/files', { name: `${name}.pdf`, bytes }, { purpose: 'broad' });
  }

  /** A word of its own in every field; returned once, answered, submitted again, reviewed by peers, put before the panel. */
  async secret(groupId: string): Promise<string> {
    const { author, officer } = this.people;
    const whole = aCompleteContent({
      title: `${planted.title} editor`,
      profile: `Edits. ${planted.profile}`,
      typicalJobTitles: [`${planted.jobTitle} editor`],
      matchAnswers: [{ reference: 'OCC0901', is: 'distinct', reason: planted.matchReason }],
    });
    const { duties, requirements: grounds } = whole;
    const broad = { explanation: planted.explanation, evidence: planted.evidence };
    const id = await this.drafted(author, groupId, {
      ...whole,
      duties: duties.map((one, at) => (at === 0 ? { ...one, text: planted.duty } : one)),
      requirements: { ...grounds, broad },
    });
    await this.attach('author', id, planted.fileName, planted.fileContent);
    await this.submit(author, id);
    const request = { kind: 'clarification', field: 'profile', text: planted.changeRequest, workingDays: 5 } as const;
    await this.proposals.returnWith(officer, id, [request]);
    const settle = await this.checking.answered(id);
    await this.submit(author, id);
    await settle();
    await this.checking.reviewed(id);
    await this.proposals.accept(officer, id);
    return id;
  }

  /**
   * In consultation, so its title is public: with a response that nobody has moderated, one that was redacted, one in
   * confidence, and very many without words. And under review by peers, one of whom is still at it.
   */
  async consulted(groupId: string): Promise<{ id: string; invitation: string; reference: string }> {
    const { stranger } = this.people;
    const id = await this.drafted(stranger, groupId, { title: 'Consulted maker' });
    await this.attach('stranger', id, 'Letter', planted.openFile);
    await this.submit(stranger, id);
    const invitation = await this.checking.underReview(id);
    const closesAt = new Date((await this.site.db.read().now()).getTime() + 30 * day);
    const subjects = [{ kind: 'proposal' as const, ref: id }];
    const title = 'Proposed occupation: Consulted maker';
    const reference = await aConsultation(this.site, this.people.officer, { title, subjects, closesAt });
    const email = `${planted.respondentEmail}@example.test`;
    const says = (text: string) => ({ agree: { '': { choices: ['agree'] } }, comments: { '': { text } } });
    const about = { capacity: 'organisation' as const, type: 'employer' as const, organisation: planted.respondent };
    const who = { name: planted.respondent, email, about };
    const redacted = await anAnswered(this.site, reference, { ...who, answers: says(planted.originalText) });
    const reason = planted.moderation;
    await ruleOn(this.site, this.people.mo, redacted.reference, {
      outcome: 'redacted',
      passages: [{ from: 0, to: planted.originalText.length, ground: 'personal-data' }],
      reason,
    });
    await anAnswered(this.site, reference, { ...who, answers: says(planted.unpublishedText) });
    await answeredByMany(this.site, reference);
    return { id, invitation, reference };
  }
}
