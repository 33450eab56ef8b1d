import { conditionWords, type DecisionRow, type PublicCondition } from '@app/decisions';
import { groundInWords } from '@app/trailblazers';
import { csvText } from '../../http/csv';
import { followed } from './decisions.view';

const columns = [
  'id',
  'decided',
  'stage',
  'panel',
  'reference',
  'title',
  'version',
  'route',
  'outcome',
  'reasons',
  'conditions',
  'followed',
  'takes_the_place_of',
  'leaves_route',
  'recommended',
  'without_a_group',
];

/** The register as a file: one row for each decision. */
export function registerCsv(rows: readonly DecisionRow[], conditions: readonly PublicCondition[], now: Date): string {
  const lines = rows.map((row) => [
    row.id,
    row.decidedAt.toISOString(),
    row.stage,
    row.panelName,
    row.reference,
    row.title,
    row.versionNo,
    row.route ?? '',
    row.outcome,
    row.reasons,
    conditions
      .filter(({ decisionId }) => decisionId === row.id)
      .map((one) => `${one.no}. ${one.text} (${conditionWords(one, now)})`)
      .join('\n'),
    followed(row).join('\n'),
    row.reverses ?? '',
    row.leavesRoute ?? '',
    row.recommendations.map(({ panelName, outcome }) => `${panelName}: ${outcome}`).join('\n'),
    groundInWords(row) ?? '',
  ]);
  return csvText('people', columns, lines);
}
