import { formatLondon } from '@app/kernel';
import { type AuthorityRow, type AuthorityRows, rowKey, rowsBehind } from './authority';
import { type AuthorityInWords, isInWords, type StoredAuthority } from './operations';

/** Where an authority is read. */
export type AuthorityLink =
  | { to: 'decision'; id: string }
  | { to: 'minutes'; slug: string; no: number }
  | { to: 'direction'; no: number }
  | { to: 'edition'; no: number };
/** One row that a change stands on, in words, with where it is read; two, where both panels agreed. */
export type AuthorityWords = { text: string; link: AuthorityLink | null };

/** On whose word an operation stands, for those who prepare map revisions. */
export function authorityInWords(authority: StoredAuthority, rows: AuthorityRows): AuthorityWords[] {
  if (isInWords(authority)) return [plain(`Recorded in words, before authority was a row: ${oldWords(authority)}`)];
  if (authority.by === 'seed') return [plain('The seed')];
  if (authority.by === 'import') return [plain(`Line ${authority.line} of ${authority.file}`)];
  return rowsBehind(authority).map(({ by, id }) => {
    const row = rows.get(rowKey(by, id));
    return row === undefined
      ? plain('A row that is gone')
      : { text: rowWords(row), link: row.isPublic || by !== 'minutes' ? linkOf(row) : null };
  });
}

/** The same for everybody: what is not public yet is named by its kind and its day, and no more. */
export function authorityInPublic(authority: StoredAuthority, rows: AuthorityRows): AuthorityWords[] {
  if (isInWords(authority)) return [plain('Recorded in words, before authority was a row')];
  if (authority.by === 'seed') return [plain('The seed that comes with Waymark')];
  if (authority.by === 'import') return [plain('An official file')];
  return rowsBehind(authority).map(({ by, id }) => {
    const row = rows.get(rowKey(by, id));
    if (row === undefined) return plain('A row that is gone');
    return row.isPublic
      ? { text: rowWords(row), link: linkOf(row) }
      : plain(`${kinds[by]}, ${formatLondon(row.dated)}`);
  });
}

const kinds: Readonly<Record<AuthorityRow['by'], string>> = {
  decision: 'Decision on a request',
  ballot: 'Ballot of the route panel',
  minutes: 'Agreed by the route panel',
  direction: 'Ministerial direction',
  correction: 'Correction of wording',
  undo: 'Undoing of an edition',
};

const plain = (text: string): AuthorityWords => ({ text, link: null });

function rowWords({ by, title, text, dated, no }: AuthorityRow): string {
  const day = formatLondon(dated);
  switch (by) {
    case 'decision':
      return `Decided on ${day}: ${title}`;
    case 'ballot':
      return `Agreed by the ballot of the route panel on ${day}: ${title}`;
    case 'minutes':
      return `Agreed in minutes of ${day}, ${title}`;
    case 'direction':
      return `${title}, of ${day}`;
    case 'correction':
      return `Correction: ${text}`;
    case 'undo':
      return `Undoes edition ${no} of ${day}`;
  }
}

function linkOf({ by, id, slug, no }: AuthorityRow): AuthorityLink | null {
  if (by === 'decision' || by === 'ballot') return { to: 'decision', id };
  if (by === 'minutes' && slug !== null && no !== null) return { to: 'minutes', slug, no };
  if (by === 'direction' && no !== null) return { to: 'direction', no };
  return by === 'undo' && no !== null ? { to: 'edition', no } : null;
}

function oldWords(authority: AuthorityInWords): string {
  switch (authority.by) {
    case 'committee':
      return 'agreed by the committee';
    case 'panel':
      return `agreed by the route panel of ${authority.panels.join(' and ')} on ${authority.on}: ${authority.why}`;
    case 'review':
      return `recommended by a route review, ${authority.recommendation}: ${authority.why}`;
    case 'correction':
      return `a correction: ${authority.why}`;
  }
}
