import { addWorkingDays, londonDate, paths } from '@app/kernel';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal } from '../support/builders';

const text = 'My name is Robin, call me on 0113 496 0000. The level is too low.';
const day = 86_400_000;

let site: Site;
let proposalId: string;
let reference: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  proposalId = await aSubmittedProposal(site, await aGroup(site));
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
});
afterAll(() => site?.close());

/** Responds to the consultation as somebody without an account. @returns them, on the page that they see then */
async function respond(values: Record<string, string>): Promise<Agent> {
  const anybody = site.anonymous();
  await anybody.get(paths.consultationRespond(reference));
  const given = {
    answer: 'agree',
    text: 'Fine',
    organisationType: 'employer',
    email: 'a@example.test',
    consent: 'yes',
  };
  await anybody.submit('/respond', { ...given, ...values });
  return anybody;
}

const opened = (body: string): string => /R-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(body)?.[0] ?? '';

/** Rules on the response as the moderator. */
async function rule(response: string, values: Record<string, string>): Promise<Agent> {
  const mo = await site.as('mo@example.test');
  await mo.get(paths.moderation());
  await mo.follow(response);
  await mo.submit('/moderation/' + (mo.url.split('/')[2] ?? ''), values);
  return mo;
}

describe('a consultation on a proposal', () => {
  it('is announced by the officer, for days to come, and opens by the clock', async () => {
    const officer = await site.as('officer@example.test');
    const now = await site.db.read().now();
    await officer.get(paths.consult(proposalId));
    await officer.submit('/consult', {
      introduction: 'Is it one job?',
      closes: londonDate(new Date(now.getTime() - day)),
    });
    expect(officer.status).toBe(422);
    const dates = { opens: londonDate(new Date(now.getTime() + 2 * day)), closes: londonDate(addWorkingDays(now, 15)) };
    await officer.submit('/consult', { introduction: 'Is it one job?', ...dates });
    expect(officer.status).toBe(200);
    reference = officer.url.split('/')[2] ?? '';
    const early = site.anonymous();
    await early.get(paths.consultation(reference));
    expect(early.text).toContain('Opens on');
    await early.get(paths.consultationRespond(reference));
    expect(early.heading).toBe('This consultation is not open');
    await site.clock.advance(2 * day);
    await site.settle();
    await early.get(paths.consultations());
    await early.follow('Proposed occupation');
    expect(early.text).toContain('Open until');
  });

  it('keeps what somebody typed when the form is refused', async () => {
    const anybody = await respond({ answer: 'disagree', text: '', email: 'robin@example.test', name: 'Robin' });
    expect([anybody.status, anybody.errors]).toEqual([422, ['Enter why you do not agree']]);
    expect(anybody.$('#name').val()).toBe('Robin');
    expect(anybody.$('input[name=answer][value=disagree]').attr('checked')).toBeDefined();
  });

  it('stores a form that is sent twice once, and gives a reference', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultationRespond(reference));
    const form = {
      answer: 'disagree',
      text,
      organisationType: 'individual',
      email: 'robin@example.test',
      consent: 'yes',
    };
    const fields = new URLSearchParams({
      ...form,
      key: String(anybody.$('[name=key]').val()),
      _csrf: String(anybody.$('[name=_csrf]').first().val()),
    });
    await anybody.post(anybody.url, fields);
    const first = opened(anybody.text);
    expect(first).toMatch(/^R-/);
    await anybody.post(paths.consultationRespond(reference), fields);
    expect(opened(anybody.text)).toBe(first);
    const rows = await site.db.read().rows('select 1 from consultation_response');
    expect(rows).toHaveLength(1);
    await site.settle();
    const receipts = await site.db
      .read()
      .rows<{ recipient: string }>(`select recipient from dev_inbox where body like '%' || $1 || '%'`, [first]);
    const recipients = receipts.map(({ recipient }) => recipient);
    expect(recipients.sort()).toEqual(['mo@example.test', 'robin@example.test']);
  });

  it('shows and counts nothing before a moderator has read it', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).toContain('0 responses published');
    expect(anybody.body).not.toContain('0113 496');
  });

  it('publishes what the moderator left, and never the original', async () => {
    const anybody = site.anonymous();
    const [waiting] = await site.db.read().rows<{ reference: string }>('select reference from consultation_response');
    const unfinished = await rule(waiting?.reference ?? '', {
      outcome: 'redacted',
      publishedText: 'The level is too low.',
    });
    expect(unfinished.status).toBe(422);
    await rule(waiting?.reference ?? '', {
      outcome: 'redacted',
      publishedText: 'The level is too low.',
      reason: 'A name and a telephone number',
    });
    for (const url of [paths.consultation(reference), paths.consultationFile(reference)]) {
      await anybody.get(url);
      expect(anybody.body).toContain('The level is too low.');
      expect(anybody.body).not.toMatch(/0113 496|Robin|robin@example/);
    }
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).toContain('1 response published');
    const [stored] = await site.db.read().rows<{ text: string }>('select text from consultation_response');
    expect(stored?.text).toBe(text);
  });

  it('neither shows nor counts a response without consent, whatever a moderator sends', async () => {
    const silent = await respond({ text: 'Do not print this', consent: 'no', email: 'quiet@example.test' });
    const hidden = opened(silent.text);
    const mo = await site.as('mo@example.test');
    const [row] = await site.db
      .read()
      .rows<{ id: string }>('select id from consultation_response where reference = $1', [hidden]);
    await mo.get(paths.moderate(row?.id ?? ''));
    expect(mo.text).toContain('has not agreed to publication');
    const token = String(mo.$('[name=_csrf]').first().val());
    await mo.post(
      paths.moderate(row?.id ?? ''),
      new URLSearchParams({ _csrf: token, seen: '0', outcome: 'published' }),
    );
    expect(mo.status).toBe(422);
    const anybody = site.anonymous();
    await anybody.get(paths.consultation(reference));
    expect(anybody.text).toContain('1 response published');
    expect(anybody.body).not.toContain('Do not print this');
  });

  it('is closed by the clock; a late form loses nothing that was typed', async () => {
    const late = site.anonymous();
    await late.get(paths.consultationRespond(reference));
    await site.clock.advance(40 * day);
    await late.submit('/respond', {
      answer: 'agree',
      text: 'I wrote this for an hour',
      organisationType: 'employer',
      email: 'late@example.test',
      consent: 'yes',
    });
    expect(late.status).toBe(422);
    expect(late.text).toContain('I wrote this for an hour');
    expect(await site.db.read().rows('select 1 from consultation_response')).toHaveLength(2);
    await late.get(paths.consultation(reference));
    expect(late.text).toContain('Closed on');
  });
});
