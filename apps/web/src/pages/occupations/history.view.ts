import { paths } from '@app/kernel';
import type { HeldVersion, HistoryEntry } from '@app/occupational-map';
import type { AuthorityWords } from '@app/revisions';
import { statusWords } from '../maps/words';
import { authorityLines } from '../revisions/authority-links';

/** On whose word the changes of an edition stand, by its number. */
type Authorities = ReadonlyMap<number, readonly AuthorityWords[]>;

/** The editions that changed an occupation, newest first: what each said, what it held, and the page before and after. */
export function historyOf(
  reference: string,
  entries: readonly HistoryEntry[],
  held: readonly HeldVersion[],
  authorities: Authorities,
) {
  const byNo = new Map(held.map((version) => [version.no, version]));
  const at = (no: number) => `${paths.occupation(reference)}?edition=${no}`;
  return entries.map(({ no, publishedAt, texts }) => {
    const version = byNo.get(no);
    const standard = version?.standard;
    return {
      no,
      publishedAt,
      texts,
      href: `${paths.mapChanges()}#edition-${no}`,
      before: no > 1 ? at(no - 1) : null,
      after: at(no),
      standard: standard ? `${standard.reference}${standard.version ? ` version ${standard.version}` : ''}` : null,
      authority: authorityLines(authorities.get(no)),
      facts: version ? `Level ${version.level}, ${statusWords[version.status].text.toLowerCase()}` : null,
    };
  });
}
