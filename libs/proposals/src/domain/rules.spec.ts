import { aBasis, aCompleteContent, someGrounds } from '../testing';
import { type Basis, blankContent, type ProposalContent, requirements } from './content';
import { kindsOfRequest, type RequestKind, requestKinds } from './kinds';
import { submissionGaps } from './rules';

const asking = (kind: RequestKind, content = aCompleteContent(), basis: Basis | null = null) =>
  submissionGaps({ kind, content, basis }, 1);
const texts = (kind: RequestKind, content = aCompleteContent(), basis: Basis | null = null): string[] =>
  asking(kind, content, basis).map(({ text }) => text);

const close = { reference: 'OCC0116', title: 'Software developer', likeness: 50 };

describe('what is missing before a proposal can be submitted', () => {
  it('is nothing when all is there', () => {
    expect(asking('occupation')).toEqual([]);
    expect(asking('standard', aCompleteContent(), aBasis())).toEqual([]);
  });

  it.each(requestKinds)('of a blank %s names every part that it asks for, each by a field that has a page', (kind) => {
    const blank = { ...blankContent(), title: 'One - A' };
    const content = kind === 'change' ? { ...blank, typicalJobTitles: [] } : blankContent();
    const fields = new Set(submissionGaps({ kind, content, basis: null }, 0, [close]).map(({ field }) => field));
    // Keywords may be blank, files may be given beside the words, and nothing can be mapped while there are no statements.
    const asked = kindsOfRequest[kind].fields.filter((field) => !['keywords', 'files', 'mapping'].includes(field));
    expect([...fields].sort()).toEqual(asked.filter((field) => kind !== 'change' || field !== 'title').sort());
  });

  it('asks what each close match is to a new occupation, until it is answered', () => {
    const said = { reference: 'OCC0116', is: 'distinct' as const, reason: 'It audits, and does not develop.' };
    const of = (content = aCompleteContent()) =>
      submissionGaps({ kind: 'occupation', content, basis: null }, 1, [close]);
    const text = 'Say what Software developer (OCC0116) is to the proposed occupation';
    expect(of()).toEqual([{ field: 'matchAnswers', at: 'match-OCC0116', text }]);
    expect(of(aCompleteContent({ matchAnswers: [said] }))).toEqual([]);
    expect(of(aCompleteContent({ matchAnswers: [{ ...said, reference: 'OCC0117' }] }))).toHaveLength(1);
  });

  it('asks for explanation and evidence of each requirement apart', () => {
    for (const { key, text } of requirements) {
      const { requirements: given } = aCompleteContent();
      const explained = aCompleteContent({ requirements: { ...given, [key]: { explanation: 'So.', evidence: '' } } });
      expect(asking('occupation', explained)).toEqual([
        { field: `requirement-${key}`, at: 'evidence', text: `Give evidence for the requirement "${text}"` },
      ]);
    }
  });

  it('counts duties and statements, and wants each kind', () => {
    const { duties, ksbs } = aCompleteContent();
    expect(texts('occupation', aCompleteContent({ duties: duties.slice(0, 2) }))).toContain(
      'Add at least 3 duties: there are 2',
    );
    const without = ksbs.filter(({ kind }) => kind !== 'behaviour');
    expect(texts('standard', aCompleteContent({ ksbs: without }))).toContain('Add at least one statement of behaviour');
  });

  it('wants every duty mapped and every statement needed by a duty', () => {
    const [first, ...others] = aCompleteContent().duties;
    const duties = [{ ...(first ?? { code: 'D1', text: '' }), ksbs: [] }, ...others];
    expect(texts('standard', aCompleteContent({ duties }))).toEqual([
      'Say which knowledge, skills and behaviours duty D1 needs',
      'Say which duty needs K1',
      'Say which duty needs B1',
    ]);
  });

  it('wants an employer', () => {
    expect(submissionGaps({ kind: 'occupation', content: aCompleteContent(), basis: null }, 0)).toEqual([
      { field: 'employers', text: 'Add the employers of the trailblazer group' },
    ]);
  });

  it('is, of a new occupation, no statement of knowledge and no mapping: these are its standard', () => {
    const duties = aCompleteContent().duties.map((duty) => ({ ...duty, ksbs: [] }));
    expect(asking('occupation', aCompleteContent({ ksbs: [], duties }))).toEqual([]);
  });
});

describe('what is missing of a change', () => {
  const few = { duties: [{ code: 'D1', text: 'Audit', ksbs: [] }], ksbs: [], grounds: someGrounds };

  it('is a change, while nothing is changed, and why', () => {
    expect(texts('change', aCompleteContent(), aBasis())).toEqual([
      'Nothing is changed yet: change what has to be different',
      'Say why this is needed',
      'Give evidence for why this is needed',
    ]);
  });

  it('is nothing of what it leaves as it stands, or corrects', () => {
    const overview = aCompleteContent({ ...few, profile: 'Another profile' });
    expect(texts('change', overview, aBasis(few))).toEqual([]);
    const corrected = aCompleteContent({ ...few, duties: [{ code: 'D1', text: 'Audit.', ksbs: [] }] });
    expect(texts('change', corrected, aBasis(few))).toEqual([]);
  });

  it('is as much of a list of statements as a new standard needs, once one is added or removed', () => {
    const more = [...few.duties, { code: 'D2', text: 'Advise', ksbs: [] }];
    expect(texts('change', aCompleteContent({ ...few, duties: more }), aBasis(few))).toContain(
      'Add at least 3 duties: there are 2',
    );
  });
});

describe('what is missing of a dispensation', () => {
  const period = { startsOn: '2027-01-04', endsOn: '2027-03-27' };
  const whole = { affected: ['D1', 'mapping'], instead: 'In a simulator', period, grounds: someGrounds };
  const of = (change: Partial<ProposalContent>, today = '2026-12-01') =>
    submissionGaps(
      { kind: 'dispensation', content: aCompleteContent({ ...whole, ...change }), basis: aBasis() },
      0,
      [],
      today,
    );

  it('is a part of the standard, what is allowed instead, its days, and why', () => {
    const none = { affected: [], instead: '', period: null, grounds: { explanation: '', evidence: '' } };
    expect(of(none).map(({ field }) => field)).toEqual(['affected', 'instead', 'period', 'grounds', 'grounds']);
    expect(of({})).toEqual([]);
  });

  it('is a part that the standard still has, and a first day that is still to come', () => {
    expect(of({ affected: ['D1', 'K99'] })).toEqual([
      { field: 'affected', text: 'The standard has no K99: choose again' },
    ]);
    expect(of({}, '2027-01-04').map(({ field }) => field)).toEqual(['period']);
  });
});

describe('what is missing of a retirement and of an option', () => {
  it('is a successor or a stated none, and never the occupation itself', () => {
    const of = (successor: string | null) =>
      texts('retirement', aCompleteContent({ triggers: ['not-needed'], successor, grounds: someGrounds }), aBasis());
    expect(of(null)).toEqual(['Choose the occupation that follows, or say that none does']);
    expect(of('OCC0116')).toEqual(['An occupation cannot follow itself']);
    expect([of('none'), of('OCC0117')]).toEqual([[], []]);
  });

  it('is another name for an option that is there already', () => {
    const content = aCompleteContent({ option: { act: 'add', name: 'A' }, grounds: someGrounds });
    expect(texts('option', content, aBasis())).toEqual([
      'There is an option of this name already: give the new one another',
    ]);
    expect(texts('option', { ...content, title: 'Another' }, aBasis())).toEqual([]);
  });
});
