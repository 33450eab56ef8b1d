import { type EvidenceFileDetails, inCodeOrder, type Proposal, requirements } from '@app/proposals';
import type { EmployerRow } from '@app/trailblazers';
import { purposeWords, sizeWords } from './files.view';
import { pageOf } from './proposal.view';

type Action = { href: string; text: string; visuallyHiddenText: string };
type Row = { key: { text: string }; value: { text: string; classes: string }; actions?: { items: Action[] } };
/** A summary card, as govuk's summary list takes it. */
export type Card = { card: { title: { text: string }; actions: { items: Action[] } }; rows: Row[] };

/** Everything that a draft says, as cards with a link to change each; a link leads back here after saving. */
export function answersToCheck(
  proposal: Proposal,
  { employers, files }: { employers: readonly EmployerRow[]; files: readonly EvidenceFileDetails[] },
  routeName: (slug: string) => string,
): Card[] {
  const { title, route, level, profile, typicalJobTitles, duties, ksbs } = proposal.content;
  const change = (field: string, hidden: string): Action => ({
    href: `${pageOf(proposal, field)}${field === 'employers' ? '' : '?back=check'}`,
    text: 'Change',
    visuallyHiddenText: hidden,
  });
  const answer = (field: string, key: string, text: string): Row => ({
    ...row(key, text),
    actions: { items: [change(field, key.toLowerCase())] },
  });
  const list = (field: string, text: string, rows: Row[]): Card => ({
    card: { title: { text }, actions: { items: [change(field, `the ${text.toLowerCase()}`)] } },
    rows: rows.length > 0 ? rows : [row('None', 'There are none yet')],
  });
  return [
    plain('Occupation', [
      answer('title', 'Title', title),
      answer('route', 'Route', route === null ? '' : routeName(route)),
      answer('level', 'Level', level === null ? '' : String(level)),
      answer('profile', 'Profile', profile),
      answer('typicalJobTitles', 'Typical job titles', typicalJobTitles.join('\n')),
    ]),
    list(
      'duties',
      'Duties',
      inCodeOrder(duties).map(({ code, text }) => row(code, text)),
    ),
    list(
      'ksbs',
      'Knowledge, skills and behaviours',
      inCodeOrder(ksbs).map(({ code, text }) => row(code, text)),
    ),
    list(
      'mapping',
      'Mapping',
      inCodeOrder(duties).map((duty) => row(duty.code, duty.ksbs.length === 0 ? '' : `needs ${duty.ksbs.join(', ')}`)),
    ),
    ...requirements.map(({ key, text }) => {
      const { explanation, evidence } = proposal.content.requirements[key];
      return list(`requirement-${key}`, text, [row('Explanation', explanation), row('Evidence', evidence)]);
    }),
    list(
      'files',
      'Evidence files',
      files.map(({ name, size, requirement }) => row(name, `${purposeWords(requirement)}, ${sizeWords(size)}`)),
    ),
    list(
      'employers',
      'Employers of the group',
      employers.map((one) => row(one.name, employerText(one))),
    ),
  ];
}

function row(key: string, text: string): Row {
  return { key: { text: key }, value: { text: text === '' ? 'Not given yet' : text, classes: 'waymark-prose' } };
}

function plain(text: string, rows: Row[]): Card {
  return { card: { title: { text }, actions: { items: [] } }, rows };
}

function employerText({ size, sector, region }: EmployerRow): string {
  return `${size}, ${sector}, ${region}`;
}
