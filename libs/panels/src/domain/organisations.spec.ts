import { organisationKey, sharedOrganisations } from './organisations';

describe('the names of organisations', () => {
  it.each([
    ['Acme Ltd', 'ACME Limited'],
    ['Acme', 'acme, plc.'],
    ['B.B.C.', 'bbc'],
    ['Marks & Spencer plc', 'Marks and Spencer'],
    ["Sainsbury's", 'Sainsburys'],
    ['North-West  Media', 'North West Media Public Limited Company'],
  ])('%s and %s are the same', (one, other) => expect(organisationKey(one)).toBe(organisationKey(other)));

  it.each([
    ['Acme', 'Acme Training'],
    ['Limited Editions', 'Editions'],
    ['Ltd', 'Limited'],
  ])('%s and %s are two', (one, other) => expect(organisationKey(one)).not.toBe(organisationKey(other)));

  it('are shared where the register names an organisation of the group, in the words of the register', () => {
    expect(sharedOrganisations(['ACME LIMITED', 'Quiet Films'], ['Acme Ltd', 'Other'])).toEqual(['ACME LIMITED']);
    expect(sharedOrganisations([], ['Acme'])).toEqual([]);
  });
});
