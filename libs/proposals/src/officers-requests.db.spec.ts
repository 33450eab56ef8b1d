import { type Actor, Forbidden, newId, Refused } from '@app/kernel';
import { type TestContext } from '@test/support';
import { aGroupAtWork, type GroupAtWork } from '../../../test/support/group-at-work';
import { OfficersRequests } from './index';
import { aCompleteContent } from './testing';

describe('requests without a trailblazer group', () => {
  let ctx: TestContext;
  let at: GroupAtWork;
  let requests: OfficersRequests;
  let other: Actor & { id: string };
  const given = { ground: 'no-group', reason: 'Nobody answered IP0001' } as const;
  const occupation = { kind: 'occupation' } as const;

  beforeAll(async () => {
    at = await aGroupAtWork();
    ctx = at.ctx;
    requests = ctx.module.get(OfficersRequests);
    other = await ctx.person('Other', { role: 'product-manager' });
  });
  afterAll(() => ctx?.close());

  const sql = (text: string, ...params: unknown[]) => ctx.db.write((tx) => tx.rows<{ n: number }>(text, params));
  /** The officer with the grants that they hold by now. */
  const asOfNow = async (actor: Actor & { id: string }): Promise<Actor & { id: string }> => ({
    ...actor,
    grants: await ctx.db
      .read()
      .rows<Actor['grants'][number]>(
        'select role, scope from person_grant where person_id = $1 and (valid_until is null or valid_until > waymark_now())',
        [actor.id],
      ),
  });
  const begun = () => requests.start(at.officer, given, newId(), occupation);

  it('one form begins one draft with one ground, however often it is sent', async () => {
    const key = newId();
    const ids = await Promise.all([1, 2, 3].map(() => requests.start(at.officer, given, key, occupation)));
    expect(new Set(ids).size).toBe(1);
    const [groups] = await sql(
      'select count(*)::int as n from trailblazer_group where id in (select group_id from proposal where id = $1)',
      ids[0],
    );
    expect(groups?.n).toBe(1);
  });

  it('are begun by officers alone', async () => {
    await expect(requests.start(at.chair, given, newId(), occupation)).rejects.toThrow(Forbidden);
  });

  it('are submitted without employers; the version says on which ground, and no other version says anything of it', async () => {
    const id = await begun();
    const officer = await asOfNow(at.officer);
    await at.proposals.amend(officer, id, 1, { part: 'everything', change: () => aCompleteContent() });
    await at.proposals.submit(officer, id, 2, newId());
    const [version] = await at.queries.versions(ctx.db.read(), id);
    expect(version?.content.ground).toBe('No trailblazer group could be formed for it: Nobody answered IP0001');
    expect(version?.content.employers).toEqual([]);
    const [ofAGroup] = await at.queries.versions(ctx.db.read(), await at.submitted());
    expect(ofAGroup?.content).not.toHaveProperty('ground');
    await expect(at.proposals.accept(officer, id)).rejects.toThrow(Forbidden);
  });

  it('are taken over once, by an officer who did nothing on them before', async () => {
    const id = await begun();
    await requests.takeOver(other, id, 'Leave');
    // A second press changes nothing: who prepares it already is not asked again.
    await expect(requests.takeOver(await asOfNow(other), id, 'Leave')).rejects.toThrow(Forbidden);
    const [chairs] = await sql(
      `select count(*)::int as n from person_grant g, proposal p where p.id = $1 and g.scope = 'group:' || p.group_id
         and (g.valid_until is null or g.valid_until > waymark_now())`,
      id,
    );
    expect(chairs?.n).toBe(1);
    // Who began it drafted it, so they do not check it later.
    await expect(requests.takeOver(at.officer, id, 'Back')).rejects.toThrow(Forbidden);
    await expect(at.proposals.accept(at.officer, id)).rejects.toThrow(Forbidden);
    await expect(requests.takeOver(other, await at.drafted(), 'Mine')).rejects.toThrow(Refused);
  });

  it('hold in the database, too: one request for a ground that stays, without employers and invitations', async () => {
    const id = await begun();
    const refused = async (text: string, why: RegExp) => expect(sql(text, id)).rejects.toThrow(why);
    await refused(
      `insert into proposal (id, reference, kind, group_id, state, version, content, created_at, creation_key)
       select gen_random_uuid(), 'OP9998', kind, group_id, 'draft', 1, content, created_at, 'another' from proposal where id = $1`,
      /given for one request/,
    );
    const group = '(select group_id from proposal where id = $1)';
    await refused(`update trailblazer_group set ground = 'law' where id = ${group}`, /stays as it was recorded/);
    await refused(
      `update trailblazer_group set ground = null, ground_reason = null where id = ${group}`,
      /stays as it was recorded/,
    );
    await refused(
      `insert into trailblazer_organisation (id, group_id, name, kind, size, sector, region, added_at)
       select gen_random_uuid(), ${group}, 'Acme', 'employer', 'small', 'Digital', 'Leeds', waymark_now()`,
      /has no trailblazer group/,
    );
    const member = at.groupId;
    await expect(
      sql(`update trailblazer_group set ground = 'law', ground_reason = 'x' where id = $1`, member),
    ).rejects.toThrow(/stays as it was recorded/);
  });
});
