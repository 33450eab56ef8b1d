import { newId } from '@app/kernel';
import { type FieldName, fieldNames, wordingFields } from '@app/occupational-map';
import { agreedMinutes, type AgreedMinutes, testContext, type TestContext } from '@test/support';
import { Client } from 'pg';
import { featureModules } from '../../../apps/features';
import type { Operation } from './domain';
import { publishing, type Publishing } from './testing';

/** Attacks on authority in SQL, as the app's role could make them past all of our own code. */
let ctx: TestContext;
let maps: Publishing;
let app: Client;
let draft: string;
let agreed: AgreedMinutes;

const elsewhere = { route: 'care-services', pathway: null, cluster: null };
const retitle: Operation = {
  op: 'amend-occupation',
  reference: 'OCC0116',
  changes: [{ field: 'title', before: 'Software developer', after: 'Developer' }],
};
const retire: Operation = { op: 'retire-occupation', reference: 'OCC0116', successor: null };
const reword: Operation = {
  op: 'amend-occupation',
  reference: 'OCC0116',
  changes: [{ field: 'overview', before: '', after: 'Words' }],
};
const move = async (): Promise<Operation> => {
  const from = (await maps.live()).placements.OCC0116;
  return { op: 'place-occupation', reference: 'OCC0116', from, to: elsewhere };
};

beforeAll(async () => {
  ctx = await testContext(featureModules, { seeded: true });
  maps = await publishing(ctx);
  app = new Client({ connectionString: ctx.database.appUrl });
  await app.connect();
  draft = await maps.draft([]);
  agreed = await ctx.db.write((tx) => agreedMinutes(tx, ['digital']));
});
afterAll(async () => {
  await app?.end();
  await ctx?.close();
});

/** Writes an operation on this authority into a draft, and takes it back. @returns why the database refuses it; null: it does not */
async function refusal(operation: Operation, authority: object, revision = draft): Promise<string | null> {
  await app.query('begin');
  try {
    await app.query(
      `insert into revision_operation (id, revision_id, position, content, authority) values ($1, $2, 999, $3, $4)`,
      [newId(), revision, JSON.stringify(operation), JSON.stringify(authority)],
    );
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await app.query('rollback');
  }
}
const sql = async (text: string, values: unknown[] = []): Promise<string | null> => {
  await app.query('begin');
  try {
    await app.query(text, values);
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    await app.query('rollback');
  }
};

describe('as the app’s role', () => {
  it.each<[string, object]>([
    ['a review that never was', { by: 'review', recommendation: 'Recommendation 7', why: 'Better there' }],
    ['an agreement dated 2030', { by: 'panel', panels: ['digital'], on: '2030-01-01', why: 'Agreed' }],
    ['the committee, in words', { by: 'committee', proposalId: newId() }],
    ['a correction in words', { by: 'correction', why: 'A slip' }],
    ['nothing', {}],
    ['a word that is none', { by: 'me' }],
  ])('no operation stands on %s', async (_, authority) => {
    expect(await refusal(reword, authority)).toContain('authority');
  });

  it.each<[string, object]>([
    ['decision', { by: 'decision', decisionId: newId(), proposalId: newId() }],
    ['ballot', { by: 'ballot', decisionId: newId(), proposalId: newId() }],
    ['item', { by: 'minutes', items: [{ meetingId: newId(), itemId: newId() }] }],
    ['items at all', { by: 'minutes', items: [] }],
    ['direction', { by: 'direction', directionId: newId() }],
    ['correction', { by: 'correction', correctionId: newId() }],
    ['published revision', { by: 'undo', revisionId: newId(), revisionNo: 1, why: 'Back' }],
    ['file of its revision', { by: 'import', file: 'a.csv', line: 1 }],
    ['map to be seeded', { by: 'seed' }],
  ])('no operation stands on a row that is not there: no %s', async (_, authority) => {
    expect(await refusal(reword, authority)).not.toBeNull();
  });

  it('what the panel agreed carries changes of its map, and neither a move off it nor a retirement', async () => {
    expect(await refusal(retitle, agreed)).toBeNull();
    expect(await refusal(await move(), agreed)).toContain('not every panel agreed');
    expect(await refusal(retire, agreed)).toContain('minutes do not carry it');
    const both = await ctx.db.write((tx) => agreedMinutes(tx, ['digital', 'care-services']));
    expect(await refusal(await move(), both)).toBeNull();
    const [item] = agreed.items;
    expect(await refusal(retitle, { by: 'minutes', items: [{ ...item, meetingId: newId() }] })).toContain(
      'no such item',
    );
  });

  it('what was not agreed in minutes, or in minutes that are not agreed, carries nothing', async () => {
    const [{ meetingId, itemId }] = agreed.items;
    expect(await sql(`update meeting_minutes set entries = '[]' where meeting_id = $1`, [meetingId])).toContain(
      'permission denied',
    );
    expect(
      await sql(`update meeting set minutes_agreed_at = null, minutes_no = null where id = $1`, [meetingId]),
    ).toContain('stands');
    expect(await sql(`delete from meeting_item where id = $1`, [itemId])).not.toBeNull();
  });

  it('a correction changes wording, an undoing is of a published revision, a file is the revision’s own', async () => {
    const id = newId();
    await ctx.db.write((tx) =>
      tx.rows(`insert into wording_correction (id, why, recorded_by) values ($1, 'A slip', $2)`, [id, maps.ada.id]),
    );
    const correction = { by: 'correction', correctionId: id };
    expect(await refusal(reword, correction)).toBeNull();
    expect(await refusal(retitle, correction)).toContain('wording only');
    expect(await refusal(reword, { by: 'undo', revisionId: draft, revisionNo: 1, why: 'Back' })).toContain('published');
    const [first] = await ctx.db.read().rows<{ id: string }>(`select id from revision where edition_no = 1`);
    expect(await refusal(reword, { by: 'undo', revisionId: first.id, revisionNo: 1, why: 'Back' })).toContain(
      'published',
    );
  });

  it('a correction touches the fields that the table says, as the app knows them and as the database does', async () => {
    const id = newId();
    await ctx.db.write((tx) =>
      tx.rows(`insert into wording_correction (id, why, recorded_by) values ($1, 'A slip', $2)`, [id, maps.ada.id]),
    );
    const taken: FieldName[] = [];
    for (const field of fieldNames) {
      const changes = [{ field, before: null, after: null }];
      const refused = await refusal({ ...reword, changes }, { by: 'correction', correctionId: id });
      if (refused === null) taken.push(field);
    }
    expect(taken).toEqual(wordingFields);
  });

  it('what an operation stands on is neither changed nor taken away', async () => {
    const id = await maps.draft([retitle]);
    const change = `update revision_operation set authority = $2 where revision_id = $1`;
    expect(await sql(change, [id, JSON.stringify({ by: 'seed' })])).toContain('never changed');
    expect(await sql(`update wording_correction set why = 'Another'`)).toContain('permission denied');
    expect(await sql(`delete from wording_correction`)).toContain('permission denied');
    expect(await sql(`alter table revision_operation disable trigger operation_stands_on_authority`)).toContain(
      'owner',
    );
  });
});
