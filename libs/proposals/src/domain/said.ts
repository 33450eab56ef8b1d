import type { ProposalContent } from './content';
import type { ContentAndBeside, PartOfRequest } from './part';
import { askedParts, describedParts, type PartName, partsOfRequests } from './parts';

/** What a part says as one text, a line for each item: empty where it says nothing, or is read as statements. */
export function saidIn(field: PartName, content: ContentAndBeside): string {
  const said = partsOfRequests[field].says(content);
  if (said.shape === 'list') return said.items.join('\n');
  return said.shape === 'texts' ? said.texts.map(([, text]) => text).join('\n') : '';
}

const shortParts: readonly PartName[] = [...describedParts, ...askedParts, 'grounds'];

/** What describes the occupation and what is asked for, part by part: what stands above the statements of a version. */
export function saidInShort(content: ProposalContent): { field: PartName; text: string; said: string }[] {
  const whole = { ...content, employers: [], files: [] };
  return shortParts.flatMap((field) => {
    const { text, says }: PartOfRequest = partsOfRequests[field];
    const said = says(whole);
    if (said.shape === 'list') return [{ field, text, said: said.items.join('\n') }];
    if (said.shape !== 'texts') return [];
    return said.texts.map(([name, of]) => ({
      field,
      text: name === null ? text : `${text}: ${name.toLowerCase()}`,
      said: of,
    }));
  });
}
