import { newId } from '@app/kernel';
import { type DatabaseBefore, databaseBefore } from '@test/support';
import { GroupsAndInterest1700000000020 } from './0020-groups-and-interest';

type Given = { group: string; person: string; role: string; from: string; until?: string };

describe('groups from before there were deputies', () => {
  let before: DatabaseBefore;
  let owner: DatabaseBefore['owner'];
  const [several, one, twice] = [newId(), newId(), newId()];
  const people = { ada: newId(), bo: newId(), cy: newId(), dee: newId() };
  const grants: readonly Given[] = [
    // Three chairs, the first of whom had the seat first; one of them is a member, too, and one had left.
    { group: several, person: people.bo, role: 'group-chair', from: '2025-03-01' },
    { group: several, person: people.ada, role: 'group-chair', from: '2025-01-01' },
    { group: several, person: people.cy, role: 'group-chair', from: '2025-02-01' },
    { group: several, person: people.cy, role: 'group-member', from: '2024-01-01' },
    { group: several, person: people.dee, role: 'group-chair', from: '2024-01-01', until: '2024-06-01T00:00:00Z' },
    // One chair and a member, as it is today.
    { group: one, person: people.ada, role: 'group-chair', from: '2025-01-01' },
    { group: one, person: people.bo, role: 'group-member', from: '2025-01-01' },
    // The same person as chair twice.
    { group: twice, person: people.dee, role: 'group-chair', from: '2025-01-01' },
    { group: twice, person: people.dee, role: 'group-chair', from: '2025-02-01' },
  ];

  beforeAll(async () => {
    before = await databaseBefore(GroupsAndInterest1700000000020);
    owner = before.owner;
    for (const [name, id] of Object.entries(people)) {
      await owner.query('insert into person (id, email, name) values ($1, $2, $3)', [id, `${name}@example.test`, name]);
    }
    for (const [name, id] of Object.entries({ several, one, twice })) {
      await owner.query(
        `insert into trailblazer_group (id, name, remit, created_at, state) values ($1, $2, '', now(), 'recognised')`,
        [id, name],
      );
      await owner.query(
        `insert into trailblazer_employer (id, group_id, name, size, sector, region)
         values (gen_random_uuid(), $1, 'Acme', 'small', 'Digital', 'Leeds')`,
        [id],
      );
    }
    for (const { group, person, role, from, until: end = null } of grants) {
      await owner.query(
        `insert into person_grant (id, person_id, role, scope, valid_from, valid_until)
         values (gen_random_uuid(), $1, $2, $3, $4, $5)`,
        [person, role, `group:${group}`, from, end],
      );
    }
    await before.onward();
  });
  afterAll(() => before?.close());

  const rolesIn = async (group: string): Promise<string[]> => {
    const { rows } = await owner.query<{ name: string; role: string }>(
      `select p.name, g.role from person_grant g join person p on p.id = g.person_id
       where g.scope = $1 and g.valid_until is null order by p.name, g.role`,
      [`group:${group}`],
    );
    return rows.map(({ name, role }) => `${name}: ${role}`);
  };

  it('keep the chair who had the seat first, and the other chairs as deputies, each with one role', async () => {
    expect(await rolesIn(several)).toEqual(['ada: group-chair', 'bo: group-deputy', 'cy: group-deputy']);
    expect(await rolesIn(twice)).toEqual(['dee: group-chair']);
  });

  it('stay as they are where they had one chair, with their employers as organisations', async () => {
    expect(await rolesIn(one)).toEqual(['ada: group-chair', 'bo: group-member']);
    const { rows } = await owner.query(
      'select name, kind, removed_at from trailblazer_organisation where group_id = $1',
      [one],
    );
    expect(rows).toEqual([{ name: 'Acme', kind: 'employer', removed_at: null }]);
  });

  it('lose nobody and no history: what ended is kept, and what had ended before is untouched', async () => {
    const { rows } = await owner.query<{ ended: string; open: string }>(
      `select count(*) filter (where valid_until is not null) as ended, count(*) filter (where valid_until is null) as open
       from person_grant where scope = $1`,
      [`group:${several}`],
    );
    // Of the five that were given, bo's and both of cy's have ended now, dee's had before; two deputies are new.
    expect(rows).toEqual([{ ended: '4', open: '3' }]);
    const { rows: left } = await owner.query(
      `select valid_until from person_grant where scope = $1 and person_id = $2`,
      [`group:${several}`, people.dee],
    );
    expect(left).toEqual([{ valid_until: new Date('2024-06-01T00:00:00Z') }]);
  });

  it('have one chair at a time from now on', async () => {
    await expect(
      owner.query(
        `insert into person_grant (id, person_id, role, scope, valid_from) values (gen_random_uuid(), $1, 'group-chair', $2, now())`,
        [people.dee, `group:${several}`],
      ),
    ).rejects.toThrow('person_grant_one_chair');
  });
});
