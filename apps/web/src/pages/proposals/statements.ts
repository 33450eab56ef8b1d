import { nextCode, type ProposalContent } from '@app/proposals';

/** The two lists of statements that a proposal has. */
export const statementLists = [
  { name: 'duties', title: 'Duties', words: 'the duties', one: 'duty' },
  {
    name: 'ksbs',
    title: 'Knowledge, skills and behaviours',
    words: 'the knowledge, skills and behaviours',
    one: 'statement',
  },
] as const;
export type StatementList = (typeof statementLists)[number];

type Kind = 'duty' | 'knowledge' | 'skill' | 'behaviour';
const letters = { duty: 'D', knowledge: 'K', skill: 'S', behaviour: 'B' } as const;

/** The statements of a list. */
export function listOf(content: ProposalContent, { name }: StatementList): readonly { code: string; text: string }[] {
  return content[name];
}

/** The content with one statement more, under the next free code of its kind. */
export function addStatement(content: ProposalContent, kind: Kind, text: string): ProposalContent {
  if (kind === 'duty') {
    const code = nextCode(
      'D',
      content.duties.map((duty) => duty.code),
    );
    return { ...content, duties: [...content.duties, { code, text, ksbs: [] }] };
  }
  const code = nextCode(
    letters[kind],
    content.ksbs.map((ksb) => ksb.code),
  );
  return { ...content, ksbs: [...content.ksbs, { code, kind, text }] };
}

/** The content with another text under a code. */
export function changeStatement(
  content: ProposalContent,
  { name }: StatementList,
  code: string,
  text: string,
): ProposalContent {
  const changed = <T extends { code: string; text: string }>(list: readonly T[]): T[] =>
    list.map((statement) => (statement.code === code ? { ...statement, text } : statement));
  return name === 'duties'
    ? { ...content, duties: changed(content.duties) }
    : { ...content, ksbs: changed(content.ksbs) };
}

/** The content without a statement, and without its mapping. */
export function removeStatement(content: ProposalContent, { name }: StatementList, code: string): ProposalContent {
  if (name === 'duties') return { ...content, duties: content.duties.filter((duty) => duty.code !== code) };
  return {
    ...content,
    ksbs: content.ksbs.filter((ksb) => ksb.code !== code),
    duties: content.duties.map((duty) => ({ ...duty, ksbs: duty.ksbs.filter((one) => one !== code) })),
  };
}
