import { paths } from '@app/kernel';
import type { HeldVersion, HistoryEntry } from '@app/occupational-map';
import { statusWords } from '../maps/words';

/** The editions that changed an occupation, newest first: what each said, what it held, and the page before and after. */
export function historyOf(reference: string, entries: readonly HistoryEntry[], held: readonly HeldVersion[]) {
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
      facts: version ? `Level ${version.level}, ${statusWords[version.status].text.toLowerCase()}` : null,
    };
  });
}
