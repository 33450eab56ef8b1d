import { endOfLondonDay, londonDate, paths } from '@app/kernel';
import { MapReader } from '@app/occupational-map';
import { type Agent, type Site, sitePassword, startSite } from '@test/support';
import { Surroundings } from '../../apps/web/src/pages/maps/surroundings';

let site: Site;
let awaited: { reference: string; title: string };
let group = '';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Olive Officer', 'officer@example.test', { role: 'product-manager' });
  const map = await site.lib(MapReader).refresh();
  const found = Object.values(map?.state.occupations ?? {}).find(({ status }) => status === 'awaiting-interest');
  if (found === undefined) throw new Error('No occupation awaits interest');
  awaited = found;
});
afterAll(() => site?.close());

const employer = (organisation: string, name: string, email: string) => ({
  organisation,
  name,
  email,
  size: 'small',
  sector: 'Services',
  region: 'Leeds',
  needs: `${organisation} trains two people a year`,
});

async function interested(given: ReturnType<typeof employer>): Promise<Agent> {
  const anybody = site.anonymous();
  await anybody.get(paths.occupation(awaited.reference));
  await anybody.follow('Register your interest');
  await anybody.submit(`/${awaited.reference}`, given);
  return anybody;
}

/** The link that was mailed last to the address. */
async function linkIn(email: string, link: RegExp): Promise<string> {
  await site.settle();
  const rows = await site.db
    .read()
    .rows<{ body: string }>('select body from dev_inbox where recipient = $1 order by at desc, id desc', [email]);
  const found = rows.map(({ body }) => link.exec(body)?.[0]).find((one) => one !== undefined);
  if (found === undefined) throw new Error(`No link ${String(link)} was mailed to ${email}`);
  return new URL(found).pathname;
}

/** Accepts the invitation that was mailed, sets a password by the other mail. */
async function join(email: string): Promise<Agent> {
  const invited = site.anonymous();
  await invited.get(await linkIn(email, /\S+\/invitations\/\S+/));
  await invited.submit('main form');
  if (!invited.url.endsWith('/joined')) throw new Error(`${email} has not joined: ${invited.text}`);
  await invited.get(await linkIn(email, /\S+\/set-password\/\S+/));
  await invited.submit('form:has(#password)', { password: sitePassword });
  return invited;
}

describe('employers', () => {
  it('register interest without an account; the page says how many, and nothing personal', async () => {
    const acme = await interested(employer('Acme', 'Ann Acme', 'ann@acme.test'));
    expect([acme.status, acme.heading]).toEqual([200, 'We received your interest']);
    expect(acme.text).not.toMatch(/Acme|ann@/);
    const wrong = await interested(employer('', 'Bea', 'bea@brown.test'));
    expect([wrong.status, wrong.errors]).toEqual([422, ['Enter the name of your organisation']]);
    expect(wrong.$('#needs').val()).toContain('two people a year');
    await interested(employer('Brown', 'Bea Brown', 'bea@brown.test'));
    await site.lib(Surroundings).refresh();
    await wrong.get(paths.occupation(awaited.reference));
    expect(wrong.text).toContain('2 employers have registered interest');
    expect(wrong.text).not.toMatch(/Acme|Brown/);
    await site.settle();
    const receipt = await site.db
      .read()
      .one<{ subject: string }>(`select subject from dev_inbox where recipient = 'ann@acme.test'`);
    expect(receipt?.subject).toBe(`We received your interest in ${awaited.title}`);
  });

  it('see an invitation to propose that an officer opens, until it closes', async () => {
    const [officer, anybody] = [await site.as('officer@example.test'), site.anonymous()];
    await officer.get(paths.interestList());
    await officer.follow('Open an invitation to propose');
    const now = await site.db.read().now();
    const given = { title: 'Laser cleaner', idea: 'Cleaning metal by laser', route: 'engineering-manufacturing' };
    await officer.submit('/new', { ...given, closes: '2001-01-01' });
    expect(officer.errors).toEqual(['Enter a closing date in the future']);
    const lastDay = londonDate(new Date(now.getTime() + 2 * 86_400_000));
    await officer.submit('/new', { ...given, closes: lastDay });
    await site.lib(Surroundings).refresh();
    await anybody.get(paths.invitationsToPropose());
    await anybody.follow('Laser cleaner');
    await anybody.follow('Register your interest');
    await site.clock.advance(endOfLondonDay(lastDay).getTime() - now.getTime() + 1);
    await anybody.submit('main form', employer('Late', 'Lea Late', 'lea@late.test'));
    expect(anybody.status).toBe(422);
    expect(anybody.text).toContain('Late trains two people a year');
  });
});

