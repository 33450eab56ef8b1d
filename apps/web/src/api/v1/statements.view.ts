import type { KsbKind, Occupation } from '@app/occupational-map';
import { guidOf } from './numbers';

/** Duties, knowledge, skills and behaviours at the root of an occupation; a list that is empty is left out. */
export function statementsOf(occupation: Occupation) {
  const { reference } = occupation;
  const of = (kind: KsbKind) => byNumber(occupation.ksbs.filter((ksb) => ksb.kind === kind));
  const list = <T>(items: T[]): T[] | undefined => (items.length > 0 ? items : undefined);
  const id = (code: string) => guidOf(reference, code);
  return {
    knowledges: list(of('knowledge').map(({ code, text }) => ({ id: id(code), knowledgeId: code, detail: text }))),
    skills: list(of('skill').map(({ code, text }) => ({ id: id(code), skillId: code, detail: text }))),
    behaviours: list(of('behaviour').map(({ code, text }) => ({ id: id(code), behaviourId: code, detail: text }))),
    duties: list(byNumber(occupation.duties).map((duty) => dutyOf(occupation, duty))),
  };
}

/** In the order of their numbers: clients number what they read by its place (contract 3.3 and 4). */
const byNumber = <T extends { code: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1)));

/** A duty; "Skills" in the plural beside "Behaviour" and "Knowledge" is how the API spells them. */
function dutyOf({ reference, ksbs }: Occupation, duty: Occupation['duties'][number]) {
  const codes = (kind: KsbKind) =>
    byNumber(ksbs.filter((ksb) => ksb.kind === kind && duty.ksbs.includes(ksb.code))).map(({ code }) => code);
  const ids = (kind: KsbKind) => codes(kind).map((code) => guidOf(reference, code));
  return {
    id: guidOf(reference, duty.code),
    dutyId: duty.code,
    dutyDetail: duty.text,
    isThisACoreDuty: false,
    criteriaForMeasuringPerformance: '',
    mappedBehaviour: codes('behaviour'),
    mappedBehaviourIds: ids('behaviour'),
    mappedKnowledge: codes('knowledge'),
    mappedKnowledgeIds: ids('knowledge'),
    mappedSkills: codes('skill'),
    mappedSkillsIds: ids('skill'),
  };
}
