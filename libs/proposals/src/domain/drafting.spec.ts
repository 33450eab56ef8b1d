import { blankContent, type ProposalContent } from './content';
import { difference, placesChanged } from './drafting';

const duty = (code: string, text: string) => ({ code, text, ksbs: [] });
const from = (change: Partial<ProposalContent>): ProposalContent => ({ ...blankContent(), ...change });

describe('the places of a draft that a change touches', () => {
  it.each<[string, Partial<ProposalContent>, Partial<ProposalContent>, string[]]>([
    ['nothing', { title: 'A' }, { title: 'A' }, []],
    ['a field', { title: 'A' }, { title: 'B' }, ['title ']],
    ['a list without codes', { keywords: ['a'] }, { keywords: ['a', 'b'] }, ['keywords ']],
    ['a statement', { duties: [duty('D1', 'a')] }, { duties: [duty('D1', 'b')] }, ['duties D1']],
    ['one that is new', { duties: [] }, { duties: [duty('D1', 'a')] }, ['duties D1']],
    ['one that is gone', { duties: [duty('D1', 'a'), duty('D2', 'b')] }, { duties: [duty('D2', 'b')] }, ['duties D1']],
    [
      'a part of a field',
      { grounds: { explanation: 'a', evidence: '' } },
      { grounds: { explanation: 'b', evidence: '' } },
      ['grounds explanation'],
    ],
    ['something where there was nothing', { successor: null }, { successor: 'none' }, ['successor ']],
  ])('%s', (_, before, after, places) => {
    expect(placesChanged(from(before), from(after))).toEqual(places);
  });

  it('are as many requirements as were changed, each by itself', () => {
    const { requirements } = blankContent();
    const broad = { explanation: 'x', evidence: '' };
    expect(placesChanged(from({}), from({ requirements: { ...requirements, broad } }))).toEqual(['requirements broad']);
  });

  it('are found too where a field that came later is absent on one side', () => {
    const later = { ...from({}), later: 'It says something' };
    expect(placesChanged(from({}), later)).toEqual(['later ']);
    expect(placesChanged(later, from({}))).toEqual(['later ']);
    expect(difference(from({}), later)).toEqual({ before: { later: null }, after: { later: later.later } });
    expect(difference(later, from({}))).toEqual({ before: { later: later.later }, after: { later: null } });
  });
});
