import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventDefinitions } from '@app/platform';
import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { testConfig, testDatabase, type TestDatabase } from '@test/support';
import { load } from 'cheerio';
import { Client } from 'pg';
import { z } from 'zod';
import { inlineScriptHash } from '../apps/web/src/http/security-headers';
import { assetFolder } from '../apps/web/src/http/assets';
import { ruleOf } from '../apps/web/src/http/policies';
import { WebModule } from '../apps/web/src/web.module';

const root = join(__dirname, '..');
type Access = { kind: 'public' } | { kind: 'public-form'; limit: string } | { kind: 'can'; action: string };
type Route = { name: string; method: string; access: Access | undefined };

/** Every route of the web site, with what its guard reads. */
function routes(): Route[] {
  const { controllers = [] } = WebModule.with(testConfig('postgres://nowhere.test/none'));
  return controllers.flatMap((controller) => {
    const handlers = controller.prototype as Record<string, unknown>;
    return Object.getOwnPropertyNames(handlers).flatMap((name) => {
      const handler = handlers[name];
      if (name === 'constructor' || typeof handler !== 'function' || !Reflect.hasMetadata(PATH_METADATA, handler))
        return [];
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
      const access = (Reflect.getMetadata('waymark:access', handler) ??
        Reflect.getMetadata('waymark:access', controller)) as Access | undefined;
      return [{ name: `${controller.name}.${name}`, method, access }];
    });
  });
}

describe('every route of the web site', () => {
  const all = routes();

  it('says who may use it', () => {
    expect(all.length).toBeGreaterThan(50);
    expect(all.filter(({ access }) => access === undefined)).toEqual([]);
  });

  it('names a rule that some policy has', () => {
    for (const { name, access } of all) {
      if (access?.kind === 'can') expect([name, ruleOf(access.action)]).toEqual([name, expect.anything()]);
    }
  });

  it('changes nothing when it is a public page: a public form has its token and Origin checked', () => {
    const open = all.filter(({ access, method }) => access?.kind === 'public' && method !== 'GET');
    // Mail programs press these (RFC 8058): the signed address is their key.
    const byMail = ['FollowLinksController.stoppedAll', 'NotificationsController.unsubscribe'];
    expect(open.map(({ name }) => name).sort()).toEqual(byMail);
  });

  it('is counted by sender when anybody may send it, but for links that were mailed, signing in, and a response that was begun', () => {
    const apart = all.filter(
      ({ access, method }) => access?.kind === 'public-form' && method !== 'GET' && access.limit !== 'by-sender',
    );
    expect(apart.map(({ name }) => name).sort()).toEqual([
      'FollowLinksController.confirmed',
      'FollowLinksController.stopped',
      'InvitedController.begin',
      'JoinController.accept',
      // The pages of a response, which was begun by a form that is counted, and is sent by one.
      'RespondController.save',
      'ReviewerController.declare',
      'ReviewerController.review',
      'SavedController.follow',
      'SavedController.replace',
      'SendController.withdrawn',
      'SignInController.enter',
      'SignInController.setPassword',
    ]);
  });
});

type JsonSchema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  format?: string;
  minimum?: number;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  prefixItems?: JsonSchema[];
};

/** Some value that a schema accepts, as far as a sentence made of it needs one. */
function sample(schema: JsonSchema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const [choice] = schema.anyOf ?? schema.oneOf ?? [];
  if (choice !== undefined) return sample(choice);
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([key, value]) => [key, sample(value)]));
  }
  if (schema.type === 'object') return {};
  if (schema.type === 'array') return schema.items === undefined ? [] : [sample(schema.items)];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (schema.format === 'uuid') return '01890000-0000-7000-8000-000000000000';
  if (schema.format === 'date-time') return '2026-11-24T09:00:00.000Z';
  return 'something';
}

