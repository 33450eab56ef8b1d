import { dataOf, eventDefinition } from '@app/platform';
import { proposalDecidedAfresh, proposalRecommended, proposalSubmitted } from './events';

/** As the event stood in the log when its type had one version. */
const first = { reference: 'OP0001', title: 'Drone technician', groupId: 'g' };
const read = (type: string, data: object): object =>
  dataOf({ type, version: 1, content: JSON.stringify({ ...first, ...data }) }, null);

describe('events of proposals that were recorded before they told the way of a change', () => {
  it.each([
    [proposalSubmitted, { version: 1, contentHash: 'h', route: 'digital' }, { changeKind: null }],
    [proposalRecommended, { outcome: 'approve', reasons: 'Good', route: 'digital' }, { agreed: null }],
    [proposalDecidedAfresh, { from: 'refused', why: 'A letter was overlooked' }, { to: null }],
  ] as const)('are read with what is not known: %#', ({ definition }, recorded, unknown) => {
    const now = read(definition.type, recorded);
    expect(definition.schema.parse(now)).toMatchObject({ ...recorded, ...unknown });
    expect(eventDefinition(definition.type)?.says(now)).toContain('OP0001');
  });
});
