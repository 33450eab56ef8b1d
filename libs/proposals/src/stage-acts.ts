import type { Reader } from '@app/platform';
import type { StageAct } from './domain/one-stage';

/** Who has acted on a request in which stage, the first first: what the database counts is what everybody asks. */
export async function stageActsOn(reader: Reader, proposalId: string): Promise<StageAct[]> {
  return reader.rows<StageAct>(
    `select person_id as "personId", stage, act, panel_name as "panelName", at from stage_act
     where proposal_id = $1 order by at`,
    [proposalId],
  );
}
