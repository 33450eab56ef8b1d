import { paths } from '@app/kernel';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, anAnswered, type Group } from '../support/builders';

const day = 86_400_000;

let site: Site;
let group: Group;
let officer: Agent;
let reference: string;
const step = (name: string) => paths.consultationStep(reference, name);
const rows = (sql: string, params: unknown[] = []) => site.db.read().rows<Record<string, unknown>>(sql, params);
const mails = (to: string) =>
  rows('select subject, body from dev_inbox where recipient = $1 order by id', [to]) as Promise<
    { subject: string; body: string }[]
  >;
const linkOf = (body: string) => /\/responses\/invited\/[\w-]+/.exec(body)?.[0] ?? '';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  await site.person('Mo Derator', 'mo@example.test', { role: 'moderator' });
  officer = await site.as('officer@example.test');
  const closesAt = new Date((await site.db.read().now()).getTime() + 60 * day);
  const subjects = [{ kind: 'occupation' as const, ref: 'OCC0116' }];
  reference = await aConsultation(site, group.officer, { title: 'Is it one job?', subjects, closesAt });
});
afterAll(() => site?.close());

describe('organisations that are invited by a list', () => {
  it('are told of wrong lines by number, from a file, too, and nothing is stored or lost', async () => {
    await officer.get(paths.consultationRun(reference));
    await officer.follow('Who is invited');
    await officer.follow('Invite organisations');
    const bytes = Buffer.from('\uFEFFOrganisation;E-mail\r\nHeron Weir;at home\r\n;b@b.test\r\n=cmd|calc;c@c.test\r\n');
    await officer.upload('/invite/file', { name: 'list.csv', bytes });
    expect([officer.status, officer.errors]).toEqual([
      422,
      [
        'Line 2: “at home” is no email address',
        'Line 3: there is no name of an organisation',
        'Line 4: “=cmd|calc” is a formula: write its words',
      ],
    ]);
    expect(officer.$('#list').val()).toContain('Heron Weir;at home');
    await officer.upload('/invite/file', { name: 'list.png', bytes: Buffer.from([0, 1, 255, 254]) });
    expect(officer.errors).toEqual(['The selected file is no text: save it as CSV in UTF-8']);
    expect(await rows('select 1 from consultation_invitation')).toEqual([]);
  });

  it('are invited when the officer has seen what was read, once each, and mailed a link', async () => {
    await officer.get(step('invite'));
    const list = `"Heron Weir, Ltd",office@heron.test,Robin\nBeta,b@beta.test\nHeron again,Office@Heron.test\n'@Home <b>Care</b>,c@home.test`;
    await officer.submit('form[action$="/invite"]', { list });
    expect([officer.status, officer.heading]).toEqual([200, 'Check who is invited']);
    expect(officer.text).toContain('line 3 has the address of line 1');
    expect(officer.text).toContain('@Home <b>Care</b>');
    expect(await rows('select 1 from consultation_invitation')).toEqual([]);
    await officer.submit('/invite', {});
    expect(officer.heading).toBe('Who is invited');
    expect(officer.text).toContain('3 invited, 0 answered');
    const stored = await rows('select organisation, contact from consultation_invitation order by organisation');
    expect(stored).toEqual([
      { organisation: '@Home <b>Care</b>', contact: '' },
      { organisation: 'Beta', contact: '' },
      { organisation: 'Heron Weir, Ltd', contact: 'Robin' },
    ]);
    await site.settle();
    const [mail, ...more] = await mails('office@heron.test');
    expect([mail.subject, more]).toEqual(['You are invited to answer: Is it one job?', []]);
    expect(linkOf(mail.body)).not.toBe('');
    await officer.get(step('invite'));
    await officer.submit('form[action$="/invite"]', { list: 'Heron,OFFICE@heron.test\nNew,n@new.test' });
    expect(officer.text).toContain('Heron (OFFICE@heron.test, line 1)');
    await officer.submit('/invite', { seen: '7' });
    expect(officer.status).toBe(409);
    expect(await rows('select 1 from consultation_invitation')).toHaveLength(3);
    const events = await rows(`select content from event where type = 'consultation.organisations-invited'`);
    expect(JSON.stringify(events)).not.toMatch(/heron|beta/i);
  });

  it('answer by their link as everybody does; officers see that, and not what', async () => {
    const [{ body }] = await mails('b@beta.test');
    const beta = site.anonymous();
    await beta.get(linkOf(body));
    expect(beta.heading).toBe('You are invited to answer');
    await beta.submit(linkOf(body), {});
    await beta.submit('/respond', { capacity: 'organisation', organisation: 'Beta', type: 'employer' });
    await beta.submit('/respond/1', { agree: 'agree', comments: 'It is one.' });
    await beta.get(paths.respondPart(reference, 'check'));
    await beta.submit('/respond/check', { permission: 'named' });
    expect(beta.text).toContain('We have your response');
    await officer.get(step('invitations'));
    expect(officer.text).toContain('3 invited, 1 answered');
    expect(officer.body).not.toMatch(/R-[0-9A-Z]{4}-/);
    const file = await officer.get(step('invitations.csv'));
    expect(file.body).toContain('Beta,b@beta.test,,');
    expect(file.body).toMatch(/Beta,.*,yes\r\n/);
    expect(file.body).toContain(`'@Home <b>Care</b>`);
    const stranger = site.anonymous();
    await stranger.get('/responses/invited/no-such-token');
    expect(stranger.status).toBe(404);
    const mo = await site.as('mo@example.test');
    await mo.get(step('invitations'));
    expect(mo.status).toBe(403);
  });

  it('who answered without a name show only among five', async () => {
    const [{ body }] = await mails('c@home.test');
    const home = site.anonymous();
    await home.get(linkOf(body));
    await home.submit(linkOf(body), {});
    await home.submit('/respond', { capacity: 'individual' });
    await home.submit('/respond/1', { agree: 'agree' });
    await home.get(paths.respondPart(reference, 'check'));
    await home.submit('/respond/check', { permission: 'confidential' });
    await officer.get(step('invitations'));
    expect(officer.text).toContain('3 invited, 1 answered');
    for (let no = 0; no < 4; no += 1) await anAnswered(site, reference, {});
    await officer.get(step('invitations'));
    expect(officer.text).toContain('3 invited, 2 answered');
  });

  it('are reminded once where they have not answered', async () => {
    await officer.follow('Remind those who');
    expect(officer.text).toContain('up to 1 organisation:');
    await officer.submit('/remind', {});
    expect(officer.heading).toBe('Who is invited');
    expect(officer.text).toContain('were reminded on');
    await site.settle();
    const subjects = async (to: string) => (await mails(to)).map(({ subject }) => subject.split(':')[0]);
    expect(await subjects('office@heron.test')).toEqual(['You are invited to answer', 'Reminder']);
    expect(await subjects('b@beta.test')).toEqual(['You are invited to answer']);
    expect(await subjects('c@home.test')).toEqual(['You are invited to answer']);
    await officer.get(step('remind'));
    expect(officer.text).toContain('Nobody is reminded twice');
    expect(officer.$('main form').length).toBe(0);
  });

  it('is over with the close', async () => {
    await site.clock.advance(61 * day);
    officer = await site.as('officer@example.test');
    await officer.get(step('invite'));
    expect(officer.text).toContain('Nobody can answer now');
    const [{ body }] = await mails('office@heron.test');
    const heron = site.anonymous();
    await heron.get(linkOf(body));
    expect(heron.text).toContain('It is over');
  });
});
