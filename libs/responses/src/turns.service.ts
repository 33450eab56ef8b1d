import { type Actor, permit, refuse } from '@app/kernel';
import { Db, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { responsePolicy, responseTurned, takenAtOnce, takenHours, type TurnAct } from './domain';
import type { TextKey } from './text.rows';

/** Whose task a text is: moderators take some, give one back, or ask another moderator to read it. */
@Injectable()
export class ModerationTurns {
  constructor(private readonly db: Db) {}

  /**
   * Takes those that wait longest and are nobody's: no appeal against their own decision, and none that they passed on.
   * Two moderators at once take different ones. @returns how many
   */
  async take(actor: Actor, most: number = takenAtOnce): Promise<number> {
    return this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'moderate', null);
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('moderation-turns', 59))`);
      const free = await tx.rows<TextKey & { reference: string }>(
        `select response_id as "responseId", question, block, part, reference from waiting_text where ${isFreeFor('$1')}
         order by since, response_id, question, block, part limit $2`,
        [personOf(actor), most],
      );
      for (const text of free) await turn(tx, actor, text, 'taken', '');
      return free.length;
    });
  }

  /** Gives a text back that this moderator has, or asks another one to read it, with the reason. */
  async leave(actor: Actor, text: TextKey, act: 'given-back' | 'passed-on', why: string): Promise<void> {
    await this.db.write(async (tx) => {
      permit(responsePolicy, actor, 'moderate', null);
      await tx.rows(`select pg_advisory_xact_lock(hashtextextended('moderation-turns', 59))`);
      const found = await tx.one<{ reference: string; holder: string | null }>(
        `select reference, case when ${isTaken} then moderator_id end as holder from waiting_text
         where response_id = $1 and question = $2 and block = $3 and part = $4`,
        [text.responseId, text.question, text.block, text.part],
      );
      if (found === null) refuse('This text waits no longer');
      if (act === 'given-back' && found.holder !== actor.id) return;
      if (act === 'passed-on' && why === '') {
        refuse('Enter what the other moderator should look at', 'reason');
      }
      await turn(tx, actor, { ...text, reference: found.reference }, act, why);
    });
  }
}

/** Over `waiting_text`: somebody has it now. */
export const isTaken = `(coalesce(act, '') = 'taken' and act_at > waymark_now() - interval '${takenHours} hours')`;

/** Over `waiting_text`: it is nobody's, and this person may decide on it. */
export const isFreeFor = (person: string): string =>
  `(not ${isTaken} and not (coalesce(act, '') = 'passed-on' and moderator_id = ${person}::uuid)
    and not_by is distinct from ${person}::uuid)`;

export const personOf = (actor: Actor): string => actor.id ?? refuse('Only a person moderates');

async function turn(
  tx: Tx,
  actor: Actor,
  { responseId, question, block, part, reference }: TextKey & { reference: string },
  act: TurnAct,
  why: string,
): Promise<void> {
  await tx.rows(
    `insert into moderation_turn (response_id, question, block, part, no, act, why, moderator_id, at)
     select $1::uuid, $2::text, $3::text, $4::text, coalesce(max(no), 0) + 1, $5, $6, $7::uuid, waymark_now() from moderation_turn
     where response_id = $1 and question = $2 and block = $3 and part = $4`,
    [responseId, question, block, part, act, why, personOf(actor)],
  );
  await tx.record(actor, responseTurned(responseId, { reference, question, block, act, why }));
}