describe('a group', () => {
  it('is started by the officer from the interest', async () => {
    const officer = await site.as('officer@example.test');
    await officer.get(paths.interestList());
    await officer.follow(awaited.title);
    expect(officer.text).toContain('ann@acme.test');
    await officer.submit('main form', { name: 'The new group' });
    expect(officer.errors).toEqual([
      'Choose at least one employer',
      'Choose whose contact is invited to chair the group',
    ]);
    const [ann = '', bea = ''] = officer
      .$('input[name=interests]')
      .toArray()
      .map((box) => String(officer.$(box).val()));
    await officer.submit('main form', { interests: [ann, bea], chair: ann });
    expect([officer.status, officer.heading]).toEqual([200, 'The new group']);
    expect(officer.text).toContain('The group has no chair');
    group = officer.url;
    await officer.get(paths.interestFile());
    expect(officer.body).toContain('Acme,small,Services,Leeds,Ann Acme,ann@acme.test');
  });

  it('is joined by those who are invited, once each', async () => {
    const ann = await join('ann@acme.test');
    await ann.get(group);
    expect(ann.text).toContain('The group has one owner');
    const again = site.anonymous();
    await again.get(await linkIn('ann@acme.test', /\S+\/invitations\/\S+/));
    expect(again.text).toContain('It was used already');
    await join('bea@brown.test');
    await ann.get(group);
    expect(ann.text).toContain('Bea Brown Member Brown');
  });

  it('invites a further person, sends the invitation anew, and the earlier link does nothing', async () => {
    const ann = await site.as('ann@acme.test');
    await site.person('Gil Guild', 'gil@guild.test');
    await ann.get(group);
    const guild = { name: 'The Guild', kind: 'professional-body', size: 'micro', sector: 'All', region: 'London' };
    await ann.submit('/organisations', guild);
    await ann.follow('Invite somebody');
    const organisationId = ann.$('#organisationId option:contains("The Guild")').attr('value') ?? '';
    await ann.submit('/invite', { name: 'Gil', email: 'gil@guild.test', role: 'group-deputy', organisationId });
    expect(ann.errors).toEqual([expect.stringContaining('Only somebody from an employer')]);
    await ann.submit('/invite', { role: 'group-member' });
    const first = await linkIn('gil@guild.test', /\S+\/invitations\/\S+/);
    await ann.get(group);
    await ann.submit('/again');
    const gil = await site.as('gil@guild.test');
    await gil.get(first);
    expect(gil.text).toContain('It was withdrawn');
    await gil.get(paths.dashboard());
    await gil.follow('An invitation for you');
    await gil.submit('main form:not([action="/sign-out"])');
    expect([gil.url, gil.heading]).toEqual([group, 'The new group']);
    expect(gil.text).toContain('Gil Guild Member The Guild (professional body)');
  });

  it('passes the chair on; who was chair is deputy and may leave, with all rights gone at once', async () => {
    const [ann, bea] = [await site.as('ann@acme.test'), await site.as('bea@brown.test')];
    await ann.get(`${group}/leave`);
    await ann.submit('/leave');
    expect(ann.errors).toEqual(['The chair cannot leave the group before another member has taken the chair']);
    await ann.get(group);
    await ann.follow('Bea Brown');
    await ann.submit('/offer');
    expect(ann.text).toContain('The chair is offered to Bea Brown');
    await bea.get(paths.dashboard());
    await bea.follow('Offer of the chair');
    await bea.submit('/chair', { outcome: 'accepted' });
    expect(bea.text).toContain('Bea Brown Chair Brown');
    expect(bea.text).toContain('Ann Acme Deputy Acme');
    await ann.get(`${group}/leave`);
    await ann.submit('/leave');
    expect(ann.url).toBe(paths.dashboard());
    await ann.get(group);
    expect(ann.status).toBe(403);
    await site.settle();
    const told = await site.db
      .read()
      .rows<{ recipient: string }>(`select recipient from dev_inbox where subject = 'Ann Acme has left The new group'`);
    expect(told.map(({ recipient }) => recipient)).toEqual(['bea@brown.test']);
  });

  it('tells a member who is removed why', async () => {
    const bea = await site.as('bea@brown.test');
    await bea.get(group);
    await bea.follow('Gil Guild');
    await bea.submit('/remove', { reason: '' });
    expect(bea.errors).toEqual(['Give the reason']);
    await bea.submit('/remove', { reason: 'The guild sends somebody else' });
    expect(bea.text).not.toContain('Gil Guild Member');
    await site.settle();
    const mail = await site.db
      .read()
      .one<{ body: string }>(`select body from dev_inbox where subject = 'You were removed from The new group'`);
    expect(mail?.body).toContain('The guild sends somebody else');
  });
});
