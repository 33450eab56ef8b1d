import { addWeeks, londonDate, newId, onWorkingDay, paths } from '@app/kernel';
import { Proposals } from '@app/proposals';
import { type Agent, type Site, startSite } from '@test/support';
import { aGroup, aSubmittedProposal, type Group } from '../../../../../test/support/builders';

const week = 7 * 86_400_000;
let site: Site;
let group: Group;
let officer: Agent;

beforeAll(async () => {
  site = await startSite();
  group = await aGroup(site);
  officer = await site.as('officer@example.test');
});
afterAll(() => site?.close());

const dayIn = async (weeks: number) => londonDate(onWorkingDay(addWeeks(await site.db.read().now(), weeks)));
const cycle = async (weeks: number, slots = '2') => ({
  deadline: await dayIn(weeks),
  deadlineTime: '17:00',
  panel: await dayIn(weeks + 2),
  committee: await dayIn(weeks + 4),
  slots,
});

describe('approvals cycles', () => {
  it('are planned by the officer; what is wrong stands beside its field, and what was typed stays', async () => {
    await officer.get(paths.cycles());
    await officer.submit('/admin/cycles', { ...(await cycle(2)), committee: await dayIn(1), slots: 'many' });
    expect([officer.status, officer.errors]).toEqual([
      422,
      ['Enter how many submissions the cycle takes, from 1 to 500'],
    ]);
    expect(officer.$('#deadline').val()).toBe(await dayIn(2));
    await officer.submit('/admin/cycles', { slots: '1' });
    expect([officer.status, officer.errors]).toEqual([422, ['The committee must meet after the panels']]);
    await officer.submit('/admin/cycles', await cycle(2, '1'));
    expect(officer.text).toContain('0 of 1');
    await officer.submit('/admin/cycles', await cycle(8));
    const chair = await site.as('chair-of-group@example.test');
    expect((await chair.get(paths.cycles())).status).toBe(403);
  });

  it('have slots that a group books, and the last one goes once', async () => {
    const chair = await site.as('chair-of-group@example.test');
    const proposals = site.lib(Proposals);
    const [one, two] = [
      await proposals.start(group.chair, group.id, newId()),
      await proposals.start(group.chair, group.id, newId()),
    ];
    await chair.get(paths.proposal(one));
    await chair.follow('Book a slot');
    const first = String(chair.$('input[name=cycle]').first().val());
    await chair.submit('/slot', { cycle: first });
    expect(chair.text).toContain('You have a slot in cycle 1');
    await chair.get(paths.proposalPart(two, 'slot'));
    expect(chair.text).not.toContain('Cycle 1,');
    await chair.submit('/slot', { cycle: first });
    expect([chair.status, chair.errors]).toEqual([
      422,
      ['The last slot of this cycle was taken: choose another cycle'],
    ]);
    await chair.get(paths.proposalPart(one, 'slot'));
    await chair.submit('/slot', { cycle: 'none' });
    expect(chair.text).toContain('You have no submission slot yet');
  });

  it('consider what was submitted, say until when, and tell the group why it is a later one', async () => {
    const first = await aSubmittedProposal(site, group);
    await officer.get(paths.proposal(first));
    expect(officer.text).toMatch(/A decision is due by .*: cycle 1 considers it/);
    const second = await aSubmittedProposal(site, group, { title: 'Usability tester' });
    await site.settle();
    const told = await site.db
      .read()
      .rows<{ subject: string }>(`select subject from notification where subject like 'Cycle %' order by subject`);
    expect(told.map(({ subject }) => subject.replace(/OP\d+/, 'OP'))).toEqual([
      'Cycle 1 considers OP, Accessibility specialist',
      'Cycle 2 considers OP, Usability tester',
    ]);
    await officer.get(paths.proposal(second));
    expect(officer.text).toContain('cycle 2 considers it');
    await officer.get(paths.dashboard());
    expect(officer.text).toMatch(/Check OP\d+, Usability testerBy /);
  });

  it('tell everybody how many decisions are overdue, and officers which', async () => {
    const anybody = site.anonymous();
    await anybody.get(paths.approvalsCycles());
    expect(anybody.text).toContain('No decision is overdue now');
    await site.clock.advance(9 * week);
    await anybody.get(paths.approvalsCycles());
    expect(anybody.text).toContain('1 decision is overdue now');
    const after = await site.as('officer@example.test');
    await after.get(paths.overdue());
    expect(after.$('tbody tr').length).toBe(1);
    expect(after.text).toContain('Accessibility specialist');
  });

  it('are changed before their deadline only, and by one officer at a time', async () => {
    const after = await site.as('officer@example.test');
    await after.get(paths.cycles());
    await after.submit('/admin/cycles', await cycle(30));
    await after.follow('Change cycle 3');
    const again = await site.as('officer@example.test');
    await again.get(after.url);
    const form = `form[method=post]:has(#reason)`;
    await after.submit(form, { deadline: await dayIn(31), reason: 'The panels asked for it' });
    expect(after.status).toBe(200);
    await again.submit(form, { slots: '7', reason: 'More room' });
    expect(again.status).toBe(409);
    expect(again.text).toContain(`submit by ${await dayIn(31)}`);
    expect(again.$('#slots').val()).toBe('7');
  });
});
