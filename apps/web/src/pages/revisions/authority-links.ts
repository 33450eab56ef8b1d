import { paths } from '@app/kernel';
import type { AuthorityLink, AuthorityWords } from '@app/revisions';

/** The address at which an authority is read; null where there is none. */
export function hrefOf(link: AuthorityLink | null): string | null {
  switch (link?.to) {
    case 'decision':
      return paths.decision(link.id);
    case 'minutes':
      return paths.routePanelMinutes(link.slug, link.no);
    case 'direction':
      return paths.direction(link.no);
    case 'edition':
      return `${paths.mapChanges()}#edition-${link.no}`;
    case undefined:
      return null;
  }
}

/** The words of an authority with their addresses, as templates print them. */
export const authorityLines = (words: readonly AuthorityWords[] = []): { text: string; href: string | null }[] =>
  words.map(({ text, link }) => ({ text, href: hrefOf(link) }));
