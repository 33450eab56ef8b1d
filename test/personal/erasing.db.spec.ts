import { PersonalData } from '@app/accounts';
import { paths, sha256 } from '@app/kernel';
import { MapReplay } from '@app/revisions';
import { type Site, startSite } from '@test/support';
import { aPersonalWorld, bystander, columnsWith, member, type PersonalWorld, stranger } from './somebody';

let site: Site;
let world: PersonalWorld;
let personal: PersonalData;

beforeAll(async () => {
  site = await startSite({ seeded: true });
  world = await aPersonalWorld(site);
  personal = site.lib(PersonalData);
});
afterAll(() => site?.close());

const one = async <T>(sql: string, ...params: unknown[]): Promise<T> => (await site.db.read().one<T>(sql, params)) as T;
const keysOf = async (asked: { address: string } | { personId: string }): Promise<Record<string, number>> => {
  const { held } = await personal.look(world.admin, asked);
  return Object.fromEntries(held.map(({ kind, rows }) => [kind.key, rows.length]));
};
/** What the trail said up to an event, as one hash; and how many rows there are of what stays. */
const trailUpTo = async (seq: string): Promise<string> => {
  const { all } = await one<{ all: string }>(
    `select string_agg(seq || type || subject_no || content, chr(10) order by seq) as all from event where seq <= $1`,
    seq,
  );
  return sha256(all);
};
const counts = () =>
  one<Record<string, number>>(
    `select (select count(*)::int from consultation_response) as responses, (select count(*)::int from suggestion) as suggestions,
       (select count(*)::int from interest) as interests, (select count(*)::int from notification) as messages,
       (select count(*)::int from group_invitation) as invitations, (select count(*)::int from review_invitation) as reviews,
       (select count(*)::int from person) as people, (select count(*)::int from person_grant) as grants`,
  );
const lastSeq = async () => (await one<{ seq: string }>('select max(seq)::text as seq from event')).seq;

describe('what is held on an address', () => {
  it('is found in every lib that holds some, however it is spelt', async () => {
    const found = await keysOf({ address: 'ZEPHRINE.roe@EXAMPLE.test\u00A0' });
    expect(found).toEqual(await keysOf({ address: stranger.address }));
    expect(found).toMatchObject({
      ...{ 'event-details': 2, 'group-invitation': 2, 'interest-contact': 1, reviewer: 1, respondent: 1 },
      'consultation-invitation': 1,
      ...{ suggester: 1, follower: 1, message: expect.any(Number) as number },
    });
    expect(await columnsWith(site, stranger.address)).toEqual(
      expect.arrayContaining(['event_personal.data', 'follower.address', 'respondent.email', 'reviewer.email_normal']),
    );
  });

  it('goes altogether, and no column of the database holds the address or the name any more', async () => {
    const [before, seq] = [await counts(), await lastSeq()];
    const trail = await trailUpTo(seq);
    const { count } = await personal.look(world.admin, { address: stranger.address });
    const done = await personal.erase(world.admin, { address: stranger.address }, 'objection', count);
    await site.settle();
    expect(done.erased).toMatchObject({ respondent: 1, suggester: 1, 'interest-contact': 1, 'group-invitation': 2 });
    expect(await columnsWith(site, stranger.address)).toEqual([]);
    expect(await columnsWith(site, stranger.name)).toEqual([]);
    expect(await columnsWith(site, sha256(stranger.address))).toEqual([]);
    expect(await keysOf({ address: stranger.address })).toEqual({});
    expect(await counts()).toEqual(before);
    expect(await trailUpTo(seq)).toBe(trail);
  });

  it('of others stays', async () => {
    expect(await keysOf({ address: bystander.address })).toMatchObject({
      ...{ 'event-details': 1, 'group-invitation': 1, 'interest-contact': 1, reviewer: 1, respondent: 1, suggester: 1 },
    });
  });

  it('is told of in the trail without who it was, and the trail, the pages and the maps are whole', async () => {
    const event = await one<{ content: string; personal: string | null; seq: string }>(
      `select content, personal_id as personal, seq::text as seq from event where type = 'personal-data.erased'`,
    );
    expect(event.personal).toBeNull();
    expect(event.content.toLowerCase()).not.toContain('zephrine');
    const ada = await site.as('ada@example.test');
    for (const url of [paths.audit(), `${paths.audit()}/${event.seq}`, paths.messages(), paths.people()]) {
      await ada.get(url);
      expect([url, ada.status]).toEqual([url, 200]);
    }
    const officer = await site.as('officer@example.test');
    for (const url of [paths.suggestions(), paths.interestList(), paths.proposal(world.proposalId)]) {
      await officer.get(url);
      expect([url, officer.status]).toEqual([url, 200]);
    }
    const replayed = await site.lib(MapReplay).run();
    expect(replayed.length).toBeGreaterThan(0);
    expect(replayed.filter(({ fault }) => fault !== null)).toEqual([]);
    expect(await site.db.read().rows('select 1 from outbox where done_at is null')).toEqual([]);
  });

  it('is refused when something came in between', async () => {
    const { count } = await personal.look(world.admin, { address: bystander.address });
    const erasing = personal.erase(world.admin, { address: bystander.address }, 'objection', count - 1);
    await expect(erasing).rejects.toThrow('something else held by now');
    expect(await keysOf({ address: bystander.address })).toHaveProperty('respondent', 1);
  });

  it('is for administrators alone', async () => {
    const officer = {
      kind: 'person' as const,
      id: world.memberId,
      name: 'O',
      grants: [{ role: 'product-manager' as const, scope: null }],
    };
    await expect(personal.look(officer, { address: bystander.address })).rejects.toThrow('role');
    await expect(personal.export(officer, { address: bystander.address })).rejects.toThrow('role');
    await expect(personal.erase(officer, { address: bystander.address }, 'law', null)).rejects.toThrow('role');
  });
});

