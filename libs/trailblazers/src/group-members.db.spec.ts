import { Accounts, WaitingList } from '@app/accounts';
import { type Actor, Forbidden, type GroupRole, newId, NotFound, Refused } from '@app/kernel';
import { DemoClock } from '@app/platform';
import { testContext, type TestContext } from '@test/support';
import {
  GroupInvitations,
  GroupMembers,
  InvitationLinks,
  TrailblazerQueries,
  Trailblazers,
  TrailblazersModule,
} from './index';

type Person = Actor & { id: string };

let ctx: TestContext;
let groups: Trailblazers;
let invitations: GroupInvitations;
let members: GroupMembers;
let queries: TrailblazerQueries;
let officer: Person;

beforeAll(async () => {
  ctx = await testContext([TrailblazersModule]);
  const lib = <T>(type: new (...given: never[]) => T): T => ctx.module.get<T>(type, { strict: false });
  groups = lib(Trailblazers);
  invitations = lib(GroupInvitations);
  members = lib(GroupMembers);
  queries = lib(TrailblazerQueries);
  officer = await ctx.person('Officer', { role: 'product-manager' });
});
afterAll(() => ctx?.close());

/** The person with the grants that they hold now. */
const now = async ({ id }: Person): Promise<Person> => ({
  ...((await ctx.module.get(Accounts, { strict: false }).actor(ctx.db.read(), id)) as Actor),
  id,
});
const address = async ({ id }: Person): Promise<string> =>
  (await ctx.module.get(Accounts, { strict: false }).person(ctx.db.read(), id)).email;
const token = (id: string): string => ctx.module.get(InvitationLinks, { strict: false }).token(id);
const rolesOf = async (groupId: string) =>
  Object.fromEntries((await queries.people(ctx.db.read(), groupId)).map(({ name, role }) => [name, role]));

type Group = { id: string; acme: string; guild: string };
async function aGroup(): Promise<Group> {
  const id = await groups.form(officer, { name: `Group ${newId()}`, remit: 'Digital' });
  const details = { size: 'small', sector: 'Digital', region: 'Leeds' } as const;
  const acme = await groups.addOrganisation(officer, id, { ...details, name: 'Acme', kind: 'employer' });
  const guild = await groups.addOrganisation(officer, id, { ...details, name: 'Guild', kind: 'professional-body' });
  return { id, acme, guild };
}

/** Invites somebody. @returns the invitation's id */
async function invite(group: Group, email: string, role: GroupRole = 'group-member', by = officer): Promise<string> {
  const id = newId();
  await invitations.invite(by, group.id, { id, name: 'Ida Invited', email, role, organisationId: group.acme });
  return id;
}

/** A new person who was invited and has joined. */
async function joined(group: Group, name: string, role: GroupRole): Promise<Person> {
  const person = await ctx.person(name);
  await invitations.accept(token(await invite(group, await address(person), role)), person);
  return now(person);
}

const outcomes = async (work: Promise<unknown>[]): Promise<string[]> =>
  (await Promise.allSettled(work)).map(({ status }) => status).sort();

