import type { Ksb, KsbKind, Occupation } from '@app/occupational-map';

const kindWords: Readonly<Record<KsbKind, string>> = {
  knowledge: 'Knowledge',
  skill: 'Skills',
  behaviour: 'Behaviours',
};
export const ksbKinds = Object.keys(kindWords) as KsbKind[];

/** What each kind of statement is called, in the plural where it has one. */
export const ksbWords = (kind: KsbKind): string => kindWords[kind];

const idOf = (code: string): string => code.toLowerCase();

/** Duties, knowledge, skills and behaviours, each a panel of the standard: every statement with what it is mapped to. */
export function panelsOf({ duties, ksbs }: Occupation) {
  const dutiesOf = (ksb: Ksb) => duties.filter((duty) => duty.ksbs.includes(ksb.code)).map(({ code }) => code);
  const panels = [
    {
      id: 'duties',
      name: 'Duties',
      mappedBy: 'needs',
      list: duties.map(({ code, text, ksbs: needed }) => ({ id: idOf(code), code, text, mapped: needed })),
    },
    ...ksbKinds.map((kind) => ({
      id: ksbWords(kind).toLowerCase(),
      name: ksbWords(kind),
      mappedBy: 'for',
      list: ksbs
        .filter((ksb) => ksb.kind === kind)
        .map((ksb) => ({ id: idOf(ksb.code), code: ksb.code, text: ksb.text, mapped: dutiesOf(ksb) })),
    })),
  ];
  return panels.filter(({ list }) => list.length > 0);
}

/** Which duty needs which statement: a column a duty, a row a statement, by kind; null where nothing is mapped. */
export function matrixOf({ duties, ksbs }: Occupation) {
  if (duties.every((duty) => duty.ksbs.length === 0)) return null;
  const rowsOf = (kind: KsbKind) =>
    ksbs
      .filter((ksb) => ksb.kind === kind)
      .map(({ code, text }) => ({ code, text, needed: duties.map((duty) => duty.ksbs.includes(code)) }));
  return {
    duties: duties.map(({ code, text }) => ({ code, text })),
    groups: ksbKinds
      .map((kind) => ({ name: ksbWords(kind), rows: rowsOf(kind) }))
      .filter(({ rows }) => rows.length > 0),
  };
}
