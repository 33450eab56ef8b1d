import { groupScope, paths, routeScope } from '@app/kernel';
import { Db } from '@app/platform';
import { Trailblazers } from '@app/trailblazers';
import { type Agent, type Site, startSite, type Values } from '@test/support';

/** In every text that is sent, so that it is found again wherever it is stored; a soft hyphen stands in it. */
const marker = 'Zqword';
const never =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u00A0\u00AD\u200B\u2028-\u202F\u2060\u3164\uFEFF\uFFFC\uF0B7]|^\s|\s$/u;

let site: Site;
let officer: Agent;
let chair: Agent;
let admin: Agent;
let sent = 0;

/** A text as it comes from Word, Outlook and web pages, all at once. */
const soiled = (many: boolean): string => {
  const word = `\u00A0\u200BZq\u00ADwo\u2060rd${++sent}\u0007`;
  return many ? `\uFEFF${word}\u000BReads\u2028it.\r\nWrites\u00A0it.\u0085\u3164\r\n` : `\t${word}\uFEFF\u00A0`;
};

/** Fills every text of a form of the page with a soiled one, but for what is given, and sends it. */
async function soil(who: Agent, url: string, form: string, given: Values = {}): Promise<void> {
  await who.get(url);
  const found = who.$(form).first();
  const values: Record<string, string> = {};
  for (const one of found.find('input[type=text], input:not([type]), textarea').toArray()) {
    const name = who.$(one).attr('name') ?? '';
    if (!(name in given)) values[name] = soiled(one.tagName === 'textarea');
  }
  await who.submit(form, { ...values, ...given });
  expect([url, who.status, who.errors]).toEqual([url, 200, []]);
}

/** Every text that is stored anywhere with the marker in it, and the column where it stands. */
async function stored(): Promise<[column: string, text: string][]> {
  const db = site.lib(Db);
  const columns = await db.read().rows<{ table: string; column: string }>(
    `select c.table_name as table, c.column_name as column from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
       and c.data_type in ('text', 'character varying', 'jsonb', 'ARRAY')`,
  );
  const found: [string, string][] = [];
  for (const { table, column } of columns) {
    const rows = await db
      .read()
      .rows<{ value: unknown }>(`select "${column}" as value from "${table}" where "${column}"::text like '%Zq%'`);
    for (const { value } of rows) for (const text of textsIn(value)) found.push([`${table}.${column}`, text]);
  }
  return found.filter(([, text]) => text.includes('Zq'));
}

