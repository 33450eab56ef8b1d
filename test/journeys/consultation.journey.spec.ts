import { londonDate, paths } from '@app/kernel';
import { Running } from '@app/consultations';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, aSubmittedProposal, type Group } from '../support/builders';

const text = 'My name is Robin, call me on 0113 496 0000. The level is too low.';
const day = 86_400_000;

let site: Site;
let group: Group;
let reference: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  const ref = await aSubmittedProposal(site, group, { title: 'Roof gardener' });
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
  const now = await site.db.read().now();
  const [opensAt, closesAt] = [new Date(now.getTime() + 2 * day), new Date(now.getTime() + 30 * day)];
  const subjects = [{ kind: 'proposal' as const, ref }];
  reference = await aConsultation(site, group.officer, {
    title: 'Should “Roof gardener” be on the map?',
    subjects,
    opensAt,
    closesAt,
  });
});
afterAll(() => site?.close());

const about = { capacity: 'organisation', organisation: 'Heron Weir', type: 'employer' };
const opened = (body: string): string => /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)?.[0] ?? '';
const count = async (sql: string): Promise<number> => (await site.db.read().rows(sql)).length;

/** Answers as somebody without an account, page after page, up to the last. */
async function answered(values: Record<string, string> = {}, who = about): Promise<Agent> {
  const anybody = site.anonymous();
  await anybody.get(paths.consultationRespond(reference));
  await anybody.submit('/respond', who);
  await anybody.submit('/respond/1', { agree: 'disagree', 'why-not': text, ...values });
  for (let no = 2; anybody.url !== paths.respondPart(reference, 'check'); no += 1) {
    await anybody.submit(anybody.url, {});
    if (no > 9) throw new Error(`It went no further than ${anybody.url}`);
  }
  return anybody;
}

/** Sends what was answered. @returns the reference */
async function sent(anybody: Agent, choices: Record<string, string> = {}): Promise<string> {
  await anybody.submit('/respond/check', { permission: 'anonymous', ...choices });
  return opened(anybody.text);
}