describe('every kind of event', () => {
  const named = eventDefinitions().map((definition) => [definition.type, definition] as const);

  it.each(named)('%s has a sentence for the audit trail', (_, definition) => {
    const said = definition.says(
      sample(z.toJSONSchema(definition.schema, { unrepresentable: 'any' }) as JsonSchema) as object,
    );
    expect(said).toMatch(/^\S.*\S$/s);
    expect(said).not.toMatch(/undefined|\[object|NaN/);
  });

  it.each(named.filter(([, { personal }]) => personal.length > 0))(
    '%s has a sentence when what is personal in it was erased, too',
    (_, definition) => {
      const data = sample(z.toJSONSchema(definition.schema, { unrepresentable: 'any' }) as JsonSchema) as object;
      const erased = Object.fromEntries(definition.personal.map((field) => [field, { personal: 'a-hash' }]));
      const said = definition.says({ ...data, ...erased });
      expect(said).toMatch(/^\S.*\S$/s);
      expect(said).not.toMatch(/undefined|\[object|NaN|a-hash/);
    },
  );

  it.each(named)('%s is named <subject>.<past tense> and keeps its personal fields apart', (type, definition) => {
    expect(type).toMatch(/^[a-z][a-z-]*\.[a-z][a-z-]*$/);
    const { properties = {} } = z.toJSONSchema(definition.schema, { unrepresentable: 'any' }) as JsonSchema;
    for (const field of definition.personal) expect(Object.keys(properties)).toContain(field);
    for (const field of ['email', 'password', 'token', 'ip'].filter((one) => one in properties)) {
      expect([type, definition.personal]).toEqual([type, expect.arrayContaining([field])]);
    }
  });
});

describe('every lifecycle', () => {
  const files = readdirSync(join(root, 'libs'))
    .map((lib) => join(root, 'libs', lib, 'src/domain/lifecycle.ts'))
    .filter((file) => existsSync(file));
  const tables = files.flatMap((file) =>
    Object.entries(jest.requireActual<Record<string, unknown>>(file)).filter(([name]) => name.endsWith('Lifecycle')),
  ) as [string, Record<string, Record<string, string>>][];

  it('is found', () => expect(tables.map(([name]) => name)).toContain('proposalLifecycle'));

  it.each(tables)('%s leads to all of its states, and to no other', (_, table) => {
    const [first = ''] = Object.keys(table);
    const reached = new Set([first]);
    for (const state of reached) for (const to of Object.values(table[state] ?? {})) reached.add(to);
    expect([...reached].sort()).toEqual(Object.keys(table).sort());
  });
});

describe('the database', () => {
  let database: TestDatabase;
  let app: Client;

  beforeAll(async () => {
    database = await testDatabase();
    app = new Client({ connectionString: database.appUrl });
    await app.connect();
  });
  afterAll(async () => {
    await app?.end();
    await database?.drop();
  });
  const names = async (sql: string): Promise<string[]> =>
    (await app.query<{ name: string }>(sql)).rows.map(({ name }) => name);

  it('belongs to another role than the one that the app runs as', async () => {
    const owned = await names(`select relname as name from pg_class where pg_get_userbyid(relowner) = current_user`);
    expect(owned).toEqual([]);
    expect(await names(`select proname as name from pg_proc where pg_get_userbyid(proowner) = current_user`)).toEqual(
      [],
    );
    expect(await names(`select 'superuser' as name where current_setting('is_superuser')::boolean`)).toEqual([]);
    await expect(app.query('create table public.mine (id int)')).rejects.toThrow('permission denied');
  });

  it('lets nobody change what is append-only', async () => {
    const tables = await names(`select c.relname as name from pg_class c
      where c.relnamespace = 'public'::regnamespace and obj_description(c.oid, 'pg_class') = 'append-only'`);
    expect(tables).toEqual(expect.arrayContaining(['event', 'proposal_version', 'vote']));
    for (const table of tables) {
      await expect(app.query(`delete from "${table}"`)).rejects.toThrow('permission denied');
      await expect(app.query(`truncate "${table}"`)).rejects.toThrow('permission denied');
    }
  });

  it('folds no e-mail address by itself', async () => {
    const folds = (text: string) => `${text} ~* 'lower\\([^)]*(email|address)'`;
    expect(await names(`select indexname as name from pg_indexes where ${folds('indexdef')}`)).toEqual([]);
    expect(
      await names(`select conname as name from pg_constraint where ${folds('pg_get_constraintdef(oid)')}`),
    ).toEqual([]);
    expect(await names(`select proname as name from pg_proc where ${folds('prosrc')}`)).toEqual([]);
    expect(await names(`select viewname as name from pg_views where ${folds('definition')}`)).toEqual([]);
  });

  it('keeps times with their zone', async () => {
    expect(
      await names(`select table_name || '.' || column_name as name from information_schema.columns
        where table_schema = 'public' and data_type = 'timestamp without time zone'`),
    ).toEqual([]);
  });
});

/** The rules that ESLint finds broken in these texts, each in the place of a file; in a process of its own. */
function lint(texts: { file: string; text: string }[]): string[][] {
  const script = `import { ESLint } from 'eslint';
    const eslint = new ESLint();
    const found = [];
    for (const { file, text } of ${JSON.stringify(texts)}) {
      const [result] = await eslint.lintText(text, { filePath: file });
      found.push(result.messages.map(({ ruleId }) => ruleId));
    }
    console.log(JSON.stringify(found));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  return JSON.parse(said) as string[][];
}

describe('the source', () => {
  it('is refused by ESLint when a lib imports what may-import.mjs does not allow it', () => {
    const text = `import { Proposals } from '@app/proposals';\nexport const used = Proposals;\n`;
    const typeorm = `import { Column } from 'typeorm';\nexport const used = Column;\n`;
    const [kernel, accounts, panels, domain] = lint([
      { file: 'libs/kernel/src/ids.ts', text },
      { file: 'libs/accounts/src/accounts.module.ts', text },
      { file: 'libs/panels/src/panels.module.ts', text },
      { file: 'libs/proposals/src/domain/rules.ts', text: typeorm },
    ]);
    expect(kernel).toContain('boundaries/dependencies');
    expect(accounts).toContain('boundaries/dependencies');
    expect(panels).toEqual([]);
    expect(domain).toEqual(['no-restricted-imports']);
  });

  it('writes CSV in one place: nothing else names its media type or joins cells', () => {
    const files = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    );
    const writers = files.filter(
      (file) =>
        /(?<!spec)\.ts$/.test(file) &&
        /text\/csv; |join\('(,|;|\\t)'\).*\\n|csv-stringify|unparse\(/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(writers).toEqual(['apps/web/src/http/csv.ts']);
  });
});

/** The sources of the product, specs left out, each with its path. */
const sources = ['apps', 'libs'].flatMap((top) =>
  readdirSync(join(root, top), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .map((file) => ({ file: `${top}/${file}`, text: readFileSync(join(root, top, file), 'utf8') })),
);
/** The files in which this is found. */
const filesWith = (pattern: RegExp): string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file);

describe('an e-mail address', () => {
  it('has one normal form and one field: nothing else folds it or reads it', () => {
    expect(filesWith(/\blower\([^)]*(email|address)/i)).toEqual([]);
    expect(filesWith(/\b(email|address)\w*(\.trim\(\))?\.to(Locale)?(Lower|Upper)Case\(/i)).toEqual([]);
    expect(filesWith(/\bz\s*\.(string\(\)\s*\.)?email\(/)).toEqual([]);
  });

  it('is mailed to from two places only: the ledger, which counts, and links to set a password', () => {
    expect(filesWith(/mailer\.send\(/).sort()).toEqual([
      'libs/accounts/src/sign-in.service.ts',
      'libs/notifications/src/sending.service.ts',
    ]);
  });
});

describe('README', () => {
  it('prints the table of which lib may import which', async () => {
    const script = `import { mayImport } from './may-import.mjs'; console.log(JSON.stringify(mayImport));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
    const mayImport = JSON.parse(said) as Record<string, string[]>;
    const rows = readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^\| `([a-z-]+)` \| [^|]+ \|([^|]*)\|$/gm);
    const printed = Object.fromEntries([...rows].map(([, lib = '', uses = '']) => [lib, uses.trim()]));
    const ground = ['kernel', 'platform'];
    const meant = Object.entries(mayImport).filter(
      ([lib]) => ![...ground, 'reviews', 'audit', 'notifications'].includes(lib),
    );
    expect(Object.keys(printed).sort()).toEqual([...meant.map(([lib]) => lib), 'audit', 'notifications'].sort());
    for (const [lib, uses] of meant) {
      expect([lib, printed[lib]]).toEqual([lib, uses.filter((one) => !ground.includes(one)).join(', ')]);
    }
  });
});

