import { paths } from '@app/kernel';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup } from '../support/builders';
import { aFile } from '../support/files';

let site: Site;
let officer: Agent;
let reference: string;
const rows = (sql: string) => site.db.read().rows<Record<string, unknown>>(sql);
const file = (name: string) => ({ name: `${name}.pdf`, bytes: aFile.pdf(`/About/${name}`) });
const said = { format: 'easy-read', title: 'The questions, easy read' };

beforeAll(async () => {
  site = await startSite({ seeded: true });
  const group = await aGroup(site);
  officer = await site.as('officer@example.test');
  const closesAt = new Date((await site.db.read().now()).getTime() + 30 * 86_400_000);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  reference = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt });
});
afterAll(() => site?.close());

describe('a file in another format', () => {
  it('is refused beside its field: without a format, a title, a file of a kind that is taken', async () => {
    await officer.get(paths.consultationRun(reference));
    await officer.follow('Other formats, as files');
    await officer.upload('/formats', null, { title: said.title });
    expect([officer.status, officer.errors]).toEqual([422, ['Choose the format']]);
    expect(officer.$('#title').val()).toBe(said.title);
    await officer.upload('/formats', null, said);
    expect([officer.status, officer.errors]).toEqual([422, ['Select the file']]);
    await officer.upload('/formats', { name: 'a.pdf', bytes: Buffer.from('<html>') }, said);
    expect(officer.status).toBe(422);
    expect(await rows('select 1 from consultation_file')).toEqual([]);
  });

  it('stands on the start page for everybody, is there once however often it was sent, and is opened by anybody', async () => {
    await officer.get(paths.consultationStep(reference, 'formats'));
    const key = String(officer.$('[name=key]').val());
    await officer.upload('/formats', file('easy'), said);
    expect(officer.text).toContain(said.title);
    await officer.upload('/formats', file('easy'), { ...said, key });
    expect(await rows('select title from consultation_file')).toEqual([{ title: said.title }]);
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).toMatch(/The questions, easy read \(Easy read, PDF, \d+ (bytes|KB)\)/);
    const href = anybody.$(`a:contains("${said.title}")`).attr('href') ?? '';
    await anybody.get(href);
    expect(anybody.status).toBe(200);
    expect(anybody.body).toContain('/About/easy');
    await anybody.get(href.replace(/[^/]+$/, 'none'));
    expect(anybody.status).toBe(404);
  });

  it('is taken away: nobody opens it any more, and the trail says so', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    const href = anybody.$(`a:contains("${said.title}")`).attr('href') ?? '';
    await officer.get(paths.consultationStep(reference, 'formats'));
    await officer.submit(`/formats/${href.split('/').at(-1) ?? ''}`, {});
    expect(officer.text).toContain('There is none yet.');
    await anybody.get(href);
    expect(anybody.status).toBe(404);
    const events = await rows(
      `select content::jsonb ->> 'act' as act from event where type = 'consultation.format-changed' order by seq`,
    );
    expect(events).toEqual([{ act: 'added' }, { act: 'removed' }]);
  });
});
