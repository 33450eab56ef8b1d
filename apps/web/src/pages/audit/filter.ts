import type { AuditFilter } from '@app/audit';
import { cleanText, endOfLondonDay, parseLondon, type Reason, Refused } from '@app/kernel';

const names = ['email', 'type', 'kind', 'id', 'request', 'from', 'until', 'before'] as const;
type Given = Record<(typeof names)[number], string>;

/** The filter as it stands in the address: strings, empty where not given. */
export function queryOf(query: Readonly<Record<string, unknown>>): Given {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? cleanText(value, 'one-line').slice(0, 200) : '';
  };
  return Object.fromEntries(names.map((name) => [name, text(name)])) as Given;
}

/** The filter read; what cannot be read is left out and said beside its field. */
export function filterOf(given: Given): { filter: AuditFilter; errors: Reason[] } {
  const errors: Reason[] = [];
  const instant = (field: 'from' | 'until', of: (date: string, field: string) => Date): Date | null => {
    if (given[field] === '') return null;
    try {
      return of(given[field], field);
    } catch (error) {
      if (error instanceof Refused) errors.push(...error.reasons);
      else throw error;
      return null;
    }
  };
  const id = (field: 'id' | 'request'): string | null => {
    if (given[field] === '') return null;
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(given[field])) return given[field];
    errors.push({ field, text: 'Enter a whole id, or leave it blank' });
    return null;
  };
  const [subjectId, requestId] = [id('id'), id('request')];
  const from = instant('from', (date, field) => parseLondon(date, '00:00', field));
  const until = instant('until', endOfLondonDay);
  return {
    filter: {
      email: given.email || null,
      type: given.type || null,
      subjectKind: given.kind || null,
      subjectId,
      requestId,
      types: null,
      from,
      // The query leaves this instant out. A day is not always 24 hours long.
      until: until === null ? null : new Date(until.getTime() + 1),
    },
    errors,
  };
}
