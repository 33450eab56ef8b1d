import {
  type Basis,
  type ChangeableField,
  changeableFields,
  changedFields,
  partNamed,
  partsOfOccupations,
  type ProposalContent,
  type SubmittedContent,
} from '@app/proposals';

/** A changed part: what of it is taken out, and what is new. */
export type ChangedPart = { text: string; before: string[]; after: string[] };

/** What a request changes of what stands on the map, part by part and line by line. */
export function changedLines(basis: Basis, content: ProposalContent): ChangedPart[] {
  return changedFields(basis.content, content).map((field) => {
    const [before, after] = [linesOf(basis.content, field), linesOf(content, field)];
    return {
      text: nameOf(field),
      before: before.filter((line) => !after.includes(line)),
      after: after.filter((line) => !before.includes(line)),
    };
  });
}

/** What a submitted version changes of what stands: null of what is new, or of what is to leave the map. */
export function changesIn(content: SubmittedContent | null): ChangedPart[] | null {
  if (content?.basis == null || content.option !== null || content.triggers.length > 0) return null;
  return changedLines(content.basis, content);
}

/** A part that the map and the draft have both changed: how it was, how it stands now, and how the draft has it. */
export type ClashRow = { text: string; was: readonly string[]; now: readonly string[]; ours: readonly string[] };

/** The three texts of each part that both sides have changed. */
export function clashRows(fields: readonly string[], was: Basis, now: Basis, ours: ProposalContent): ClashRow[] {
  return changeableFields
    .filter((field) => fields.includes(field))
    .map((field) => ({
      text: nameOf(field),
      was: linesOf(was.content, field),
      now: linesOf(now.content, field),
      ours: linesOf(ours, field),
    }));
}

/** What a part is called. */
export function nameOf(field: string): string {
  return partNamed(field)?.text ?? field;
}

function linesOf(content: ProposalContent, field: ChangeableField): readonly string[] {
  const said = partsOfOccupations[field].says({ ...content, employers: [], files: [] });
  switch (said.shape) {
    case 'texts':
      return said.texts.map(([, text]) => text);
    case 'list':
      return said.items;
    case 'statements':
      return said.statements.map(({ code, text }) => `${code} ${text}`);
    case 'mapping':
      return content.duties.map(({ code, ksbs }) => `${code} needs ${ksbs.join(', ') || 'nothing'}`);
  }
}
