import type { AuditFilter } from '@app/audit';
import { endOfLondonDay, parseLondon } from '@app/kernel';
import { eventDefinitions } from '@app/platform';
import { z } from 'zod';
import { type AskedOf, choice, dayAs, placeLike, words } from '../../http/asked';

const sorted = (list: Iterable<string>): string[] => [...new Set(list)].sort();

/** Every type of event, and every kind of thing that events are about: the choices of the form. */
export const types = sorted(eventDefinitions().map(({ type }) => type));
export const kinds = sorted(eventDefinitions().map(({ subject }) => subject));

/** The filters of the audit trail; `from` and `until` are days in London, both included. */
export const auditFilters = {
  email: words(200),
  type: choice(types),
  kind: choice(kinds),
  id: z.uuid('Enter a whole id, or leave it blank'),
  request: z.uuid('Enter a whole id, or leave it blank'),
  from: dayAs((day) => parseLondon(day, '00:00')),
  // The query leaves this instant out. A day is not always 24 hours long.
  until: dayAs((day) => new Date(endOfLondonDay(day).getTime() + 1)),
};

/** The same for the list: `before` is the number of the last event of the page before. */
export const auditListFilters = { ...auditFilters, before: placeLike(/^\d{1,18}$/) };

/** What they narrow the trail to. */
export function filterOf(asked: AskedOf<typeof auditFilters>): AuditFilter {
  const { email, type, kind, id, request, from, until } = asked;
  return { email, type, subjectKind: kind, subjectId: id, requestId: request, types: null, from, until };
}
