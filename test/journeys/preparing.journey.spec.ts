import { ConsultationQueries, DraftQueries, questionsOf } from '@app/consultations';
import { londonDate, paths } from '@app/kernel';
import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, anAnswered, aSubmittedProposal, type Group } from '../support/builders';

const day = 86_400_000;

let site: Site;
let group: Group;
let officer: Agent;
let second: Agent;
let draft = '';
let reference = '';

const inDays = async (days: number) => londonDate(new Date((await site.db.read().now()).getTime() + days * day));
const stored = async () => (await site.lib(DraftQueries).draft(group.officer, draft)).draft;
const asked = async () => questionsOf((await stored()).content.form).map(({ key }) => key);
const part = (name: string) => paths.consultationDraftPart(draft, name);

/** Opens a page of the draft and sends its form. */
async function send(who: Agent, name: string, values: Record<string, string | string[]>): Promise<void> {
  await who.get(part(name));
  const inPlace = /^questions\/[^/]+$/.test(name);
  await who.submit(inPlace ? '.waymark-edit' : 'form:has(input[name=seen])', values);
}

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  await site.person('Sam Second', 'second@example.test', { role: 'product-manager' });
  [officer, second] = [await site.as('officer@example.test'), await site.as('second@example.test')];
});
afterAll(() => site?.close());

describe('a consultation that is prepared in the browser', () => {
  it('begins about what stands on the map, and says beside the field what does not', async () => {
    await officer.get(paths.dashboard());
    await officer.follow('Consultations');
    await officer.follow('Prepare a consultation');
    const begin = { template: 'standards', title: 'Two software jobs' };
    await officer.submit('/new', { ...begin, subjects: 'occ0116\nOCC9999\nnowhere' });
    expect(officer.status).toBe(422);
    expect(officer.errors.map((text) => text.split(' is not')[0])).toEqual(['“OCC9999”', '“nowhere”']);
    expect(officer.$('#subjects').val()).toContain('nowhere');
    await officer.submit('/new', { subjects: 'occ0116\nOCC0128' });
    draft = officer.url.split('/')[2] ?? '';
    expect((await stored()).content.subjects.map(({ kind, ref }) => `${kind} ${ref}`)).toEqual([
      'occupation OCC0116',
      'occupation OCC0128',
    ]);
    expect(officer.text).toContain('Not yet');
    expect(officer.text).toContain('Enter why you ask');
  });

  it('takes a proposal from its case, with a title that names it', async () => {
    const proposal = await aSubmittedProposal(site, group);
    await officer.get(paths.consult(proposal));
    expect(officer.$('#title').val()).toContain('occupation: ');
    expect(officer.$('[name=template][checked]').val()).toBe('proposal');
    await officer.submit('/new', {});
    const id = officer.url.split('/')[2] ?? '';
    const { content } = (await site.lib(DraftQueries).draft(group.officer, id)).draft;
    expect(content.subjects.map(({ kind, ref }) => [kind, ref])).toEqual([['proposal', proposal]]);
    await officer.get(paths.consultationDraftPart(id, 'give-up'));
    await officer.submit('/give-up', {});
    expect((await site.lib(DraftQueries).draft(group.officer, id)).draft.state).toBe('given-up');
  });

  it('takes new questions, moves them, changes them in place, and takes them out', async () => {
    const first = {
      text: 'Which route is right?',
      kind: 'single',
      options: 'Digital: as it is\nAnother',
      flags: ['required', 'doNotKnow'],
    };
    await officer.get(`${part('questions/new')}?section=2`);
    await officer.submit('.waymark-edit', { ...first, section: '1', shownIf: ['become:keep', 'about:employer'] });
    expect([officer.status, officer.errors]).toEqual([422, ['Choose answers of one question only']]);
    expect(officer.$('#text').val()).toBe('Which route is right?');
    await officer.submit('.waymark-edit', { shownIf: ['about:employer', 'about:college'] });
    expect((await asked()).at(-1)).toBe('which-route-is-right');
    expect(officer.text).toContain('Only if you answer as: Employer or College');
    await officer.submit('/which-route-is-right/move', { to: 'up' });
    expect((await asked()).slice(-2)).toEqual(['which-route-is-right', 'anything-else']);
    await send(officer, 'questions/which-route-is-right', { options: 'Digital: stays\nAnother', section: '0' });
    const { form } = (await stored()).content;
    expect(form.sections.map(({ questions }) => questions.length)).toEqual([7, 1]);
    const question = questionsOf(form).find(({ key }) => key === 'which-route-is-right');
    expect(question?.options).toEqual([
      { key: 'digital', text: 'Digital', hint: 'stays' },
      { key: 'another', text: 'Another' },
    ]);
    await officer.get(part('questions/become/remove'));
    expect(officer.text).toContain('Question 1a, 1b, 1c, 1d depends on it');
    await send(officer, 'questions/new-title/remove', {});
    expect(await asked()).not.toContain('new-title');
    await send(officer, 'sections/new', { sectionTitle: 'Numbers' });
    await send(officer, 'sections/3', { sectionTitle: 'Figures' });
    expect((await stored()).content.form.sections.map(({ title }) => title)).toEqual([
      'The occupations',
      'Anything else',
      'Figures',
    ]);
    await send(officer, 'sections/3/remove', {});
    expect((await stored()).content.form.sections).toHaveLength(2);
  });

  it('keeps both texts where somebody else was faster, whatever they did', async () => {
    await officer.get(part('questions/anything-else'));
    await send(second, 'questions/anything-else', { text: 'Anything more?' });
    await officer.submit('.waymark-edit', { text: 'Anything of yours?' });
    expect(officer.status).toBe(409);
    expect(officer.$('#text').val()).toBe('Anything of yours?');
    expect(officer.$('.waymark-edit .govuk-inset-text').text()).toContain('Anything more?');
    await send(second, 'questions/anything-else/remove', {});
    await officer.submit('.waymark-edit', {});
    expect([officer.status, officer.$('.waymark-edit .govuk-inset-text').text()]).toEqual([
      409,
      expect.stringContaining('Somebody took this question out'),
    ]);
    await officer.submit('.waymark-edit', { section: '1' });
    expect(questionsOf((await stored()).content.form).at(-1)?.text).toBe('Anything of yours?');
    const { version } = await stored();
    await officer.submit('/become/move', { to: 'down', seen: String(version - 1) });
    expect(officer.status).toBe(409);
    expect((await stored()).version).toBe(version);
  });

  it('takes words and dates, and refuses a day that there is not beside its field', async () => {
    const words = {
      title: 'Two software jobs',
      introduction: 'We ask what becomes of both, and nothing is decided yet.',
      audience: 'Employers and people who do these jobs',
      formats: 'By post to the Institute',
      whyThisLong: 'Long enough for those who do it',
    };
    await send(officer, 'details', { ...words, closes: '2026-13-45' });
    expect([officer.status, officer.$('#closes').val()]).toEqual([422, '2026-13-45']);
    await officer.submit('/details', { closes: await inDays(60) });
    const { closesAt, opensAt } = (await stored()).content;
    expect([londonDate(new Date(closesAt ?? 0)), opensAt]).toEqual([await inDays(60), null]);
    await officer.get(part('details'));
    expect([officer.$('#closes').val(), officer.$('#closesTime').val()]).toEqual([await inDays(60), '']);
  });

  it('says who overrode a check and why, and asks for a reason', async () => {
    await officer.get(paths.consultationDraft(draft));
    const open = (await site.lib(DraftQueries).draft(group.officer, draft)).checks
      .filter(({ met }) => !met)
      .map(({ key }) => key);
    for (const key of open) {
      await send(officer, `checks/${key}`, { why: '' });
      expect(officer.errors).toEqual(['Enter why you go on all the same']);
      await officer.submit(`/checks/${key}`, { why: `It cannot wait (${key})` });
    }
    const { content } = await stored();
    expect(Object.values(content.overridden).map(({ by }) => by)).toEqual(open.map(() => group.officer.name));
    await officer.get(part('checks/formats'));
    expect(officer.$('main form')).toHaveLength(0);
  });

  it('is seen as a respondent will see it', async () => {
    await officer.get(part('preview/1'));
    expect(officer.heading).toBe('What should become of each of these occupations?');
    expect(officer.$('.waymark-block')).toHaveLength(2);
    expect(officer.$('main form')).toHaveLength(0);
    await officer.get(part('preview/99'));
    expect(officer.status).toBe(404);
  });
});

