import { NotFound } from '@app/kernel';
import type { Reader } from '@app/platform';
import { type BallotFacts, type Choice, type PanelRules, type Standing, standing } from './domain/standing';
import type { Ballot } from './panel.entities';

export type PanelRow = { slug: string; name: string; route: string | null };

/** A panel by its slug. @throws NotFound */
export async function panelOf(reader: Reader, slug: string): Promise<PanelRow> {
  const row = await reader.one<PanelRow>('select slug, name, route from panel where slug = $1', [slug]);
  if (row === null) throw new NotFound('This panel');
  return row;
}

/** The rules in force for a panel now. */
export async function rulesOf(reader: Reader, panel: string): Promise<PanelRules & { id: string }> {
  const row = await reader.one<PanelRules & { id: string }>(
    `${rulesSql} where panel = $1 order by version desc limit 1`,
    [panel],
  );
  if (row === null) throw new NotFound('The rules of this panel');
  return row;
}

const rulesSql = `select id, quorum_share::float as "quorumShare", quorum_floor as "quorumFloor", threshold::float
  from panel_rules`;

/** Everything that a ballot stands on, read from the tables. */
export async function factsOf(reader: Reader, ballot: Ballot): Promise<BallotFacts> {
  const rules = await reader.one<PanelRules>(`${rulesSql} where id = $1`, [ballot.rulesId]);
  if (rules === null) throw new NotFound('The rules of this ballot');
  const electorate = await reader.rows<{ personId: string }>(
    `select person_id as "personId" from ballot_elector where ballot_id = $1 order by person_id`,
    [ballot.id],
  );
  const declarations = await reader.rows<{ personId: string; interested: boolean }>(
    `select person_id as "personId", interested from interest_declaration where ballot_id = $1 order by declared_at, id`,
    [ballot.id],
  );
  const votes = await reader.rows<{ personId: string; choice: Choice }>(
    `select person_id as "personId", choice from vote where ballot_id = $1 order by cast_at, no`,
    [ballot.id],
  );
  return {
    rules,
    electorate: electorate.map(({ personId }) => personId),
    declarations,
    votes,
    closed: ballot.closedAt !== null,
  };
}

/** How the ballot stands now. */
export async function standingOf(reader: Reader, ballot: Ballot): Promise<Standing> {
  return standing(await factsOf(reader, ballot));
}
