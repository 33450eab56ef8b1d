import { dataOf } from '@app/platform';
import { blankContent } from '@app/proposals';
import type { EventRow, ProposalFacts, Rows } from './rows';

/** What a proposal's events tell of it; instants (when it was submitted, lapses, was agreed) stand in the events' own times. */
export type Folded = Omit<ProposalFacts, 'agreed_at'>;

type Data = { [key: string]: unknown; outcome: string; after: object | string; reasons: string };
const agrees = (kind: unknown): Partial<Folded> => ({
  state: 'agreed',
  agreed_as_occupation: kind === 'occupation' || kind === 'standard',
  standard_approved: kind === 'standard',
});
const disagrees: Partial<Folded> = { agreed_as_occupation: false, standard_approved: false };

function outcomeTo(folded: Folded, stage: 'panel' | 'committee', { outcome, reasons, agreed }: Data): Partial<Folded> {
  const said = { outcome_stage: stage, outcome, outcome_reasons: reasons };
  if (outcome === 'revise') return { ...said, state: 'returned' };
  if (outcome === 'reject') return { ...said, state: 'refused' };
  if (stage === 'panel' && agreed !== true) return { ...said, state: 'with-committee' };
  if (stage === 'committee' && outcome === 'approve-with-conditions') return { ...said, state: 'conditions' };
  return { ...said, ...agrees(folded.kind) };
}

const steps: Readonly<Record<string, (folded: Folded, data: Data, actor: string | null) => Partial<Folded>>> = {
  'proposal.started': (_, { kind, occupation }) => ({
    ...{ kind: kind as string, state: 'draft', version: 1, occupation_reference: occupation as string | null },
  }),
  'proposal.amended': ({ content, version }, { after }) => {
    const now = { ...content, ...(after as object) };
    return { content: now, route: now.route, version: version + 1 };
  },
  'proposal.submitted': ({ version }, { changeKind = null }, actor) => ({
    ...{ state: 'submitted', version: version + 1, submitted_by: actor, change_kind: changeKind as string | null },
  }),
  'proposal.returned': ({ version }) => ({ state: 'returned', version: version + 1 }),
  'proposal.accepted': ({ kind }, { agreed }) => (agreed === true ? agrees(kind) : { state: 'with-panel' }),
  'peer-review.started': ({ version }) => ({ state: 'peer-review', version: version + 1 }),
  'proposal.raised': ({ version }, { after }) => ({
    ...{ change_kind: after as string, raised_to: after as string, version: version + 1 },
  }),
  'proposal.reopened': ({ version }) => ({ state: 'returned', version: version + 1 }),
  'dispensation.ended': ({ version }) => ({ version: version + 1 }),
  'proposal.withdrawn': () => ({ state: 'withdrawn' }),
  'proposal.recommended': (folded, data) => outcomeTo(folded, 'panel', data),
  'proposal.panels-differ': () => ({
    ...{ state: 'with-committee', outcome_stage: null, outcome: null, outcome_reasons: null },
  }),
  'proposal.decided': (folded, data) => outcomeTo(folded, 'committee', data),
  'proposal.conditions-discharged': ({ kind }) => agrees(kind),
  'proposal.conditions-lapsed': () => ({ state: 'lapsed' }),
  'proposal.to-be-decided-afresh': (_, { to }) => ({ ...disagrees, state: to as string }),
  'proposal.taken-into-revision': (_, { revisionId }) => ({ state: 'in-revision', revision_id: revisionId as string }),
  'proposal.left-revision': () => ({ state: 'agreed', revision_id: null }),
  'proposal.put-on-map': (_, { occupationReference }) => ({
    ...{ state: 'on-map', occupation_reference: occupationReference as string },
  }),
};

/** Plays the events of one proposal in the order of its subject_no, on what stood on the map when it was drafted. */
export function folded({ events, proposal: { basis } }: Pick<Rows, 'events' | 'proposal'>): Folded {
  const content = basis?.content ?? blankContent();
  const before: Folded = {
    ...{ kind: '', state: '', version: 0, change_kind: null, raised_to: null, content, route: content.route },
    ...{
      submitted_by: null,
      agreed_as_occupation: false,
      standard_approved: false,
      outcome_stage: null,
      outcome: null,
    },
    ...{ outcome_reasons: null, revision_id: null, occupation_reference: null },
  };
  return events.reduce((state, event: EventRow) => {
    const step = steps[event.type];
    if (step === undefined) throw new Error(`What does ${event.type} do to a proposal?`);
    return { ...state, ...step(state, dataOf(event, null) as Data, event.actor) };
  }, before);
}

/** The stored row as far as events tell of it. */
export function toldOf(row: Rows['proposal'], like: Folded): object {
  return Object.fromEntries(Object.keys(like).map((key) => [key, row[key as keyof Folded]]));
}
