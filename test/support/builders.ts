import { ConsultationQueries, Preparing } from '@app/consultations';
import { anAnnounced, type Asking } from '@app/consultations/testing';
import { type Actor, groupScope, newId } from '@app/kernel';
import { type Beginning, Likeness, type ProposalContent, Proposals } from '@app/proposals';
import { aCompleteContent, anAnswer } from '@app/proposals/testing';
import { Answering, ModerationQueries, Moderating, type Ruling, SendingResponses } from '@app/responses';
import { type Answered, aResponse } from '@app/responses/testing';
import { employerSchema, Trailblazers } from '@app/trailblazers';
import type { Site } from './site';

/** A trailblazer group with one employer, formed by the officer; its chair signs in with this address. */
export type Group = { id: string; officer: Actor & { id: string }; chair: Actor & { id: string } };

/** Adds the officer `officer@`, the chair `chair-of-group@example.test` and their group. */
export async function aGroup(site: Site, name = 'Accessible services'): Promise<Group> {
  const acting = async (who: string, email: string, grant: Actor['grants'][number]) => {
    const given = grant.scope === null ? { role: grant.role } : { role: grant.role, scope: grant.scope };
    return { kind: 'person' as const, id: await site.person(who, email, given), name: who, grants: [grant] };
  };
  const officer = await acting('Olive Officer', 'officer@example.test', { role: 'product-manager', scope: null });
  const id = await site.lib(Trailblazers).form(officer, { name, remit: 'Digital' });
  const acme = employerSchema.parse({ name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' });
  await site.lib(Trailblazers).addEmployer(officer, id, acme);
  const chair = await acting('Tess Blazer', 'chair-of-group@example.test', {
    role: 'group-chair',
    scope: groupScope(id),
  });
  return { id, officer, chair };
}

/** A complete proposal of the group, its close matches answered, submitted. @returns its id */
export async function aSubmittedProposal(
  site: Site,
  group: Group,
  change: Partial<ProposalContent> = {},
): Promise<string> {
  const proposals = site.lib(Proposals);
  const id = await proposals.start(group.chair, group.id, newId());
  const content = aCompleteContent(change);
  const drafted = { kind: 'occupation' as const, content: { ...content, ksbs: [] }, occupationReference: null };
  const close = await site.lib(Likeness).closeTo(drafted);
  const matchAnswers = (close?.found ?? []).map(({ reference }) => anAnswer(reference));
  await proposals.amend(group.chair, id, 1, { part: 'the proposal', change: () => ({ ...content, matchAnswers }) });
  await proposals.submit(group.chair, id, 2, newId());
  return id;
}

/** A draft of the group about an occupation on the map, with what is changed in it. @returns its id */
export async function aRequest(
  site: Site,
  group: Group,
  beginning: Beginning,
  change: Partial<ProposalContent> = {},
): Promise<string> {
  const proposals = site.lib(Proposals);
  const id = await proposals.start(group.chair, group.id, newId(), beginning);
  await proposals.amend(group.chair, id, 1, { part: 'the draft', change: (content) => ({ ...content, ...change }) });
  return id;
}

/** A consultation that the officer prepared and a second person agreed to; open at once. @returns its reference */
export async function aConsultation(site: Site, officer: Actor, asking: Asking): Promise<string> {
  const email = `second.${newId()}@example.test`;
  const id = await site.person('Sam Second', email, { role: 'product-manager' });
  const second = { ...officer, id, name: 'Sam Second' };
  return anAnnounced(site.lib(Preparing), { officer, second }, asking);
}

/** Somebody answers a consultation. @returns the reference of their response, and the token of their draft */
export async function anAnswered(site: Site, reference: string, given: Answered = {}) {
  const consultation = await site.lib(ConsultationQueries).consultation(reference);
  return aResponse({ answering: site.lib(Answering), sending: site.lib(SendingResponses) }, consultation, given);
}

/** A moderator rules on the only text of a response. */
export async function ruleOn(site: Site, moderator: Actor, response: string, ruling: Ruling): Promise<void> {
  const waiting = (await site.lib(ModerationQueries).queue('waiting', null)).find(
    ({ reference }) => reference === response,
  );
  if (waiting === undefined) throw new Error(`No text of ${response} waits`);
  await site.lib(Moderating).moderate(moderator, waiting, ruling, waiting.rulings);
}
