import type { Reason } from '@app/kernel';
import type { Standing } from './standing';

/** The formats in which what is consulted on can stand beside it, as a file (government's accessible formats). */
export const formatKinds = {
  'easy-read': 'Easy read',
  'large-print': 'Large print',
  welsh: 'Welsh',
  bsl: 'British Sign Language, as a transcript or a leaflet',
  audio: 'Audio, as a script',
  other: 'Another format',
} as const;
export type FormatKind = keyof typeof formatKinds;

/** What keeps a file from being put beside a consultation. */
export function formatGaps(standing: Standing): Reason[] {
  return standing === 'withdrawn' || standing === 'closed'
    ? [{ text: 'This consultation takes no answers any more, so nothing is put beside it' }]
    : [];
}
