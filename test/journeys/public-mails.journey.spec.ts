import { newId, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { PeerReviews } from '@app/proposals';
import { GroupInvitations, TrailblazerQueries } from '@app/trailblazers';
import { type Agent, type Site, startSite } from '@test/support';
import { aConsultation, aGroup, aSubmittedProposal, type Group } from '../support/builders';

const marker = 'Plantedword';
const link = 'https://evil.example/win';
const occupation = 'OCC0116';

let site: Site;
let group: Group;
let consultation: string;
let awaited: string;
let proposal: string;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  group = await aGroup(site);
  const map = await site.lib(MapReader).refresh();
  awaited =
    Object.values(map?.state.occupations ?? {}).find(({ status }) => status === 'awaiting-interest')?.reference ?? '';
  proposal = await aSubmittedProposal(site, group, { title: `${marker} engineer` });
  const closesAt = new Date((await site.db.read().now()).getTime() + 60 * 86_400_000);
  const subjects = [{ kind: 'proposal' as const, ref: proposal }];
  consultation = await aConsultation(site, group.officer, { title: 'A consultation', subjects, closesAt });
  await site.settle();
});
afterAll(() => site?.close());

type Form = { url: () => string; values: Record<string, string>; before?: (anybody: Agent) => Promise<void> };

/** Every public form that causes mail to an address that was typed into it, with what a stranger can write there. */
const forms: Readonly<Record<string, Form>> = {
  interest: {
    url: () => paths.interest('occupation', awaited),
    values: {
      name: marker,
      organisation: `${marker} Ltd`,
      size: 'small',
      sector: marker,
      region: marker,
      needs: `${marker}\n${link}`,
    },
  },
  suggestion: {
    url: () => paths.suggest(occupation),
    values: { part: 'duties', change: `${marker} ${link}`, why: marker, requester: 'employer', name: marker },
  },
  response: {
    url: () => paths.respondPart(consultation, 'check'),
    values: { permission: 'named', copy: 'yes', name: marker },
    before: async (anybody) => {
      await anybody.get(paths.consultationRespond(consultation));
      await anybody.submit('/respond', { capacity: 'organisation', type: 'employer', organisation: marker });
      await anybody.submit('/respond/1', { agree: 'agree', comments: `${marker} ${link}` });
    },
  },
  follow: { url: () => paths.follow('route', 'digital'), values: {} },
};
const named = Object.entries(forms).filter(([, { values }]) => 'name' in values);

async function sent(form: Form, values: Record<string, string>, ip?: string): Promise<Agent> {
  const anybody = site.anonymous(ip);
  await form.before?.(anybody);
  await anybody.get(form.url());
  await anybody.submit('main form[method=post]', { ...form.values, ...values });
  return anybody;
}
const mailsTo = async (email: string) => {
  await site.settle();
  return site.db
    .read()
    .rows<{ subject: string; body: string }>('select subject, body from dev_inbox where recipient = $1', [email]);
};

describe('a name on a public form', () => {
  it.each(named)('of %s is one line that leads nowhere; what was typed is kept', async (_, form) => {
    for (const name of [`${marker} ${link}`, 'evil.example', 'ada@evil.example', 'a'.repeat(200)]) {
      const anybody = await sent(form, { email: 'victim@example.test', name });
      expect([anybody.status, anybody.errors.length]).toEqual([422, 1]);
      expect(anybody.$('#name').val()).toBe(name);
    }
    expect(await mailsTo('victim@example.test')).toEqual([]);
  });
});

describe('an address on a public form', () => {
  it.each(Object.entries(forms))('of %s is taken with a no-break space after it', async (name, form) => {
    const anybody = await sent(form, { email: `${name}@example.test\u00A0` });
    expect([anybody.status, anybody.errors]).toEqual([200, []]);
    expect(await mailsTo(`${name}@example.test`)).toHaveLength(1);
  });
});

