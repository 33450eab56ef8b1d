import { PersonalDataHolders, PlatformModule } from '@app/platform';
import { Test } from '@nestjs/testing';
import { testConfig, testDatabase, type TestDatabase } from '@test/support';
import { featureModules } from '../../apps/features';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => database?.drop());

/** What web, worker and command line start with, but for what each adds. */
async function start(retentionDays: Record<string, number> = {}): Promise<void> {
  const config = { ...testConfig(database.appUrl), retentionDays };
  const building = Test.createTestingModule({ imports: [PlatformModule.with(config), ...featureModules] });
  const module = await building.compile();
  await module.init().finally(() => module.close());
}

describe('a start', () => {
  it('fails where a lib that holds personal data has not registered it', async () => {
    const add = Reflect.get(PersonalDataHolders.prototype, 'add');
    jest.spyOn(PersonalDataHolders.prototype, 'add').mockImplementation(function (
      this: PersonalDataHolders,
      name,
      kinds,
    ) {
      if (name !== 'suggestions') add.call(this, name, kinds);
    });
    await expect(start()).rejects.toThrow('Personal data is held by suggestions, but not registered');
  });

  it('fails where a lib, or a kind, is named twice', async () => {
    const holders = new PersonalDataHolders(testConfig(database.appUrl));
    holders.add('panels', []);
    expect(() => holders.add('panels', [])).toThrow('registers its personal data twice');
  });

  it('fails where the setting names a kind that there is not, or that no number of days ends', async () => {
    await expect(start({ respondents: 10 })).rejects.toThrow('RETENTION_DAYS names respondents: there are');
    await expect(start({ vote: 10 })).rejects.toThrow('RETENTION_DAYS names vote');
  });

  it('is fine with all of them, and with other days', async () => {
    await expect(start({ respondent: 10 })).resolves.toBeUndefined();
  });
});