describe('the agreement of a second person', () => {
  it('is not given by who wrote in it, is sent back with a reason, and is given then', async () => {
    const third = await site.person('Theo Third', 'third@example.test', { role: 'product-manager' });
    await officer.get(paths.consultationDraft(draft));
    await send(officer, 'ask', {});
    expect([officer.status, officer.errors]).toEqual([422, ['Choose whom you ask']]);
    await officer.submit('/ask', { of: third });
    expect([(await stored()).state, (await stored()).askedOf]).toEqual(['asked', third]);
    expect(officer.text).toContain('Theo Third is asked to agree to draft');
    await site.settle();
    const told = `select 1 from notification where person_id = $1 and subject like 'Agree to a consultation%'`;
    expect((await site.db.read().rows(told, [third])).length).toBe(1);
    await second.get(part('agree'));
    await second.submit('/agree', {});
    expect(second.status).toBe(403);
    const theo = await site.as('third@example.test');
    await send(theo, 'send-back', { why: '' });
    expect(theo.errors).toEqual(['Enter what has to change']);
    await theo.submit('/send-back', { why: 'Say which jobs in the title' });
    await officer.get(paths.consultationDraft(draft));
    expect(officer.text).toContain('Say which jobs in the title');
    await send(officer, 'details', { title: 'Software developer and its neighbour' });
    await send(officer, 'ask', { of: third });
    await officer.get(paths.consultationDraft(draft));
    expect(officer.$('#history').nextAll().text()).toContain('sent back the consultation');
    await theo.get(part('agree'));
    await theo.submit('/agree', {});
    expect(theo.url).toMatch(/^\/consultations\/C\d{4}\/run$/);
    reference = theo.url.split('/')[2] ?? '';
    const consultation = await site.lib(ConsultationQueries).consultation(reference);
    expect([consultation.title, consultation.agreedBy, consultation.standing]).toEqual([
      'Software developer and its neighbour',
      third,
      'open',
    ]);
    expect(consultation.form).toEqual((await stored()).content.form);
    await site.lib(Surroundings).refresh();
    const anybody = site.anonymous();
    for (const path of [paths.map('digital'), paths.occupation('OCC0116')]) {
      await anybody.get(path);
      await anybody.follow('Software developer and its neighbour');
      expect(anybody.url).toBe(paths.consultation(reference));
    }
  });
});

