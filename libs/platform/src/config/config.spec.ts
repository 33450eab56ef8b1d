import { isAbsolute } from 'node:path';
import { loadConfig } from './config';

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://maps.example.test',
  DATABASE_URL: 'postgres://app@db.example.test/waymark',
  SESSION_SECRET: 'a secret of more than thirty-two characters',
  SMTP_URL: 'smtp://mail.example.test',
};

describe('the settings', () => {
  it('have a default for everything outside production', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'http://127.0.0.1:3000',
      production: false,
    });
    expect(config.databaseUrl).toBeNull();
    expect(config.demoPassword).not.toBeNull();
    expect(isAbsolute(config.dataDir)).toBe(true);
  });

  it('count an empty value as unset', () => {
    expect(loadConfig({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 3000, redisUrl: null });
  });

  it.each([
    ['PORT', 'eighty'],
    ['PORT', '70000'],
    ['BASE_URL', 'maps.example.test'],
    ['DATABASE_URL', 'mysql://db.example.test/waymark'],
    ['DATABASE_POOL', '0'],
    ['REDIS_URL', 'http://redis.example.test'],
    ['SMTP_URL', 'mail'],
    ['FILE_STORE_URL', 'evidence'],
    ['FILE_STORE_URL', 's3://evidence'],
    ['FILE_STORE_REGION', 'eu west'],
    ['SESSION_SECRET', 'short'],
    ['LOG_LEVEL', 'loud'],
    ['RETENTION_DAYS', 'respondent'],
    ['RETENTION_DAYS', 'respondent=soon'],
    ['DEMO_PASSWORD', 'short'],
    ['NODE_ENV', 'prod'],
  ])('name %s in one sentence when it is %s', (name, value) => {
    expect(() => loadConfig({ [name]: value })).toThrow(new RegExp(`^The setting ${name} [^.]+\\.`));
  });

  it.each(['BASE_URL', 'DATABASE_URL', 'SESSION_SECRET', 'SMTP_URL'])('require %s in production', (name) => {
    expect(() => loadConfig({ ...production, [name]: undefined })).toThrow(
      `The setting ${name} is required in production.`,
    );
  });

  it('have no demo password in production, and refuse one', () => {
    expect(loadConfig(production).demoPassword).toBeNull();
    expect(() => loadConfig({ ...production, DEMO_PASSWORD: 'a password for the demo' })).toThrow('DEMO_PASSWORD');
  });

  it('have no demo key in production, and refuse one', () => {
    expect(loadConfig({}).demoApiKey).toBe('demo-key');
    expect(loadConfig(production).demoApiKey).toBeNull();
    expect(() => loadConfig({ ...production, DEMO_API_KEY: 'demo-key' })).toThrow('DEMO_API_KEY');
  });

  it('let the links of the API lead to other hosts, and else to this one', () => {
    expect(loadConfig(production)).toMatchObject({ apiUrl: production.BASE_URL, mapsUrl: production.BASE_URL });
    expect(loadConfig({ API_URL: 'https://api.example.test/', MAPS_URL: 'https://maps.example.test' })).toMatchObject({
      apiUrl: 'https://api.example.test',
      mapsUrl: 'https://maps.example.test',
    });
  });

  it('give kinds of personal data other days', () => {
    expect(loadConfig({}).retentionDays).toEqual({});
    const { retentionDays } = loadConfig({ RETENTION_DAYS: 'respondent=365, dev-inbox = 7' });
    expect(retentionDays).toEqual({ respondent: 365, 'dev-inbox': 7 });
  });

  it('never have a session secret of their own in production', () => {
    expect(loadConfig({}).sessionSecret).toBeNull();
    expect(loadConfig(production).sessionSecret).toBe(production.SESSION_SECRET);
  });

  it('keep files in the folder, or in a bucket whose key is given with it', () => {
    expect(loadConfig({}).fileStore).toBeNull();
    const bucket = {
      FILE_STORE_URL: 'https://s3.example.test/evidence/',
      FILE_STORE_KEY_ID: 'a key',
      FILE_STORE_SECRET: 'its secret',
    };
    const place = { url: 'https://s3.example.test/evidence', keyId: 'a key', secret: 'its secret' };
    expect(loadConfig({ ...production, ...bucket }).fileStore).toEqual({ ...place, region: 'us-east-1' });
    expect(loadConfig({ ...bucket, FILE_STORE_REGION: 'eu-west-2' }).fileStore).toEqual({
      ...place,
      region: 'eu-west-2',
    });
    for (const name of Object.keys(bucket)) {
      expect(() => loadConfig({ ...bucket, [name]: '' })).toThrow(
        `The setting ${name} is required: a bucket for files and its key go together.`,
      );
    }
  });

  it('take no key in the address of the bucket, where it would be shown', () => {
    for (const FILE_STORE_URL of [
      'https://key:secret@s3.example.test/evidence',
      'https://s3.example.test/evidence?key=secret',
    ]) {
      expect(() => loadConfig({ FILE_STORE_URL })).toThrow(
        /^The setting FILE_STORE_URL must be .* alone: (?!.*secret)/,
      );
    }
  });

  it('refuse an owner of no database', () => {
    expect(() => loadConfig({ MIGRATION_DATABASE_URL: 'postgres://owner@db.example.test/waymark' })).toThrow(
      'The setting DATABASE_URL is required when MIGRATION_DATABASE_URL is set.',
    );
  });
});