describe('an invitation to a group', () => {
  it('seats the person once, however often and by whomever it is opened', async () => {
    const group = await aGroup();
    const id = await invite(group, `ida.${newId()}@example.test`, 'group-chair');
    const results = await outcomes([invitations.accept(token(id), null), invitations.accept(token(id), null)]);
    expect(results).toEqual(['fulfilled', 'fulfilled']);
    expect(await rolesOf(group.id)).toEqual({ 'Ida Invited': 'group-chair' });
    const other = await ctx.person('Other');
    await expect(invitations.accept(token(id), other)).rejects.toThrow('was used already');
    const events = await ctx.db
      .read()
      .rows(`select 1 from event where subject_id = $1 and type = 'trailblazer-group.invitation-accepted'`, [group.id]);
    expect(events).toHaveLength(1);
  });

  it('waits for a person with an account, who may join as who is signed in, and expires after 14 days', async () => {
    const group = await aGroup();
    const ada = await ctx.person('Ada');
    const id = await invite(group, (await address(ada)).toUpperCase());
    const waiting = () => ctx.module.get(WaitingList, { strict: false }).entries(ctx.db.read(), ada);
    expect((await waiting()).map(({ text }) => text)).toEqual([expect.stringContaining('An invitation for you')]);
    await ctx.module.get(DemoClock, { strict: false }).advance(14 * 86_400_000);
    expect(await waiting()).toEqual([]);
    await expect(invitations.accept(token(id), ada)).rejects.toThrow('has expired');
    await invitations.sendAnew(officer, group.id, id);
    await expect(invitations.accept(token(id), ada)).rejects.toThrow('was withdrawn');
    const [anew] = (await queries.group(officer, group.id)).invitations;
    await invitations.accept(token(anew?.id ?? ''), ada);
    expect(await rolesOf(group.id)).toEqual({ Ada: 'group-member' });
  });

  it('is accepted or withdrawn, never both', async () => {
    const group = await aGroup();
    const ada = await ctx.person('Ada');
    const id = await invite(group, await address(ada));
    const results = await outcomes([invitations.accept(token(id), ada), invitations.withdraw(officer, group.id, id)]);
    expect(results).toEqual(['fulfilled', 'rejected']);
    const { people, invitations: sent } = await queries.group(officer, group.id);
    expect(people).toHaveLength(sent[0]?.standing === 'accepted' ? 1 : 0);
    const change = `update group_invitation set accepted_at = null, accepted_by = null, withdrawn_at = null where id = $1`;
    await expect(ctx.db.write((tx) => tx.rows(change, [id]))).rejects.toThrow('answered does not change');
  });

  it('goes to an address once, and the form sent twice is one invitation', async () => {
    const group = await aGroup();
    const order = { id: newId(), name: 'Bo', email: 'bo@example.test', role: 'group-member' } as const;
    const send = () => invitations.invite(officer, group.id, { ...order, organisationId: group.acme });
    expect(await outcomes([send(), send()])).toEqual(['fulfilled', 'fulfilled']);
    await expect(invite(group, 'BO@example.test')).rejects.toThrow('has an invitation already');
    const events = await ctx.db
      .read()
      .rows<{ content: string }>(
        `select content from event where subject_id = $1 and type = 'trailblazer-group.invitation-sent'`,
        [group.id],
      );
    expect(events).toHaveLength(1);
    expect(events[0]?.content).not.toContain('bo@example.test');
  });

  it('seats nobody as owner who comes from no employer, and no second chair', async () => {
    const group = await aGroup();
    const order = { name: 'Gil', email: 'gil@example.test', organisationId: group.guild };
    for (const role of ['group-chair', 'group-deputy'] as const) {
      await expect(invitations.invite(officer, group.id, { ...order, id: newId(), role })).rejects.toThrow(Refused);
    }
    await invitations.invite(officer, group.id, { ...order, id: newId(), role: 'group-member' });
    await joined(group, 'Chair', 'group-chair');
    await expect(invite(group, 'second@example.test', 'group-chair')).rejects.toThrow('has a chair already');
  });
});

