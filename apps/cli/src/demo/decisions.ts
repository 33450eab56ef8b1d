import { Conditions, Reviews } from '@app/decisions';
import { newId } from '@app/kernel';
import { Db } from '@app/platform';
import { committee, type Stage } from './stage';

/** An approval with two conditions: for the first one the group has given evidence, the second one is open. */
export async function playConditions(stage: Stage): Promise<void> {
  const content = stage.invented('vertical-farm-technician', { title: 'Aquaponics technician' });
  const id = await stage.recommended(content);
  const reason = 'It is an occupation in its own right; two points are to be settled first.';
  await stage.decided(id, 'committee', committee, 'approve-with-conditions', reason);
  const first = await one(stage, 'select id from condition where proposal_id = $1 and no = 1', id);
  const order = { text: 'Two employers have joined our group, one of them with 12 people.', key: newId() };
  await stage.app.get(Conditions).meet(await stage.as('trailblazer'), first, order);
}

/** The group asks for a procedural review of the decision that turned its proposal down. */
export async function playReview(stage: Stage, refused: string): Promise<void> {
  const decision = await one(
    stage,
    'select id from decision where subject_id = $1 order by decided_at desc limit 1',
    refused,
  );
  await stage.app.get(Reviews).ask(await stage.as('trailblazer'), decision, {
    grounds: ['information-overlooked'],
    statement: 'The letters of four employers, sent with version 1, are not mentioned in the reasons.',
    key: newId(),
  });
}

async function one(stage: Stage, sql: string, id: string): Promise<string> {
  const row = await stage.app.get(Db).read().one<{ id: string }>(sql, [id]);
  if (row === null) throw new Error('The demo case is not as far as it should be');
  return row.id;
}