/** The texts in a value, those in JSON that is stored as text, too. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^[[{]/.test(value) ? textsIn(JSON.parse(value) as unknown) : [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

let groupId: string;
let id: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const officerId = await site.person('Officer', 'officer@example.test', { role: 'product-manager' });
  const grants = [{ role: 'product-manager' as const, scope: null }];
  const acting = { kind: 'person' as const, id: officerId, name: 'Officer', grants };
  groupId = await site.lib(Trailblazers).form(acting, { name: 'Data', remit: 'Data' });
  await site
    .lib(Trailblazers)
    .addEmployer(acting, groupId, { name: 'Acme', size: 'small', sector: 'Digital', region: 'Leeds' });
  await site.person('Chair', 'chair@example.test', { role: 'group-chair', scope: groupScope(groupId) });
  await site.person('Admin', 'admin@example.test', { role: 'administrator' });
  await site.person('Member', 'member@example.test', { role: 'panel-chair', scope: routeScope('digital') });
  [officer, chair, admin] = [
    await site.as('officer@example.test'),
    await site.as('chair@example.test'),
    await site.as('admin@example.test'),
  ];
  await chair.get(paths.newProposal('occupation'));
  await chair.submit('/new/occupation', { groupId });
  id = chair.url.split('/')[2] ?? '';
});
afterAll(() => site?.close());

describe('texts of the real world', () => {
  it('are clean wherever they are stored, from whichever form they come', async () => {
    const part = (name: string): string => paths.proposalPart(id, name);
    const form = 'main form[method=post]';
    await soil(chair, part('occupation'), form, { route: 'digital', level: '4' });
    await soil(chair, part('profile'), form);
    await soil(chair, part('duties'), form);
    await soil(chair, part('ksbs'), form, { kind: 'skill' });
    await soil(chair, part('requirements/broad'), form);
    await soil(officer, paths.trailblazers(), form);
    await soil(admin, paths.apiKeys(), form);
    await soil(admin, paths.newRevision(), form);
    await soil(admin, paths.suggest('OCC0116'), form, {
      part: 'title',
      requester: 'other',
      email: 'reader@example.test',
    });
    const member = await site.as('member@example.test');
    await soil(member, paths.interests(), form, {
      kind: 'employer',
      from: '2026-01-01',
      until: '',
    });
    const found = await stored();
    const numbers = new Set(found.flatMap(([, text]) => text.match(/Zqword\d+/g) ?? []));
    expect(numbers.size).toBeGreaterThan(14);
    expect(found.filter(([, text]) => never.test(text))).toEqual([]);
    expect(found.filter(([, text]) => !text.includes(marker))).toEqual([]);
    const duty = found.find(([column, text]) => column === 'proposal.content' && text.includes('Reads'));
    expect(duty?.[1]).toMatch(/^Zqword\d+\nReads\nit\.\nWrites it\.$/);
  });

  it('are empty where nothing in them is seen', async () => {
    await chair.get(paths.proposalPart(id, 'occupation'));
    await chair.submit('/occupation', { title: '\u200B', route: 'digital', level: '4' });
    expect([chair.status, chair.errors]).toEqual([422, ['Enter the occupation title']]);
    await chair.get(paths.proposalPart(id, 'duties'));
    await chair.submit('/duties', { text: '\u200B\u00A0\u00AD' });
    expect([chair.status, chair.errors]).toEqual([422, ['Enter the statement']]);
  });

  it('lose the marks of a pasted list, and are shown before they are stored', async () => {
    const version = async (): Promise<string> => {
      await chair.get(paths.proposalPart(id, 'profile'));
      return String(chair.$('input[name=version]').val());
    };
    const before = await version();
    const typicalJobTitles = '•\tData checker\r\n•\tData-entry clerk\r\n\r\n1.5 tonne driver';
    await chair.submit('/profile', { profile: 'Checks data.', typicalJobTitles });
    expect(chair.status).toBe(200);
    expect(chair.text).toContain('nothing is saved yet');
    expect(chair.$('main ol li').toArray()).toHaveLength(3);
    expect(chair.$('textarea[name=typicalJobTitles]').val()).toBe('Data checker\nData-entry clerk\n1.5 tonne driver');
    expect(String(chair.$('input[name=version]').val())).toBe(before);
    await chair.submit('/profile');
    expect(await version()).toBe(String(Number(before) + 1));
    expect(chair.$('textarea[name=typicalJobTitles]').val()).toBe('Data checker\nData-entry clerk\n1.5 tonne driver');
  });

  it('become several duties from one pasted list, once they were looked through', async () => {
    const page = paths.proposalPart(id, 'duties');
    await chair.get(page);
    const duties = (): string[] =>
      chair
        .$('dd.waymark-prose')
        .toArray()
        .map((one) => chair.$(one).text());
    const before = duties().length;
    await chair.submit('/duties', { text: '1.\tStitch bridles\r\n2.\tStitch saddles\r\nby hand' });
    expect(chair.text).toContain('nothing is saved yet');
    expect(duties()).toHaveLength(before);
    await chair.submit('/duties');
    expect(duties().slice(before)).toEqual(['Stitch bridles', 'Stitch saddles by hand']);
    await chair.submit('/duties', { text: '1.\tOil leather' });
    expect(duties().at(-1)).toBe('Oil leather');
  });

  it('are found however they are written', async () => {
    await admin.get(`${paths.search()}?q=${encodeURIComponent('Sto\u00ADne\u200Bmason')}`);
    expect(admin.text).toContain('Stonemason');
    await admin.get(`${paths.people()}?q=${encodeURIComponent('\u00A0ch\u00ADair@example')}`);
    expect(admin.text).toContain('chair@example.test');
  });
});
