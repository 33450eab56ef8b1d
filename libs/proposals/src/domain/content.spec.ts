import { canonicalJson, hashOf } from '@app/kernel';
import { occupationSchema } from '@app/occupational-map';
import { aCompleteContent } from '../testing';
import { proposalFields } from './parts';
import { blankContent, inCodeOrder, nextCode, partOf, proposalContentSchema, submittedContent } from './content';
import { toOccupation } from './on-the-map';

describe('the content of a proposal', () => {
  it('gives the next code of a letter, whatever the others have', () => {
    expect(nextCode('D', [])).toBe('D1');
    expect(nextCode('K', ['K1', 'K9', 'S12'])).toBe('K10');
  });

  it('stands in the order of duties, knowledge, skills, behaviours, by number', () => {
    const codes = ['S1', 'K10', 'B1', 'K2'].map((code) => ({ code }));
    expect(inCodeOrder(codes).map(({ code }) => code)).toEqual(['K2', 'K10', 'S1', 'B1']);
  });

  it('has a part for each field that a change request can be about', () => {
    const content = aCompleteContent();
    for (const { field } of proposalFields.filter((one) => !['employers', 'files'].includes(one.field))) {
      expect(partOf(content, field)).toBeDefined();
    }
    expect(partOf(content, 'mapping')).not.toEqual(partOf(content, 'duties'));
  });

  it('may be blank as a draft, and survives being read back', () => {
    expect(proposalContentSchema.parse(JSON.parse(JSON.stringify(blankContent())))).toEqual(blankContent());
  });

  it('of a submitted version is read as it was stored, and what it says nothing about is empty', () => {
    const odd = { title: ' Da\u00ADta ana\u200Blyst\u00A0', profile: 'One\u000BTwo\r\n', keywords: ['\u00A0a'] };
    const employers = [{ name: 'Heron\u00A0', size: 'small', sector: ' ', region: '\u200B' }];
    const whole = { ...blankContent(), ...odd, employers, files: [], basis: null, matches: null };
    const read = submittedContent(JSON.parse(canonicalJson(whole)));
    expect(hashOf(read)).toBe(hashOf(whole));
    const early = submittedContent({ ...odd, basis: { reference: 'OCC0116', hash: 'a', content: { title: ' b ' } } });
    expect(early).toMatchObject({ ...odd, grounds: { explanation: '', evidence: '' }, period: null, employers: [] });
    expect(early.basis?.content).toEqual({ ...blankContent(), title: ' b ' });
  });

  it('becomes an occupation that the map takes', () => {
    const occupation = toOccupation(aCompleteContent(), 'OCC1234', true);
    expect(occupationSchema.parse(occupation)).toEqual(occupation);
    expect(occupation).toMatchObject({ reference: 'OCC1234', status: 'approved', title: 'Accessibility specialist' });
    expect(occupation.duties).toHaveLength(3);
  });

  it('agreed without a standard, it is an occupation in development', () => {
    const occupation = toOccupation(aCompleteContent(), 'OCC1234', false);
    expect(occupation.status).toBe('in-development');
    expect(occupation.standard).toMatchObject({ version: null, status: 'in-development' });
  });
});