describe('a consultation', () => {
  it('can be read before it opens, and opens by the clock', async () => {
    const early = site.anonymous();
    await early.get(paths.consultation(reference));
    expect(early.text).toContain('Not open yet');
    expect(early.heading).toBe('Should “Roof gardener” be on the map?');
    await early.get(paths.consultationRespond(reference));
    expect(early.heading).toBe('This consultation is not open');
    await site.clock.advance(2 * day);
    await site.settle();
    await early.get(paths.consultations());
    expect(early.text).toContain('Roof gardener');
    await early.follow('Should “Roof gardener” be on the map?');
    await early.follow('All questions on one page, to print');
    expect(early.text).toContain('Do you agree with what is proposed?');
  });

  it('keeps what somebody typed where something is missing, on the page and for their return', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultationRespond(reference));
    await anybody.submit('/respond', { capacity: 'organisation', type: 'employer' });
    expect([anybody.status, anybody.errors]).toEqual([422, ['Enter the name of the organisation']]);
    await anybody.submit('/respond', about);
    await anybody.submit('/respond/1', { agree: 'disagree', comments: 'A comment alone' });
    expect([anybody.status, anybody.errors]).toEqual([422, ['Enter your answer']]);
    expect(anybody.$('#comments').val()).toBe('A comment alone');
    await anybody.get(paths.respondPage(reference, 1));
    expect(anybody.$('#comments').val()).toBe('A comment alone');
    await anybody.get(paths.respondPart(reference, 'check'));
    expect(anybody.text).toContain('This is missing before you can send');
  });

  it('shows both texts where two tabs saved one page', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultationRespond(reference));
    await anybody.submit('/respond', about);
    const stale = String(anybody.$('[name=seen]').val());
    await anybody.submit('/respond/1', { agree: 'agree', comments: 'From one tab' });
    await anybody.get(paths.respondPage(reference, 1));
    const form = new URLSearchParams({
      ...{ agree: 'agree', comments: 'From the other', seen: stale },
      _csrf: String(anybody.$('[name=_csrf]').first().val()),
    });
    await anybody.post(paths.respondPage(reference, 1), form);
    expect(anybody.status).toBe(409);
    expect(anybody.text).toContain('From one tab');
    expect(anybody.$('#comments').val()).toBe('From the other');
    await anybody.submit('/respond/1', {});
    await anybody.get(paths.respondPage(reference, 1));
    expect(anybody.$('#comments').val()).toBe('From the other');
  });

  it('is one response where it is sent, sent again, and sent again with other words after Back', async () => {
    const before = await count('select 1 from consultation_response');
    const anybody = await answered();
    const first = await sent(anybody, { email: 'robin@example.test', copy: 'yes' });
    expect(first).toMatch(/^R-/);
    expect(anybody.text).toContain('The level is too low.');
    await anybody.get(paths.respondPart(reference, 'check'));
    expect(await sent(anybody, { email: 'robin@example.test', copy: 'yes' })).toBe(first);
    await anybody.get(paths.respondPage(reference, 1));
    await anybody.submit('/respond/1', { agree: 'agree', comments: text, 'why-not': '' });
    await anybody.get(paths.respondPart(reference, 'check'));
    expect(await sent(anybody, { email: 'robin@example.test', copy: 'yes' })).toBe(first);
    expect(await count('select 1 from consultation_response')).toBe(before + 1);
    expect(anybody.text).not.toContain('Why do you not agree?');
  });

  it('mails a link and none of the text until the address is confirmed; then a copy, once', async () => {
    await site.settle();
    const mails = (to: string) =>
      site.db
        .read()
        .rows<{ subject: string; body: string }>(
          `select subject, body from dev_inbox where recipient = $1 order by id`,
          [to],
        );
    const [first] = await mails('robin@example.test');
    expect(first?.subject).toContain('Confirm your address');
    expect(first?.body).not.toContain('level is too low');
    const link = /\/responses\/link\/[\w-]+/.exec(first?.body ?? '')?.[0] ?? '';
    const robin = site.anonymous();
    await robin.get(link);
    expect(robin.heading).toBe('Confirm your address');
    await robin.submit(link, {});
    expect(robin.text).toContain('We have your response');
    await site.settle();
    const copies = (await mails('robin@example.test')).filter(({ subject }) => subject.startsWith('A copy'));
    expect(copies).toHaveLength(1);
    expect(copies[0]?.body).toContain('The level is too low.');
  });

  it('is saved and returned to by a link that opens it elsewhere, and tells nobody what was saved with an address', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultationRespond(reference));
    await anybody.submit('/respond', about);
    await anybody.submit('/respond/1', { agree: 'agree', comments: 'To be continued', later: 'yes' });
    expect(anybody.heading).toBe('Save and return later');
    await anybody.submit('/respond/save', { email: 'later@example.test' });
    expect(anybody.heading).toBe('Saved: look at your mail');
    await site.settle();
    const stranger = site.anonymous();
    const answers: string[] = [];
    for (const email of ['later@example.test', 'nobody@example.test']) {
      await stranger.get(paths.respondPart(reference, 'continue'));
      await stranger.submit('/respond/continue', { email });
      answers.push(stranger.text.replaceAll(email, ''));
    }
    expect(answers[0]).toBe(answers[1]);
    const [mail] = await site.db
      .read()
      .rows<{ body: string }>(`select body from dev_inbox where recipient = 'later@example.test' order by id`);
    const elsewhere = site.anonymous();
    const link = /\/responses\/link\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? '';
    await elsewhere.get(link);
    await elsewhere.submit(link, {});
    await elsewhere.get(paths.respondPage(reference, 1));
    expect(elsewhere.$('#comments').val()).toBe('To be continued');
    await anybody.get(paths.respondPage(reference, 1));
    expect(anybody.url).toBe(paths.consultationRespond(reference));
  });

  it('shows no number and no word before a moderator and the close; the moderator sees no choice', async () => {
    const anybody = site.anonymous();
    for (const url of [paths.consultation(reference), paths.consultationFile(reference), paths.consultations()]) {
      await anybody.get(url);
      expect(anybody.body).not.toMatch(/0113 496|Heron Weir|\d+ (published )?responses?\b|How it was answered/);
    }
    const mo = await site.as('mo@example.test');
    await mo.get(paths.moderation());
    expect(mo.text).toContain('You have none.');
    await mo.submit('main form[method=post]', {});
    await mo.follow('R-');
    expect(mo.text).toContain('0113 496');
    expect(mo.text).not.toMatch(/Heron Weir|Agree\b|not agree/);
    await mo.submit('main form[method=post]', {});
    expect([mo.status, mo.errors]).toEqual([422, ['Choose what becomes of the text']]);
    // What looks like a telephone number is marked already; the name is not.
    const marked = '[[My name is Robin, call me on 0113 496 0000.]] The level is too low.';
    await mo.submit('main form[method=post]', { outcome: 'redacted', marked: `${marked} Indeed.` });
    expect([mo.status, mo.errors]).toEqual([422, [expect.stringContaining('Change nothing but the marks')]]);
    await mo.submit('main form[method=post]', { outcome: 'redacted', marked });
    expect([mo.status, mo.errors]).toEqual([422, ['Choose why passage 1 is left out, or keep it']]);
    await mo.submit('main form[method=post]', { ground1: 'personal-data', reason: 'A name and a telephone number' });
    expect(mo.status).toBe(200);
    for (const url of [paths.consultation(reference), paths.consultationFile(reference)]) {
      await anybody.get(url);
      expect(anybody.body).toContain('The level is too low.');
      // Which question a text answers would tell what was chosen, before the close.
      expect(anybody.body).not.toMatch(/0113 496|Robin|robin@example|Heron Weir|Why do you not agree\?<\/h3>/);
    }
  });

  it('tells its sender what was left out, and lets them ask another moderator, once; the public reads how often', async () => {
    await site.settle();
    const [mail] = await site.db
      .read()
      .rows<{ body: string }>(
        `select body from dev_inbox where subject like 'What became of your response%' order by id`,
      );
    expect(mail?.body).not.toMatch(/0113 496|level is too low/);
    const link = /\/responses\/rulings\/[\w-]+/.exec(mail?.body ?? '')?.[0] ?? '';
    const robin = site.anonymous();
    await robin.get(link);
    expect(robin.text).toContain('left out one passage: personal data');
    expect(robin.text).toContain('“My name is Robin, call me on 0113 496 0000.”: Personal data');
    await robin.submit('main form[method=post]', { says: ' ' });
    expect([robin.status, robin.errors]).toEqual([422, ['Enter why you do not agree']]);
    await robin.submit('main form[method=post]', { says: 'I want my name there' });
    expect(robin.text).toContain('You asked that another moderator decides');
    expect(await count(`select 1 from response_appeal where says = 'I want my name there'`)).toBe(1);
    const anybody = site.anonymous();
    await anybody.get(paths.moderationLedger());
    expect(anybody.text).toContain('fewer than 5');
    expect(anybody.text).not.toMatch(/Robin|I want my name/);
    await anybody.get(paths.moderationPolicy());
    expect(anybody.text).toContain('Personal data');
  });

  it('is withdrawn by its sender, and nothing of it stands any more', async () => {
    const anybody = await answered({ 'why-not': 'Take this back' });
    await sent(anybody);
    await anybody.follow('withdraw it');
    await anybody.submit('/respond/withdraw', {});
    expect(anybody.heading).toBe('You withdrew your response');
    expect(await count(`select 1 from response_text where text = 'Take this back'`)).toBe(0);
  });

  it('is moved later, said on its page; closed by the clock, a late form keeps what was typed', async () => {
    const { closesAt } = (await site.db
      .read()
      .one<{ closesAt: Date }>(`select closes_at as "closesAt" from consultation_standing where reference = $1`, [
        reference,
      ])) ?? { closesAt: new Date() };
    const moved = { closesAt: new Date(closesAt.getTime() + day), why: 'A body asked for time.', seen: 1 };
    await site.lib(Running).extend(group.officer, reference, moved);
    const late = await answered({ 'why-not': 'I wrote this for an hour' });
    await late.get(paths.respondPage(reference, 1));
    await site.clock.advance(40 * day);
    await late.submit('/respond/1', { agree: 'disagree', 'why-not': 'And more of it' });
    expect(late.status).toBe(422);
    expect(late.$('#why-not').val()).toBe('And more of it');
    await late.get(paths.consultation(reference));
    expect(late.text).toContain('The close was moved');
    expect(late.text).toContain('Closed on');
    expect(late.text).toContain('How it was answered');
    expect(londonDate(closesAt)).toMatch(/^\d{4}/);
  });
});