describe('what is held on an account', () => {
  const end = () => `update person_grant set valid_until = waymark_now() where person_id = $1 and valid_until is null`;

  it('is the same by its address as by itself', async () => {
    const found = await keysOf({ personId: world.memberId });
    expect(found).toEqual(await keysOf({ address: member.typed }));
    expect(found).toMatchObject({
      ...{ account: 1, roles: 1, 'api-key': 1, session: 1, 'refused-sign-in': 1, 'policy-refusal': 1, respondent: 1 },
      ...{
        follower: 1,
        'use-details': 1,
        'event-details': 2,
        'sign-in-link': 1,
        suggester: 1,
        acts: expect.any(Number) as number,
      },
    });
  });

  it('is not erased while the account is needed: for a role, as the last administrator, as one’s own', async () => {
    const erasing = (personId: string) => personal.erase(world.admin, { personId }, 'law', null);
    await expect(erasing(world.memberId)).rejects.toThrow('still needed for a role (group member)');
    await expect(erasing(world.adminId)).rejects.toThrow('your own account');
    const system = { kind: 'system' as const, id: null, name: 'test', grants: [] };
    await expect(personal.erase(system, { personId: world.adminId }, 'law', null)).rejects.toThrow(
      'last administrator',
    );
    expect(await keysOf({ personId: world.memberId })).toHaveProperty('account', 1);
  });

  it('goes, but for what somebody did: nobody signs in or is mailed any more, and the trail stands', async () => {
    await site.db.write((tx) => tx.rows(end(), [world.memberId]));
    const [before, seq] = [await counts(), await lastSeq()];
    const trail = await trailUpTo(seq);
    const { erased, stays } = await personal.erase(world.admin, { personId: world.memberId }, 'no-longer-needed', null);
    await site.settle();
    expect(erased).toMatchObject({ account: 1, 'api-key': 1, respondent: 1, follower: 1 });
    expect(stays).toMatchObject({ roles: 1, acts: expect.any(Number) as number });
    expect(await columnsWith(site, member.address)).toEqual([]);
    expect(await columnsWith(site, member.name)).toEqual([]);
    expect(await counts()).toEqual(before);
    expect(await trailUpTo(seq)).toBe(trail);
    expect(Object.keys(await keysOf({ personId: world.memberId })).sort()).toEqual(['acts', 'roles']);
    await expect(site.as(member.typed)).rejects.toThrow('cannot sign in');
    expect((await personal.erase(world.admin, { personId: world.memberId }, 'law', null)).erased).not.toHaveProperty(
      'account',
    );
  });

  it('leaves the name of who held an office, which is part of the record', async () => {
    const officeId = await site.person('Octavia Officer', 'octavia@example.test', { role: 'product-manager' });
    await site.db.write((tx) => tx.rows(end(), [officeId]));
    await personal.erase(world.admin, { personId: officeId }, 'no-longer-needed', null);
    expect(await columnsWith(site, 'octavia@example.test')).toEqual([]);
    expect(await columnsWith(site, 'Octavia Officer')).toEqual(['person.name']);
    expect(await keysOf({ personId: officeId })).toHaveProperty('office-name', 1);
  });
});
