import { londonDate, paths } from '@app/kernel';
import { type Site, startSite } from '@test/support';

let site: Site;
let today: string;
const form = 'form:has(#datedOn)';

beforeAll(async () => {
  site = await startSite({ seeded: true });
  await site.settle();
  await site.person('Ada Admin', 'ada@example.test', { role: 'administrator' });
  await site.person('Olive Officer', 'olive@example.test', { role: 'product-manager' });
  today = londonDate(await site.db.read().now());
});
afterAll(() => site?.close());

describe('a ministerial direction', () => {
  it('is recorded by an administrator; what is wrong stands beside its field, and what was typed stays', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(paths.revisions());
    await ada.follow('Ministerial directions');
    await ada.submit(form, { title: 'Retire the fax operator', document: 'http://example.test/direction' });
    expect([ada.status, ada.errors]).toEqual([
      422,
      [
        'Enter the date of the direction',
        'Enter an address that begins with https://',
        'Enter what is directed',
        'Choose at least one route of the maps',
      ],
    ]);
    expect(ada.$('#title').val()).toBe('Retire the fax operator');
    const rest = { document: 'https://example.test/direction', text: 'It is directed.\nAt once.', routes: 'digital' };
    await ada.submit(form, { ...rest, datedOn: '2990-01-01' });
    expect([ada.status, ada.errors]).toEqual([422, ['The date of the direction must not be in the future']]);
    expect(ada.$('input[name=routes][value=digital]').attr('checked')).toBe('checked');
    await ada.submit(form, { datedOn: today });
    expect(ada.$('tbody tr')).toHaveLength(1);
    expect(ada.text).toContain('Retire the fax operator Direction 1');
  });

  it('stands in the audit trail', async () => {
    const ada = await site.as('ada@example.test');
    await ada.get(paths.audit());
    expect(ada.text).toContain('recorded ministerial direction 1, Retire the fax operator');
  });

  it('is read by everybody, with its document and maps, and without who recorded it', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.decisions());
    await anybody.follow('ministerial directions');
    await anybody.follow('Retire the fax operator');
    expect(anybody.url).toBe(paths.direction(1));
    expect(anybody.text).toContain('It is directed.');
    expect(anybody.text).not.toContain('Ada Admin');
    expect(anybody.$('dl a[href="https://example.test/direction"]')).toHaveLength(1);
    expect(anybody.$(`dl a[href="${paths.map('digital')}"]`)).toHaveLength(1);
    for (const no of ['2', '0', '1x', '99999999999']) {
      await anybody.get(`${paths.directions()}/${no}`);
      expect(anybody.status).toBe(404);
    }
  });

  it('is recorded by nobody else', async () => {
    const olive = await site.as('olive@example.test');
    expect((await olive.get(paths.recordDirection())).status).toBe(403);
    const anybody = site.anonymous();
    await anybody.get(paths.recordDirection());
    expect(anybody.url).toContain(paths.signIn());
  });
});
