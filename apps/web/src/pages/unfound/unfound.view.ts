import { formatLondon, paths } from '@app/kernel';
import type { PublishedMap } from '@app/occupational-map';
import type { UnfoundRow } from '@app/unfound';
import { addressOf } from '../maps/map-pages';

/** "November 2026", of the first day of a month. */
export const monthWords = (month: string): string => formatLondon(new Date(`${month}T12:00:00Z`)).replace(/^\d+ /, '');

/** A question that found nothing, with whether the maps of today answer it, and the way to act on it. */
export function unfoundLine({ month, words, askers }: UnfoundRow, map: PublishedMap | null) {
  return {
    month: monthWords(month),
    words,
    askers,
    isFound: (map?.find(words, { limit: 1 }).hits.length ?? 0) > 0,
    search: addressOf(paths.search(), { q: words }),
    invite: addressOf(paths.openInvitation(), { title: `${words.charAt(0).toUpperCase()}${words.slice(1)}` }),
  };
}
