import { foldText, NotFound, refuse } from '@app/kernel';
import { nextCode, type ProposalContent } from '@app/proposals';

/** The two lists of statements that a proposal has. */
const statementLists = [
  { name: 'duties', title: 'Duties', words: 'the duties', one: 'duty' },
  {
    name: 'ksbs',
    title: 'Knowledge, skills and behaviours',
    words: 'the knowledge, skills and behaviours',
    one: 'statement',
  },
] as const;
type StatementList = (typeof statementLists)[number];

type Kind = 'duty' | 'knowledge' | 'skill' | 'behaviour';
type Change = (content: ProposalContent) => ProposalContent;
const letters = { duty: 'D', knowledge: 'K', skill: 'S', behaviour: 'B' } as const;

/** The list that an address names. @throws NotFound */
export function listNamed(name: string): StatementList {
  const found = statementLists.find((list) => list.name === name);
  if (found === undefined) throw new NotFound('This page');
  return found;
}

/** The statements of a list. */
export function listOf(content: ProposalContent, { name }: StatementList): readonly { code: string; text: string }[] {
  return content[name];
}

/** So many duties and statements a proposal has at most. */
const most = { duties: 60, ksbs: 200 };

/** Adds statements under the next free codes of their kind. Throws `Refused` for more than a proposal has, and for one that is there. */
export function addStatements(kind: Kind, texts: readonly string[]): Change {
  const list = kind === 'duty' ? 'duties' : 'ksbs';
  return (content) => {
    if (content[list].length + texts.length > most[list]) {
      refuse(`A proposal has ${most[list]} ${kind === 'duty' ? 'duties' : 'statements'} at most`, 'text');
    }
    return texts.reduce((one, text) => {
      const there = one[list].find((statement) => foldText(statement.text) === foldText(text));
      if (there !== undefined) refuse(`${there.code} says this already: "${text}"`, 'text');
      return addStatement(kind, text)(one);
    }, content);
  };
}

function addStatement(kind: Kind, text: string): Change {
  return (content) => {
    const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code);
    if (kind === 'duty') {
      const code = nextCode('D', codes(content.duties));
      return { ...content, duties: [...content.duties, { code, text, ksbs: [] }] };
    }
    const code = nextCode(letters[kind], codes(content.ksbs));
    return { ...content, ksbs: [...content.ksbs, { code, kind, text }] };
  };
}

/** Gives a statement another text. Throws `Refused` when it was removed meanwhile: the text is not lost silently. */
export function changeStatement(list: StatementList, code: string, text: string): Change {
  const changed = <T extends { code: string; text: string }>(statements: readonly T[]): T[] =>
    statements.map((statement) => (statement.code === code ? { ...statement, text } : statement));
  return (content) => {
    if (!listOf(content, list).some((statement) => statement.code === code)) {
      refuse(`${code} was removed meanwhile: copy your text and add it as a new ${list.one}`, 'text');
    }
    return list.name === 'duties'
      ? { ...content, duties: changed(content.duties) }
      : { ...content, ksbs: changed(content.ksbs) };
  };
}

/** Removes a statement, and its mapping with it. */
export function removeStatement({ name }: StatementList, code: string): Change {
  return (content) => {
    if (name === 'duties') return { ...content, duties: content.duties.filter((duty) => duty.code !== code) };
    return {
      ...content,
      ksbs: content.ksbs.filter((ksb) => ksb.code !== code),
      duties: content.duties.map((duty) => ({ ...duty, ksbs: duty.ksbs.filter((one) => one !== code) })),
    };
  };
}
