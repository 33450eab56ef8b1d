import {
  affectedTexts,
  assessedBy,
  changedFields,
  fieldsOf,
  partOf,
  periodInWords,
  type Proposal,
  proposalFields,
  requirements,
  retirementTriggers,
  unanswered,
} from '@app/proposals';
import { gapLinks, pageOf } from './proposal.view';
import type { Ready } from './readiness';

/** One part of a draft: what is looked at, what there is of it, and what is missing, each with its link. */
export type ReadyPart = {
  text: string;
  href: string;
  looksAt: readonly string[];
  institute: boolean;
  there: string;
  missing: { text: string; href: string }[];
};

/** What there is of a draft, and what the maps call a route. */
type Seen = Ready & { routeName: (slug: string) => string };

/** The parts that the kind of request asks for; of a change those that it changes, and why, with its files. */
export function readinessView(proposal: Proposal, ready: Seen): ReadyPart[] {
  return fieldsIn(proposal, ready).flatMap((field) => {
    const assessment = assessedBy.find((one) => one.field === field);
    if (assessment === undefined) return [];
    const gaps = ready.gaps.filter((gap) => gap.field === field);
    return {
      text: proposalFields.find((known) => known.field === field)?.text ?? field,
      href: pageOf(proposal, field),
      looksAt: assessment.looksAt,
      institute: assessment.source === 'institute',
      there: thereOf(proposal, ready, field),
      missing: gapLinks(proposal, gaps),
    };
  });
}

function fieldsIn({ kind, basis, content }: Proposal, { gaps }: Ready): string[] {
  const asked = [...fieldsOf(kind, content)];
  if (kind !== 'change' || basis === null) return asked;
  const changed: readonly string[] = changedFields(basis.content, content);
  const always = ['grounds', 'files'];
  return asked.filter((field) => [...always, ...changed].includes(field) || gaps.some((gap) => gap.field === field));
}

function thereOf({ content }: Proposal, { employers, ground, files, matches, routeName }: Seen, field: string): string {
  switch (field) {
    case 'profile':
      return inWords(content.profile);
    case 'duties':
      return many(content.duties, 'duty', 'duties');
    case 'ksbs':
      return many(content.ksbs, 'statement');
    case 'mapping': {
      const mapped = content.duties.filter(({ ksbs }) => ksbs.length > 0).length;
      return `${mapped} of ${many(content.duties, 'duty', 'duties')} say what they need`;
    }
    case 'typicalJobTitles':
    case 'keywords':
      return content[field].join(', ') || 'Nothing yet';
    case 'triggers':
      return retirementTriggers.flatMap(({ key, text }) => (content.triggers.includes(key) ? [text] : [])).join('; ');
    case 'affected':
      return affectedTexts(content.affected, content).join('; ') || 'Nothing yet';
    case 'instead':
      return inWords(content.instead);
    case 'period':
      return content.period === null ? 'Nothing yet' : periodInWords(content.period);
    case 'option':
      return content.option === null ? 'Nothing yet' : content.option.act === 'add' ? content.title : 'It is taken out';
    case 'files':
      return files.length === 0 ? 'No files: the words stand for themselves' : many(files, 'file');
    case 'employers':
      return ground === undefined ? employersIn(employers) : `No trailblazer group. ${ground}`;
    case 'matchAnswers': {
      if (content.title === '') return 'Nothing yet: it is compared by its title, profile, job titles and duties';
      const found = matches?.found ?? [];
      if (found.length === 0) return 'No occupation on the maps comes close';
      const answered = found.length - unanswered(content, found).length;
      return `${answered} of ${many(found, 'close match', 'close matches')} answered`;
    }
    default:
      return field === 'grounds' || field.startsWith('requirement-')
        ? statementIn(content, field)
        : valueIn(content, field, routeName);
  }
}

function statementIn(content: Proposal['content'], field: string): string {
  const requirement = requirements.find(({ key }) => field === `requirement-${key}`);
  const { explanation, evidence } = requirement ? content.requirements[requirement.key] : content.grounds;
  return `Explanation: ${inWords(explanation).toLowerCase()}. Evidence: ${inWords(evidence).toLowerCase()}.`;
}

function valueIn(content: Proposal['content'], field: string, routeName: Seen['routeName']): string {
  if (field === 'route' && content.route !== null) return routeName(content.route);
  const said = partOf(content, field);
  return (typeof said === 'string' || typeof said === 'number' ? String(said) : '') || 'Nothing yet';
}

function employersIn(employers: Ready['employers']): string {
  const different = (key: 'size' | 'sector' | 'region') => new Set(employers.map((one) => one[key])).size;
  if (employers.length === 0) return 'Nothing yet';
  const [sizes, sectors, regions] = [different('size'), different('sector'), different('region')];
  return `${many(employers, 'employer')}, of ${count(sizes, 'size')}, ${count(sectors, 'sector')} and ${count(regions, 'region')}`;
}

const count = (number: number, one: string, several = `${one}s`): string => `${number} ${number === 1 ? one : several}`;
const many = (list: readonly unknown[], one: string, several?: string): string => count(list.length, one, several);
const inWords = (text: string): string => (text === '' ? 'Nothing yet' : count(text.split(/\s+/).length, 'word'));
