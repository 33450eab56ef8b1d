import {
  type Proposal,
  Proposal as ProposalEntity,
  type RequestKind,
  requestKinds,
  submissionGaps,
} from '@app/proposals';
import { aBasis, aCompleteContent, someGrounds } from '@app/proposals/testing';
import { readinessView } from './readiness.view';

const employer = { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' } as const;
const letter = {
  id: 'f1',
  requirement: null,
  name: 'letter.pdf',
  kind: 'pdf',
  size: 900,
  sha256: 'a'.repeat(64),
} as const;
const close = { reference: 'OCC0116', title: 'Software developer', likeness: 50 };

function viewOf(kind: RequestKind, content = aCompleteContent(), found = [close]) {
  const basis = kind === 'occupation' ? null : aBasis();
  const proposal: Proposal = Object.assign(new ProposalEntity(), { id: 'p1', groupId: 'g1', kind, content, basis });
  const matches = kind === 'occupation' ? { edition: 1, found } : null;
  const gaps = submissionGaps(proposal, 1, matches?.found);
  const routeName = (slug: string): string => (slug === 'health-science' ? 'Health and science' : slug);
  const seen = { employers: [employer], files: [letter], matches, gaps, routeName };
  return { gaps, parts: readinessView(proposal, seen) };
}
const named = (kind: RequestKind, content = aCompleteContent()) => viewOf(kind, content).parts.map(({ text }) => text);

describe('whether a request is ready', () => {
  it.each(requestKinds)('of the kind %s tells each gap once, beside what an assessor looks at there', (kind) => {
    const { gaps, parts } = viewOf(kind, aCompleteContent({ duties: [], title: '', profile: '' }));
    expect(gaps).not.toEqual([]);
    expect(parts.flatMap(({ missing }) => missing.map(({ text }) => text)).sort()).toEqual(
      gaps.map(({ text }) => text).sort(),
    );
    for (const { looksAt } of parts) expect(looksAt).not.toEqual([]);
  });

  it('asks each kind for its own parts, and of a change for what it changes', () => {
    expect(named('occupation')).toContain('Requirement: Recognised and stand-alone');
    expect(named('standard')).toContain('Mapping of duties to knowledge, skills and behaviours');
    expect(named('retirement')).toEqual([
      'What the retirement is raised for',
      'What follows the occupation',
      'Why, and the evidence',
      'Evidence files',
    ]);
    const change = aCompleteContent({ keywords: ['access'], grounds: someGrounds });
    expect(named('change', change)).toEqual(['Keywords', 'Why, and the evidence', 'Evidence files']);
  });

  it('says what is there', () => {
    const there = (text: string, content = aCompleteContent(), found = [close]) =>
      viewOf('occupation', content, found).parts.find((part) => part.text === text)?.there;
    expect(there('Duties')).toBe('3 duties');
    expect(there('Profile')).toBe('5 words');
    expect(there('Route', aCompleteContent({ route: 'health-science' }))).toBe('Health and science');
    expect(there('Route', aCompleteContent({ route: null }))).toBe('Nothing yet');
    expect(there('Evidence files')).toBe('1 file');
    expect(there('Employers of the group')).toBe('1 employer, of 1 size, 1 sector and 1 region');
    expect(there('Similar occupations, and what they are to it')).toBe('0 of 1 close match answered');
    expect(there('Similar occupations, and what they are to it', aCompleteContent(), [])).toBe(
      'No occupation on the maps comes close',
    );
    expect(there('Requirement: Recognised and stand-alone')).toBe('Explanation: 4 words. Evidence: 4 words.');
  });
});
