import type { AuditRow } from '@app/audit';
import { historyOf } from './history';

const row = (who: string, sentence: string, type = 'proposal.amended'): AuditRow =>
  ({ who, sentence, type, at: new Date(0) }) as AuditRow;

describe('the history of a proposal', () => {
  it('says once what one person changed several times in a row, and nothing else', () => {
    const rows = [
      row('Ada', 'changed the profile'),
      row('Ada', 'changed the profile'),
      row('Bo', 'changed the profile'),
      row('Ada', 'changed the duties'),
      row('Ada', 'changed the profile'),
      row('Ada', 'withdrew it', 'proposal.withdrawn'),
      row('Ada', 'withdrew it', 'proposal.withdrawn'),
    ];
    expect(historyOf(rows).map(({ who, sentence, times }) => `${who} ${sentence} ${times}`)).toEqual([
      'Ada changed the profile 2',
      'Bo changed the profile 1',
      'Ada changed the duties 1',
      'Ada changed the profile 1',
      'Ada withdrew it 1',
      'Ada withdrew it 1',
    ]);
  });
});
