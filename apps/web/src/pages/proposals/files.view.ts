import { type EvidenceFileDetails, type EvidenceFor, requirements } from '@app/proposals';
import type { Form } from '../../http/forms';

type FileRow = { id: string; name: string; about: string };
/** The files that are for one purpose, as lists show them. */
export type FileGroup = { title: string; files: FileRow[] };

/** What a file is evidence for, in words. */
export function purposeWords(about: EvidenceFor): string {
  return requirements.find(({ key }) => key === about)?.text ?? 'The proposal as a whole';
}

/** A size as people say it. */
export function sizeWords(size: number): string {
  if (size < 1024) return `${size} bytes`;
  return size < 1024 * 1024 ? `${Math.round(size / 1024)} KB` : `${(size / 1024 / 1024).toFixed(1)} MB`;
}

/** The files by what they are for, in the order of the requirements; only purposes that have some. */
export function filesByPurpose(files: readonly EvidenceFileDetails[]): FileGroup[] {
  const purposes: EvidenceFor[] = [...requirements.map(({ key }) => key), null];
  return purposes
    .map((about) => ({
      title: purposeWords(about),
      files: files
        .filter(({ requirement }) => requirement === about)
        .map(({ id, name, kind, size }) => ({ id, name, about: `${kind.toUpperCase()}, ${sizeWords(size)}` })),
    }))
    .filter((group) => group.files.length > 0);
}

/** The choices of what a new file is for. */
export function purposeItems(
  purposes: readonly EvidenceFor[],
  form: Form,
): { value: string; text: string; checked: boolean }[] {
  return purposes.map((about) => {
    const value = about ?? 'whole';
    return { value, text: purposeWords(about), checked: form.has('purpose', value) };
  });
}
