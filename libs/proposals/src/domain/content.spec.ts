import { occupationSchema } from '@app/occupational-map';
import { aCompleteContent } from '../testing';
import { proposalFields } from './change-request';
import { blankContent, inCodeOrder, nextCode, partOf, proposalContentSchema, toOccupation } from './content';

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
