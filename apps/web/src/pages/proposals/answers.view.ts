import {
  type ContentAndBeside,
  describedParts,
  type EvidenceFileDetails,
  fieldsOf,
  inCodeOrder,
  matchKindWords,
  type PartName,
  partsOfRequests,
  type Proposal,
  requirements,
  saidIn,
} from '@app/proposals';
import type { EmployerDetails } from '@app/trailblazers';
import { purposeWords, sizeWords } from './files.view';
import { pageOf } from './proposal.view';

type Action = { href: string; text: string; visuallyHiddenText: string };
type Row = { key: { text: string }; value: { text: string; classes: string }; actions?: { items: Action[] } };
/** A summary card, as govuk's summary list takes it. */
export type Card = { card: { title: { text: string }; actions: { items: Action[] } }; rows: Row[] };

/** What stands beside the content of a draft: the employers of its group, or the ground on which it has none. */
type Beside = {
  employers: readonly EmployerDetails[];
  ground?: string;
  files: readonly EvidenceFileDetails[];
};

type Asked = readonly [field: string, key: string, text: string];

/** Everything that a draft says, as cards with a link to change each; a link leads back here after saving. */
export function answersToCheck(
  proposal: Proposal,
  { employers, ground, files }: Beside,
  routeName: (slug: string) => string,
): Card[] {
  const { answers, list } = cardsOf(proposal);
  const content = { ...proposal.content, employers, files };
  const { duties, ksbs } = content;
  const says = (field: PartName, said = saidIn(field, content)): Asked => [field, partsOfRequests[field].text, said];
  const texts = (statements: readonly { code: string; text: string }[]): Row[] =>
    inCodeOrder(statements).map(({ code, text }) => row(code, text));
  const needed = inCodeOrder(duties).map((duty) =>
    row(duty.code, duty.ksbs.length === 0 ? '' : `needs ${duty.ksbs.join(', ')}`),
  );
  return [
    ...answers('Option', [says('option')]),
    ...answers('Retirement', [says('triggers'), says('successor')]),
    ...answers('Dispensation', [says('affected'), says('instead'), says('period')]),
    ...answers(
      'Occupation',
      describedParts.map((part) =>
        part === 'route' ? says(part, content.route === null ? '' : routeName(content.route)) : says(part),
      ),
    ),
    ...list('duties', 'Duties', texts(duties)),
    ...list('ksbs', 'Knowledge, skills and behaviours', texts(ksbs)),
    ...list('mapping', 'Mapping', needed),
    ...requirements.flatMap(({ key, text }) =>
      list(`requirement-${key}`, text, explained(`requirement-${key}`, content)),
    ),
    ...list(
      'matchAnswers',
      'Similar occupations',
      content.matchAnswers.map(({ reference, is, reason }) => row(reference, `${matchKindWords[is]}. ${reason}`)),
    ),
    ...list('grounds', partsOfRequests.grounds.text, explained('grounds', content)),
    ...list(
      'files',
      'Evidence files',
      files.map(({ name, size, requirement }) => row(name, `${purposeWords(requirement)}, ${sizeWords(size)}`)),
    ),
    ...(ground === undefined
      ? list(
          'employers',
          'Employers of the group',
          employers.map((one) => row(one.name, employerText(one))),
        )
      : [
          {
            card: { title: { text: 'Without a trailblazer group' }, actions: { items: [] } },
            rows: [row('Ground', ground)],
          },
        ]),
  ];
}

/** Makes the cards of those parts that the proposal's kind asks for: of answers one by one, or of a list as a whole. */
function cardsOf(proposal: Proposal) {
  const asked = fieldsOf(proposal.kind, proposal.content);
  const change = (field: string, hidden: string): Action => ({
    href: `${pageOf(proposal, field)}${field === 'employers' ? '' : '?back=check'}`,
    text: 'Change',
    visuallyHiddenText: hidden,
  });
  return {
    answers: (text: string, given: readonly Asked[]): Card[] => {
      const rows = given
        .filter(([field]) => asked.includes(field))
        .map(([field, key, said]) => ({ ...row(key, said), actions: { items: [change(field, key.toLowerCase())] } }));
      return rows.length === 0 ? [] : [{ card: { title: { text }, actions: { items: [] } }, rows }];
    },
    list: (field: string, text: string, rows: Row[]): Card[] => {
      if (!asked.includes(field)) return [];
      const actions = { items: [change(field, `the ${text.toLowerCase()}`)] };
      return [
        { card: { title: { text }, actions }, rows: rows.length > 0 ? rows : [row('None', 'There are none yet')] },
      ];
    },
  };
}

function explained(field: PartName, content: ContentAndBeside): Row[] {
  const said = partsOfRequests[field].says(content);
  return said.shape === 'texts' ? said.texts.map(([name, text]) => row(name ?? '', text)) : [];
}

function row(key: string, text: string): Row {
  return { key: { text: key }, value: { text: text === '' ? 'Not given yet' : text, classes: 'waymark-prose' } };
}

function employerText({ size, sector, region }: EmployerDetails): string {
  return `${size}, ${sector}, ${region}`;
}
