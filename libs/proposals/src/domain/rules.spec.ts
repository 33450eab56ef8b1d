import { aCompleteContent } from '../testing';
import { blankContent, requirements } from './content';
import { proposalFields } from './change-request';
import { submissionGaps } from './rules';

const texts = (content = aCompleteContent(), employers = 1): string[] =>
  submissionGaps(content, employers).map(({ text }) => text);

describe('what is missing before a proposal can be submitted', () => {
  it('is nothing when all is there', () => {
    expect(submissionGaps(aCompleteContent(), 1)).toEqual([]);
  });

  it('of a blank draft names every part, each by a field that has a page', () => {
    const fields = new Set(submissionGaps(blankContent(), 0).map(({ field }) => field));
    const named = proposalFields.map(({ field }) => field);
    // Files may be given beside the words, and nothing can be mapped while there are no statements: neither is a gap yet.
    expect([...fields].sort()).toEqual(named.filter((field) => !['mapping', 'files'].includes(field)).sort());
  });

  it('asks for explanation and evidence of each requirement apart', () => {
    for (const { key, text } of requirements) {
      const { requirements: given } = aCompleteContent();
      const explained = aCompleteContent({ requirements: { ...given, [key]: { explanation: 'So.', evidence: '' } } });
      expect(submissionGaps(explained, 1)).toEqual([
        { field: `requirement-${key}`, text: `Give evidence for the requirement "${text}"` },
      ]);
    }
  });

  it('counts duties and statements, and wants each kind', () => {
    const { duties, ksbs } = aCompleteContent();
    expect(texts(aCompleteContent({ duties: duties.slice(0, 2) }))).toContain('Add at least 3 duties: there are 2');
    const without = ksbs.filter(({ kind }) => kind !== 'behaviour');
    expect(texts(aCompleteContent({ ksbs: without }))).toContain('Add at least one statement of behaviour');
  });

  it('wants every duty mapped and every statement needed by a duty', () => {
    const [first, ...others] = aCompleteContent().duties;
    const duties = [{ ...(first ?? { code: 'D1', text: '' }), ksbs: [] }, ...others];
    expect(texts(aCompleteContent({ duties }))).toEqual([
      'Say which knowledge, skills and behaviours duty D1 needs',
      'Say which duty needs K1',
      'Say which duty needs B1',
    ]);
  });

  it('wants an employer', () => {
    expect(submissionGaps(aCompleteContent(), 0)).toEqual([
      { field: 'employers', text: 'Add the employers of the trailblazer group' },
    ]);
  });
});
