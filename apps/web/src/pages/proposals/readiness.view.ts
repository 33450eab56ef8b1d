import {
  changedFields,
  fieldsOf,
  partNamed,
  type PartOfRequest,
  type Proposal,
  type Said,
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
    const part = partNamed(field);
    if (part === null) return [];
    const gaps = ready.gaps.filter((gap) => gap.field === field);
    return {
      text: part.text,
      href: pageOf(proposal, field),
      looksAt: part.looksAt,
      institute: part.source === 'institute',
      there: thereOf(proposal, ready, field, part),
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

/** What there is of a part: what it says, or, where that is long, how much. */
function thereOf(
  { content }: Proposal,
  { employers, ground, files, matches, routeName }: Seen,
  field: string,
  { says }: PartOfRequest,
): string {
  switch (field) {
    case 'route':
      return content.route === null ? 'Nothing yet' : routeName(content.route);
    case 'profile':
    case 'instead':
      return inWords(content[field]);
    case 'duties':
      return many(content.duties, 'duty', 'duties');
    case 'ksbs':
      return many(content.ksbs, 'statement');
    case 'mapping': {
      const mapped = content.duties.filter(({ ksbs }) => ksbs.length > 0).length;
      return `${mapped} of ${many(content.duties, 'duty', 'duties')} say what they need`;
    }
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
      return briefly(says({ ...content, employers, files }));
  }
}

function briefly(said: Said): string {
  if (said.shape === 'list') return said.items.join('; ') || 'Nothing yet';
  if (said.shape !== 'texts') return '';
  return said.texts
    .map(([name, text]) => (name === null ? text || 'Nothing yet' : `${name}: ${inWords(text).toLowerCase()}.`))
    .join(' ');
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