describe('a mail to an address that nobody has confirmed', () => {
  it('says nothing that a stranger typed', async () => {
    for (const form of Object.values(forms)) await sent(form, { email: 'free@example.test' });
    const mails = await mailsTo('free@example.test');
    expect(mails).toHaveLength(4);
    for (const { subject, body } of mails) expect(`${subject}\n${body}`).not.toMatch(/Plantedword|evil/);
  });

  it('says nothing that people of a group or officers typed, when they invite', async () => {
    const { officer, chair, id } = group;
    const [organisation] = await site.lib(TrailblazerQueries).organisations(site.db.read(), id);
    const order = { id: newId(), name: marker, email: 'invited@example.test', role: 'group-member' as const };
    await site.lib(GroupInvitations).invite(chair, id, { ...order, organisationId: organisation?.id ?? '' });
    await site.lib(PeerReviews).start(officer, proposal, 3);
    const review = {
      name: marker,
      email: 'peer@example.test',
      anonymous: 'yes' as const,
      workingDays: 10,
      key: newId(),
    };
    await site.lib(PeerReviews).invite(officer, proposal, review);
    for (const email of ['invited@example.test', 'peer@example.test']) {
      const [mail, ...more] = await mailsTo(email);
      expect(more).toEqual([]);
      expect(`${mail?.subject}\n${mail?.body}`).not.toContain(marker);
      expect(mail?.body).toMatch(/^Hello\n/);
    }
  });

  it('is one of five a day at most, by all forms together and however it is spelt; all that was sent is stored', async () => {
    const pages = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      const name = Object.keys(forms)[n % 4] ?? '';
      const email = n % 3 ? 'victim@example.test' : 'VICTIM@Example.test\u00A0';
      const anybody = await sent(forms[name], { email }, `198.51.${n}.1`);
      pages.add(
        `${name} ${anybody.status} ${anybody.text.replaceAll(/[RS]-\w{4}-\w{4}|Received [^.]*\.|victim@example\.test/gi, '')}`,
      );
    }
    await site.settle();
    const count = async (sql: string) => (await site.db.read().rows(sql)).length;
    expect(pages.size).toBe(4);
    expect(await count(`select 1 from dev_inbox where lower(recipient) = 'victim@example.test'`)).toBe(5);
    expect(await count(`select 1 from suggester where lower(email) = 'victim@example.test'`)).toBe(5);
    expect(await count(`select 1 from respondent where lower(email) = 'victim@example.test'`)).toBe(5);
    await site.clock.advance(25 * 3_600_000);
    await sent(forms.follow, { email: 'victim@example.test' });
    await site.settle();
    expect(await count(`select 1 from dev_inbox where lower(recipient) = 'victim@example.test'`)).toBe(6);
  });
});

describe('a sender of public forms', () => {
  it('is told to wait after sixty in an hour, whichever forms they are, and what was typed can be sent then', async () => {
    const ip = '2001:db8:1:2:3::7';
    let n = 0;
    let anybody: Agent;
    do {
      const form = Object.values(forms)[n % 4];
      anybody = await sent(form, { email: `many${n}@example.test` }, n % 2 ? ip : '2001:db8:1:2::1');
      n += 1;
    } while (anybody.status === 200 && n < 70);
    // A response is begun by one form, and sent by another.
    expect([n, anybody.status, anybody.heading]).toEqual([49, 429, 'Too many tries']);
    expect(Number(anybody.headers['retry-after'])).toBeGreaterThan(0);
    anybody = await sent(forms.suggestion, { email: 'late@example.test' }, ip);
    expect(anybody.$('input[name=change]').val()).toBe(`${marker} ${link}`);
    const now = Date.now();
    jest.spyOn(Date, 'now').mockImplementation(() => now + 3_700_000);
    await anybody.submit('main form[method=post]');
    jest.restoreAllMocks();
    expect([anybody.status, anybody.heading]).toEqual([200, 'We received your suggestion']);
    expect((await sent(forms.follow, { email: 'other@example.test' }, '2001:db8:1:3::1')).status).toBe(200);
  });
});
