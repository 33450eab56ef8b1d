import { Refused } from '@app/kernel';
import { mostInvited, readInvitationList } from './invitation-list';

const read = (text: string) =>
  readInvitationList(text).invited.map(({ organisation, email, contact }) => [organisation, email, contact]);
const faults = (text: string): string[] => {
  try {
    readInvitationList(text);
  } catch (error) {
    return (error as Refused).reasons.map((reason) => reason.text);
  }
  return [];
};

describe('a list of organisations to invite', () => {
  it('is read with commas, semicolons and tabs, with a mark at its beginning, quoted, and with columns in any order', () => {
    const acme = [['Acme, Sons & Co', 'ann@acme.test', 'Ann']];
    expect(read('"Acme, Sons & Co",ann@acme.test,Ann')).toEqual(acme);
    expect(read('\uFEFForganisation;email;contact name\r\nAcme, Sons & Co;ann@acme.test;Ann\r\n')).toEqual(acme);
    expect(read('Contact\tE-mail\tOrganisation\nAnn\tann@acme.test\tAcme, Sons & Co')).toEqual(acme);
    expect(read('Acme "the Best" Ltd,ann@acme.test')).toEqual([['Acme "the Best" Ltd', 'ann@acme.test', '']]);
    expect(read('"Acme\nNorth",ann@acme.test\n\n  ,\n')).toEqual([['Acme North', 'ann@acme.test', '']]);
  });

  it('knows a text that was kept from being a formula, and refuses a formula', () => {
    expect(read(`'+Plus,ann@acme.test\n"=""Beta""",b@beta.test\n@Home Care,c@home.test`)).toEqual([
      ['+Plus', 'ann@acme.test', ''],
      ['Beta', 'b@beta.test', ''],
      ['@Home Care', 'c@home.test', ''],
    ]);
    expect(faults(`'=1+1,ann@acme.test`)).toEqual(['Line 1: “=1+1” is a formula: write its words']);
  });

  it('names each wrong line with its number and what is wrong, and takes nothing', () => {
    expect(
      faults(
        'organisation,email,contact\nAcme,ann@acme.test\n,b@b.test\n\nBeta,at home\nGamma\n=1+1,c@c.test\nD,,www.x.test',
      ),
    ).toEqual([
      'Line 3: there is no name of an organisation',
      'Line 5: “at home” is no email address',
      'Line 6: the organisation and its address must be apart by a comma or semicolon',
      'Line 7: “=1+1” is a formula: write its words',
      'Line 8: there is no email address',
      'Line 8: “www.x.test” is no name of a person',
    ]);
    expect(faults('Acme,"ann@acme.test\nBeta,b@b.test')[0]).toMatch(/^Line \d: a quotation mark/);
    expect(faults('organisation,email')).toEqual(['Enter at least one organisation with its email address']);
  });

  it('folds what reaches the same mailbox, and says which lines', () => {
    const list = readInvitationList('Acme,Ann@Acme.test\nBeta,b@b.test\nAcme again,ann@ACME.test.');
    expect([list.invited.map(({ line }) => line), list.doubles]).toEqual([[1, 2], [{ line: 3, of: 1 }]]);
  });

  it('has an end, and wrong lines are named up to one', () => {
    const lines = Array.from({ length: mostInvited + 1 }, (_, no) => `Acme ${no},a${no}@acme.test`);
    expect(faults(lines.join('\n'))[0]).toContain('at most 500');
    expect(
      faults(
        lines
          .slice(1)
          .map((line) => line.replace('@', ' '))
          .join('\n'),
      ).at(-1),
    ).toBe('470 more lines are wrong');
  });
});
