import { ConsultationQueries } from '@app/consultations';
import { londonDate, paths } from '@app/kernel';
import { Answering, Equality, SendingResponses } from '@app/responses';
import { aResponse } from '@app/responses/testing';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, type Group } from '../support/builders';

const day = 86_400_000;

let site: Site;
let group: Group;
let reference: string;

const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
const counted = () =>
  site.db
    .read()
    .rows<{ question: string; option: string; count: number }>(
      'select question, option, count from equality_count order by question, option',
    );
const at = (part: Parameters<typeof paths.respondPart>[1]) => paths.respondPart(reference, part);

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  const closesAt = new Date((await site.db.read().now()).getTime() + 30 * day);
  reference = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt, equality: true });
});
afterAll(() => site?.close());

/** Answers and sends a response. */
async function sent(about: Record<string, string> = { capacity: 'individual' }): Promise<Agent> {
  const anybody = site.anonymous();
  await anybody.get(paths.consultationRespond(reference));
  await anybody.submit('/respond', about);
  await anybody.submit('/respond/1', { agree: 'agree' });
  for (let no = 2; anybody.url !== at('check') && no < 10; no += 1) await anybody.submit(anybody.url, {});
  await anybody.submit('/respond/check', { permission: 'anonymous' });
  return anybody;
}

describe('equality questions', () => {
  it('are asked or not, as the draft says', async () => {
    const officer = await site.as('officer@example.test');
    await officer.get(paths.newConsultation());
    await officer.submit('/new', { template: 'standards', title: 'Another', subjects: 'OCC0118' });
    const draft = officer.url.split('/')[2] ?? '';
    const asks = async () => {
      const [row] = await site.db
        .read()
        .rows<{ asks: boolean | null }>(`select content -> 'equality' as asks from consultation_draft where id = $1`, [
          draft,
        ]);
      return row?.asks;
    };
    await officer.get(paths.consultationDraftPart(draft, 'details'));
    const closes = londonDate(new Date((await site.db.read().now()).getTime() + 60 * day));
    await officer.submit('/details', { closes, equality: 'yes' });
    expect(await asks()).toBe(true);
    await officer.get(paths.consultationDraftPart(draft, 'details'));
    expect(officer.$('[name=equality][checked]')).toHaveLength(1);
    await officer.submit('/details', { equality: [] });
    expect(await asks()).toBeNull();
  });

  it('are told of beforehand, come after a response was sent, and are each left out or counted', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).toContain('we ask you some questions about yourself');
    const one = await sent();
    expect([one.url, one.heading]).toEqual([at('equality'), 'Some optional questions about you']);
    await one.submit('/equality', { sex: 'none of these' });
    expect([one.status, one.errors.length]).toEqual([422, 1]);
    expect(await counted()).toEqual([]);
    await one.submit('/equality', { sex: 'female', age: '25-34' });
    expect(one.url).toBe(at('received'));
    expect(await counted()).toEqual([
      { question: 'age', option: '25-34', count: 1 },
      { question: 'sex', option: 'female', count: 1 },
    ]);
  });

  it('count once: not by the same form again, not by another sending, and are not asked again', async () => {
    const before = await counted();
    const one = await sent();
    await one.submit('/equality', { skip: 'yes' });
    expect(one.url).toBe(at('received'));
    await one.get(at('equality'));
    expect(one.url).toBe(at('received'));
    await one.get(at('check'));
    await one.submit('/respond/check', { permission: 'named' });
    expect(one.url).toBe(at('received'));
    const form = (await site.lib(ConsultationQueries).consultation(reference)).form;
    const libs = { answering: site.lib(Answering), sending: site.lib(SendingResponses) };
    const { token } = await aResponse(libs, { reference, form });
    await Promise.all([1, 2].map(() => site.lib(Equality).answer(reference, token, { sex: 'male' })));
    const after = await counted();
    expect(after.filter(({ option }) => option === 'male')).toEqual([{ question: 'sex', option: 'male', count: 1 }]);
    expect(after).toHaveLength(before.length + 1);
  });

  it('are asked of nobody who answers for an organisation', async () => {
    const one = await sent({ capacity: 'organisation', organisation: 'Heron Weir', type: 'employer' });
    expect(one.url).toBe(at('received'));
    await one.get(at('equality'));
    expect(one.url).toBe(at('received'));
  });

  it('leave nothing by which somebody could be found: no event, time or row of theirs', async () => {
    const columns = await site.db
      .read()
      .rows<{ name: string }>(
        `select column_name as name from information_schema.columns where table_name = 'equality_count' order by 1`,
      );
    expect(columns.map(({ name }) => name)).toEqual(['consultation_id', 'count', 'option', 'question']);
    const together = await site.db
      .read()
      .rows('select 1 from equality_count e join response_draft d on d.xmin = e.xmin');
    expect(together).toEqual([]);
    expect(await site.db.read().rows(`select 1 from event where content like '%25-34%'`)).toEqual([]);
  });

  it('are shown after the close alone, as totals of which none is small', async () => {
    for (let no = 0; no < 5; no += 1) {
      const one = await sent();
      await one.submit('/equality', { sex: no === 0 ? 'female' : 'male', condition: 'yes', ethnicity: 'not-said' });
    }
    await site.db.write((tx) =>
      tx.rows(`update equality_count set count = 7 where question = 'sex' and option in ('female', 'male')`),
    );
    const anybody = site.anonymous();
    const officer = await site.as('officer@example.test');
    await anybody.get(paths.consultation(reference));
    await officer.get(paths.consultationRun(reference));
    for (const one of [anybody, officer]) expect(one.text).not.toMatch(/Whom we heard from|What is your sex/);
    await site.clock.advance(31 * day);
    await site.settle();
    await anybody.get(paths.consultation(reference));
    const rows = anybody
      .$('section[aria-labelledby=heard] tbody tr')
      .toArray()
      .map((row) => anybody.$(row).text().trim());
    expect(rows).toEqual(['Female7', 'Male7', 'Prefer not to say0']);
    expect(anybody.text).toContain('How old are you? Somebody could be told from the numbers');
    await anybody.get(paths.privacy());
    expect(anybody.$('#equality').text()).toContain('A number leads to nobody');
  });
});
