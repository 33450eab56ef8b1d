import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig, projectRoot, settingNames } from '@app/platform';

const read = (name: string): string => readFileSync(join(projectRoot(), 'docker', name), 'utf8');

/** The `NAME: value` lines of one block of compose.yml, by its first line. */
function block(first: string): Record<string, string> {
  const lines = read('compose.yml').split('\n');
  const from = lines.findIndex((line) => line.startsWith(first));
  const found: Record<string, string> = {};
  for (const line of lines.slice(from + 1)) {
    const setting = /^ {2}([A-Z_]+): (.*)$/.exec(line);
    if (setting?.[1] === undefined) break;
    found[setting[1]] = setting[2] ?? '';
  }
  return found;
}

describe('docker/', () => {
  it('sets settings that there are, and all that production requires', () => {
    const given = block('x-settings:');
    expect(settingNames).toEqual(expect.arrayContaining(Object.keys(given)));
    const filledIn = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value
          .replace('${BASE_URL:?set BASE_URL in docker/.env}', 'http://localhost:8080')
          .replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')
          .replaceAll(/\$\{(\w+):\?([^}]*)\}/g, '$2 and made long enough for a secret'),
      ]),
    );
    const settings = { ...filledIn, DATABASE_URL: 'postgres://app:secret@postgres:5432/waymark' };
    expect(loadConfig(settings)).toMatchObject({ production: true, fileStore: null });
    const bucket = { FILE_STORE_URL: 'http://minio:9000/evidence', FILE_STORE_KEY_ID: 'id', FILE_STORE_SECRET: 'key' };
    expect(Object.keys(given)).toEqual(expect.arrayContaining(Object.keys(bucket)));
    expect(loadConfig({ ...settings, ...bucket }).fileStore).toMatchObject({ url: bucket.FILE_STORE_URL });
  });

  it('asks in example.env for settings that compose.yml passes on', () => {
    const asked = [...read('example.env').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name ?? '');
    expect(asked.length).toBeGreaterThan(4);
    for (const name of asked) expect(read('compose.yml')).toContain(`\${${name}:`);
  });

  it('sets in the image only settings that there are', () => {
    const [, line] = /^ENV (.*)$/m.exec(read('Dockerfile')) ?? [];
    const names = (line ?? '').split(' ').map((pair) => pair.split('=')[0]);
    expect(names.length).toBeGreaterThan(2);
    expect(settingNames).toEqual(expect.arrayContaining(names));
  });

  it('gives web and worker one volume where DATA_DIR is, for files', () => {
    const folder = /DATA_DIR=(\S+)/.exec(read('Dockerfile'))?.[1] ?? 'none';
    expect(read('compose.yml').split(`volumes: ['files:${folder}']`)).toHaveLength(3);
    expect(read('Dockerfile')).toContain(`install -d -o node -g node ${folder}`);
  });

  it('runs two of web and worker', () => {
    expect(read('compose.yml').match(/deploy: \{ replicas: 2 \}/g)).toHaveLength(2);
  });
});