describe('what browsers load', () => {
  it('has no licensed font and nothing from elsewhere', () => {
    const css = readFileSync(join(assetFolder, 'waymark.css'), 'utf8');
    expect(css.length).toBeGreaterThan(10_000);
    expect(css).not.toContain('@font-face');
    expect(css).not.toMatch(/GDS Transport/i);
    expect(css).not.toMatch(/url\(["']?(https?:)?\/\//);
  });

  it('runs the one inline script of the GOV.UK template, known by its hash', () => {
    const template = readFileSync(join(root, 'node_modules/govuk-frontend/dist/govuk/template.njk'), 'utf8');
    const scripts = [...template.matchAll(/<script[^>]*>(.*?)<\/script>/gs)].map(([, text = '']) => text);
    const hashes = scripts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(hashes).toEqual([inlineScriptHash]);
  });

  it('is free of inline scripts, handlers and styles in our own templates', () => {
    const folder = join(root, 'apps/web/src');
    const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.njk'),
    );
    expect(templates.length).toBeGreaterThan(40);
    for (const file of templates) {
      const $ = load(readFileSync(join(folder, file), 'utf8'));
      const inline = $('script:not([src]), style, [style], [onclick], [onchange], [onsubmit]').toArray();
      expect([file, inline.map((element) => $.html(element))]).toEqual([file, []]);
    }
  });
});
