import { sha256 } from './canonical';

/** One text of a response: to which question, about what, and which part of the answer. */
type TextKey = Record<'responseId' | 'question' | 'block' | 'part', string>;

/** The place of a text as addresses have it: of which response, and a mark that names neither question nor choice. */
export function textPlaceOf({ responseId, question, block, part }: TextKey): string {
  return `${responseId}~${sha256([responseId, question, block, part].join('~')).slice(0, 16)}`;
}

/** What such a place looks like. */
export const textPlace = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}~[0-9a-f]{16}$/;
