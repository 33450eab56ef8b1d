import { type EmployerDetails, employerSchema, employerSizes, reflectiveness } from './organisation';

const employer = (change: Partial<EmployerDetails> = {}): EmployerDetails => ({
  name: 'Acme',
  size: 'large',
  sector: 'Digital',
  region: 'Leeds',
  ...change,
});

describe('the employers of a trailblazer group', () => {
  it('are told to be reflective: more than one, a small one, more than one region', () => {
    expect(reflectiveness([])).toHaveLength(3);
    expect(reflectiveness([employer(), employer({ region: 'LEEDS' })])).toEqual([
      'The group has no small employer',
      'All employers of the group are in one region',
    ]);
    expect(reflectiveness([employer({ size: 'micro' }), employer({ region: 'Wales' })])).toEqual([]);
  });

  it('have one of four sizes, and every field', () => {
    for (const size of employerSizes) expect(employerSchema.safeParse(employer({ size })).success).toBe(true);
    const messages = employerSchema.safeParse({ name: ' ', size: 'huge', sector: '', region: '' }).error?.issues;
    expect(messages?.map(({ message }) => message)).toEqual([
      'Enter the name of the organisation',
      'Choose the size of the organisation',
      'Enter the sector',
      'Enter the region',
    ]);
  });
});
