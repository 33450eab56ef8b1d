import { paths } from '@app/kernel';
import type { Edition } from '@app/occupational-map';
import { addressOf } from '../maps/map-pages';
import { kindWords } from '../map-changes/map-changes.view';
import { dataFiles } from './files';
import { licence } from './licence';

/** The live edition first, then a page of the editions before it; `editions` holds one more where older ones follow. */
export function openDataView(
  live: Edition,
  editions: readonly Edition[],
  { below, perPage }: { below: number | null; perPage: number },
) {
  const shown = editions.slice(0, perPage);
  const last = shown.at(-1);
  const at = (no: number) => dataFiles.map(({ name, about }) => ({ name, about, href: paths.editionFile(no, name) }));
  return {
    title: 'Open data',
    section: 'open-data',
    licence,
    live: { ...live, files: at(live.no) },
    newestFiles: dataFiles.map(({ name }) => ({ name, href: paths.editionFile('current', name) })),
    before: shown.map((edition) => ({ ...edition, kindText: kindWords[edition.kind], files: at(edition.no) })),
    older: editions.length > perPage && last ? addressOf(paths.openData(), { below: last.no }) : null,
    newest: below === null ? null : paths.openData(),
  };
}
