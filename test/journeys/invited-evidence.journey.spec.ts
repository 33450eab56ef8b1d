import { ConsultationQueries } from '@app/consultations';
import { londonDate, newId, paths } from '@app/kernel';
import { InvitedEvidence } from '@app/responses';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, anAnswered, type Group } from '../support/builders';

const day = 86_400_000;

let site: Site;
let group: Group;
let officer: Agent;
let reference: string;
const step = (name: string) => paths.consultationStep(reference, name);
const rows = (sql: string, params: unknown[] = []) => site.db.read().rows<Record<string, unknown>>(sql, params);
const today = async () => londonDate(await site.db.read().now());
const versions = () =>
  rows('select version, people, why from invited_evidence where title like $1 order by version', ['Workshop%']);

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
  officer = await site.as('officer@example.test');
  const closesAt = new Date((await site.db.read().now()).getTime() + 30 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  reference = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt });
});
afterAll(() => site?.close());

describe('a workshop beside a consultation', () => {
  it('is recorded by an officer, refused beside the field, corrected by a further version with a reason', async () => {
    await officer.get(paths.consultationRun(reference));
    await officer.follow('Workshops and meetings');
    await officer.follow('Record a workshop');
    const held = {
      title: 'Workshop in Leeds',
      organisations: 'Acme Ltd\nHeron Weir',
      notes: 'They <b>agree</b> on most.',
    };
    await officer.submit('/evidence/new', { ...held, heldOn: '', people: 'many', mayPublish: 'yes' });
    expect([officer.status, officer.errors]).toEqual([
      422,
      ['Enter the day on which it was held', 'Enter how many people were there, as a whole number from 1 to 100,000'],
    ]);
    expect(officer.$('#notes').val()).toBe(held.notes);
    await officer.submit('/evidence/new', { heldOn: '2029-01-01', people: '12' });
    expect(officer.errors).toEqual(['The day must not be in the future']);
    await officer.submit('/evidence/new', { heldOn: await today() });
    expect(officer.heading).toBe('Workshops and meetings');
    expect(officer.text).toContain('12 people, 2 organisations: Acme Ltd, Heron Weir');
    expect(officer.text).toContain('They <b>agree</b> on most.');
    await officer.follow('Correct it');
    await officer.submit('form:has(input[name=seen])', { people: '14' });
    expect([officer.status, officer.errors]).toEqual([422, ['Enter why it is corrected']]);
    await officer.submit('form:has(input[name=seen])', { why: 'Two came late' });
    expect(await versions()).toEqual([
      { version: 1, people: 12, why: '' },
      { version: 2, people: 14, why: 'Two came late' },
    ]);
  });

  it('is never changed, and corrected by one of two officers at once', async () => {
    const { id: consultation } = await site.lib(ConsultationQueries).consultation(reference);
    const [stands] = await site.lib(InvitedEvidence).list(group.officer, consultation);
    const { version: seen, recordedAt: _, recordedBy: __, ...said } = stands;
    const correct = (people: number) =>
      site.lib(InvitedEvidence).record(group.officer, reference, { ...said, people, seen, why: 'Counted again' });
    const both = await Promise.allSettled([correct(15), correct(16)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await versions()).toHaveLength(3);
    const change = site.db.write((tx) => tx.rows(`update invited_evidence set notes = 'x'`));
    await expect(change).rejects.toThrow(/permission denied/);
    const mo = await site.as('mo@example.test');
    await mo.get(step('evidence'));
    expect(mo.status).toBe(403);
  });

  it('is public after the close where those present agreed: that it was held, never the notes; and counts nowhere', async () => {
    const secret = {
      id: newId(),
      seen: 0,
      why: '',
      title: 'Private call',
      heldOn: await today(),
      organisations: ['Quiet Ltd'],
    };
    const notes = { people: 2, notes: 'Not for others', mayPublish: false };
    await site.lib(InvitedEvidence).record(group.officer, reference, { ...secret, ...notes });
    await site.lib(InvitedEvidence).record(group.officer, reference, { ...secret, ...notes });
    await anAnswered(site, reference, {});
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).not.toContain('Workshop in Leeds');
    await site.clock.advance(31 * day);
    await anybody.until(paths.consultation(reference), () => anybody.text.includes('Workshop in Leeds'));
    expect(anybody.text).toMatch(/Workshop in Leeds, .*1[56] people of 2 organisations/);
    expect(anybody.body).not.toMatch(/agree<|Acme Ltd|Private call|Quiet Ltd|Not for others/);
    const { id } = await site.lib(ConsultationQueries).consultation(reference);
    const counted = await site.db.read().rows('select 1 from standing_response where consultation_id = $1', [id]);
    expect(counted).toHaveLength(1);
  });
});
