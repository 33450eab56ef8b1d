import { testContext, type TestContext } from '@test/support';
import fc from 'fast-check';
import { organisationKey } from './domain/organisations';

describe('the names of organisations', () => {
  let ctx: TestContext;
  beforeAll(async () => {
    ctx = await testContext([]);
  });
  afterAll(() => ctx?.close());

  const inDatabase = async (names: readonly string[]): Promise<string[]> => {
    const rows = await ctx.db
      .read()
      .rows<{ key: string }>(
        `select organisation_key(name) as key from unnest($1::text[]) with ordinality as x(name, no) order by no`,
        [names],
      );
    return rows.map(({ key }) => key);
  };

  it('are compared by the database as they are by the code', async () => {
    const names = [
      'Acme Ltd',
      'ACME, plc.',
      'B.B.C.',
      'Marks & Spencer',
      "Sainsbury's",
      'Sainsbury’s',
      'Ltd',
      '',
      ' - ',
    ];
    const hard = [
      'Limited Editions',
      'A Ltd Ltd',
      'X Public Limited Company',
      'Öl AG',
      'ŁÓDŹ plc',
      '株式会社',
      'É',
      'A – B',
      'ŴY',
    ];
    expect(await inDatabase([...names, ...hard])).toEqual([...names, ...hard].map(organisationKey));
  });

  it('whatever they are', async () => {
    const word = fc.constantFrom(
      'ltd',
      'Limited',
      'PLC',
      'llp',
      'public',
      'company',
      '&',
      '.',
      "'",
      '-',
      'Acme',
      'ß',
      'Ü',
    );
    const letters = fc.string({ unit: fc.constantFrom(..."aZ9 .&'’-_/()àÖŁß") });
    const name = fc.oneof(
      letters,
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    );
    const names = fc.sample(name, { numRuns: 2000, seed: 1 });
    expect(await inDatabase(names)).toEqual(names.map(organisationKey));
  });
});