describe('a consultation that runs, for officers', () => {
  it('shows how many came, and nothing of what they said', async () => {
    const none = site.anonymous();
    await none.get(paths.consultationRun(reference));
    expect(none.heading).not.toContain('Software developer');
    await officer.get(paths.consultationRun(reference));
    expect(officer.text).toContain('0 responses so far');
    const subjects = [{ kind: 'occupation' as const, ref: 'OCC0118' }];
    const closesAt = new Date((await site.db.read().now()).getTime() + 60 * day);
    const other = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt });
    const college = { capacity: 'organisation', type: 'college', size: 'small', region: 'london' } as const;
    const says = (choice: string) => ({
      agree: { '': { choices: [choice] } },
      comments: { '': { text: 'Sayings of mine' } },
    });
    await anAnswered(site, other, { about: { ...college, organisation: 'Quiet College' }, answers: says('agree') });
    await anAnswered(site, other, { about: { ...college, organisation: 'Loud College' }, answers: says('agree') });
    await anAnswered(site, other, { about: { capacity: 'individual', role: 'learner' }, answers: says('agree') });
    await officer.get(paths.consultationRun(other));
    const rows = officer
      .$('table tr')
      .toArray()
      .map((row) => officer.$(row).text().trim().replaceAll(/\s+/g, ' '));
    expect(rows.filter((row) => !row.includes('Responses'))).toEqual([
      'College2',
      'I learn it, or want to1',
      '10 to 49 people2',
      'London2',
      expect.stringMatching(/ \d{4}3$/),
    ]);
    expect(officer.text).toContain('3 responses so far');
    expect(officer.body).not.toMatch(/Quiet|Loud|Sayings|>Agree|\d+ ?%/);
  });

  it('is extended, stopped, reworded and taken up again, each with a reason', async () => {
    const step = (name: string) => paths.consultationStep(reference, name);
    const read = () => site.lib(ConsultationQueries).consultation(reference);
    await officer.get(step('extend'));
    await officer.submit('/extend', { closes: await inDays(70), why: '' });
    expect([officer.status, officer.errors]).toEqual([422, ['Enter the reason']]);
    await officer.submit('/extend', { why: 'A body asked for time', seen: '7' });
    expect([officer.status, officer.$('#why').val()]).toEqual([409, 'A body asked for time']);
    await officer.submit('/extend', {});
    expect((await read()).deadlines.map(({ why }) => why)).toEqual(['', 'A body asked for time']);
    await officer.get(step('suspend'));
    await officer.submit('/suspend', { why: 'Question 1 misleads' });
    expect((await read()).standing).toBe('suspended');
    await officer.get(step('questions/become'));
    const lines = String(officer.$('#options').val()).split('\n');
    await officer.submit('/become', { options: lines.slice(1).join('\n'), why: 'Shorter' });
    expect(officer.errors).toEqual(['Keep the 7 answers that can be chosen: only their words change']);
    await officer.submit('/become', { options: ['Leave it: as it is', ...lines.slice(1)].join('\n') });
    const { form, formVersion } = await read();
    expect([formVersion, questionsOf(form)[0]?.options?.[0]]).toEqual([
      2,
      { key: 'keep', text: 'Leave it', hint: 'as it is' },
    ]);
    await officer.get(step('resume'));
    await officer.submit('/resume', { closes: await inDays(90), why: 'Mended' });
    expect((await read()).standing).toBe('open');
    await officer.get(step('withdraw'));
    expect(officer.text).toContain("This can't be done now: the consultation is open");
  });

  it('is asked again on the text that stands then', async () => {
    await officer.get(paths.consultationRun(reference));
    await officer.follow('Consult again');
    await officer.submit('/again', {});
    const id = officer.url.split('/')[2] ?? '';
    const { draft: anew } = await site.lib(DraftQueries).draft(group.officer, id);
    const { form, subjects } = await site.lib(ConsultationQueries).consultation(reference);
    expect([anew.state, anew.content.form, anew.content.closesAt]).toEqual(['drafting', form, null]);
    expect(anew.content.subjects.map(({ ref }) => ref)).toEqual(subjects.map(({ ref }) => ref));
  });
});
