import { newId } from '@app/kernel';
import { type AuthorityRow, type AuthorityRows, rowKey } from './authority';
import type { Authority } from './operations';

/** A row for a test, as it stands; what is not said is as it usually is. */
export function authorityRow(given: Pick<AuthorityRow, 'by'> & Partial<AuthorityRow>): AuthorityRow {
  const said = { id: newId(), stands: true, routes: null, request: null, title: 'A row', text: 'It says so' };
  return { ...said, dated: new Date('2026-11-24T10:00:00Z'), slug: null, no: null, isPublic: true, ...given };
}

export const rowsOf = (...rows: readonly AuthorityRow[]): AuthorityRows =>
  new Map(rows.map((row) => [rowKey(row.by, row.id), row]));

/** Agreed minutes of the panels of these routes, one item each. */
export function agreedBy(...routes: string[]): { authority: Authority; rows: AuthorityRows } {
  const rows = routes.map((route) => authorityRow({ by: 'minutes', routes: [route] }));
  const items = rows.map(({ id }) => ({ meetingId: newId(), itemId: id }));
  return { authority: { by: 'minutes', items }, rows: rowsOf(...rows) };
}
