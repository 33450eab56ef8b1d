import { normalEmail } from '@app/kernel';
import type { Reader } from '../database/reader';

const pageSize = 5_000;

/**
 * How an address is spelt in a column that keeps addresses as they were typed: what is the same mailbox only the code
 * knows (`normalEmail`), so all that stand there are compared, some at a time. For what is rarely asked, by people.
 */
export async function spellingsIn(
  reader: Reader,
  [table, column]: readonly [table: string, column: string],
  address: string,
): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const rows = await reader.rows<{ typed: string }>(
      `select distinct "${column}" as typed from "${table}" where "${column}" > $1 order by 1 limit ${pageSize}`,
      [after],
    );
    found.push(...rows.map(({ typed }) => typed).filter((typed) => normalEmail(typed) === address));
    if (rows.length < pageSize) return found;
    after = rows[rows.length - 1]?.typed ?? '';
  }
}
