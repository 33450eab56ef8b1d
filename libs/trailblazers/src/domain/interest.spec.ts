import { interestSchema, invitationGaps, isOpen, saysTheSame } from './interest';

const sent = {
  key: '01890000-0000-7000-8000-000000000000',
  name: 'Bea',
  email: 'bea@example.test',
  organisation: 'Acme',
  size: 'small',
  sector: 'Digital',
  region: 'Leeds',
  needs: 'Two people a year',
} as const;

describe('the interest of an employer', () => {
  it('says who, from where and what is needed, each missing part by its name', () => {
    expect(interestSchema.parse(sent)).toEqual(sent);
    const blank = interestSchema.safeParse({ ...sent, name: ' ', organisation: '', email: 'x', size: '', needs: '' });
    expect(blank.error?.issues.map(({ path }) => path[0])).toEqual(['name', 'email', 'organisation', 'size', 'needs']);
  });

  it('is the same when every part is, and another when one is not', () => {
    expect(saysTheSame(sent, { ...sent })).toBe(true);
    for (const field of ['name', 'email', 'organisation', 'sector', 'region', 'needs'] as const) {
      expect(saysTheSame(sent, { ...sent, [field]: 'other' })).toBe(false);
    }
  });
});

it('an invitation to propose is open until the instant at which it closes', () => {
  const closesAt = new Date('2026-12-01T23:59:59.999Z');
  expect(isOpen({ closesAt }, new Date(closesAt.getTime() - 1))).toBe(true);
  expect(isOpen({ closesAt }, closesAt)).toBe(false);
  expect(invitationGaps({ closesAt }, closesAt)).toHaveLength(1);
});