describe('the people of a group', () => {
  it('pass the chair on by offer and answer; the rights of both change at once', async () => {
    const group = await aGroup();
    const [chair, member] = [await joined(group, 'Cleo', 'group-chair'), await joined(group, 'Mae', 'group-member')];
    await expect(members.offerChair(member, group.id, member.id)).rejects.toThrow(Forbidden);
    await members.offerChair(chair, group.id, member.id);
    const { offer } = await queries.group(chair, group.id);
    await expect(members.answerOffer(chair, group.id, offer?.id ?? '', 'accepted')).rejects.toThrow(Forbidden);
    await members.answerOffer(member, group.id, offer?.id ?? '', 'accepted');
    expect(await rolesOf(group.id)).toEqual({ Cleo: 'group-deputy', Mae: 'group-chair' });
    await members.leave(await now(chair), group.id);
    expect((await now(chair)).grants).toEqual([]);
    await expect(members.leave(await now(member), group.id)).rejects.toThrow('cannot leave');
  });

  it('have one new chair when two offers meet: there is one offer at a time, answered once', async () => {
    const group = await aGroup();
    const chair = await joined(group, 'Cleo', 'group-chair');
    const [mae, moe] = [await joined(group, 'Mae', 'group-member'), await joined(group, 'Moe', 'group-member')];
    const offers = await outcomes([
      members.offerChair(chair, group.id, mae.id),
      members.offerChair(officer, group.id, moe.id),
    ]);
    expect(offers).toEqual(['fulfilled', 'rejected']);
    const { offer } = await queries.group(chair, group.id);
    const offered = offer?.personId === mae.id ? mae : moe;
    const answers = await outcomes([
      members.answerOffer(offered, group.id, offer?.id ?? '', 'accepted'),
      members.answerOffer(offered, group.id, offer?.id ?? '', 'declined'),
      members.withdrawOffer(officer, group.id, offer?.id ?? ''),
    ]);
    expect(answers).toEqual(['fulfilled', 'rejected', 'rejected']);
    const roles = Object.values(await rolesOf(group.id));
    expect(roles.filter((role) => role === 'group-chair')).toHaveLength(1);
  });

  it('keep an owner when the chair and the deputy act against each other at once', async () => {
    const group = await aGroup();
    const [chair, deputy] = [await joined(group, 'Cleo', 'group-chair'), await joined(group, 'Dee', 'group-deputy')];
    const third = await joined(group, 'Thea', 'group-member');
    const results = await outcomes([
      members.remove(chair, group.id, deputy.id, 'Away for long'),
      members.remove(deputy, group.id, third.id, 'Not needed'),
      members.remove(deputy, group.id, chair.id, 'Away for long'),
    ]);
    expect(results).toContain('rejected');
    expect((await rolesOf(group.id)).Cleo).toBe('group-chair');
    await expect(members.remove(deputy, group.id, third.id, 'Again')).rejects.toThrow(NotFound);
  });

  it('are made deputy by an owner, lose an offer with their seat, and get a chair anew when an account has ended', async () => {
    const group = await aGroup();
    const [chair, mae] = [await joined(group, 'Cleo', 'group-chair'), await joined(group, 'Mae', 'group-member')];
    await members.appoint(chair, group.id, mae.id, 'group-deputy');
    await members.sitFor(officer, group.id, mae.id, group.acme);
    await expect(members.sitFor(officer, group.id, mae.id, group.guild)).rejects.toThrow(Refused);
    await members.offerChair(chair, group.id, mae.id);
    await members.remove(chair, group.id, mae.id, 'Has left the company');
    expect((await queries.group(officer, group.id)).offer).toBeNull();
    const moe = await joined(group, 'Moe', 'group-member');
    const accounts = ctx.module.get(Accounts, { strict: false });
    await ctx.db.write((tx) => accounts.endPerson(tx, officer, chair.id, 'Died'));
    await members.offerChair(officer, group.id, moe.id);
    const { offer } = await queries.group(officer, group.id);
    await members.answerOffer(moe, group.id, offer?.id ?? '', 'accepted');
    expect(await rolesOf(group.id)).toEqual({ Moe: 'group-chair' });
  });

  it('stand for an organisation that stays while they do', async () => {
    const group = await aGroup();
    await joined(group, 'Cleo', 'group-chair');
    await expect(groups.removeOrganisation(officer, group.id, group.acme)).rejects.toThrow('Somebody sits');
    await groups.removeOrganisation(officer, group.id, group.guild);
  });
});
