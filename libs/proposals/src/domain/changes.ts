import { canonicalJson } from '@app/kernel';
import { type ProposalContent, partOf } from './content';
import { type ChangeableField, partsOfOccupations } from './parts';
import { sameWording } from './wording';

/** What a change is, from the smallest to the largest (revisions, adjustments and dispensations, domain.md section 2). */
export const changeKinds = ['correction', 'adjustment', 'revision'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** What each kind of change is, in words. */
export const changeKindWords: Readonly<Record<ChangeKind, string>> = {
  correction:
    'A correction: only the wording changes (spelling, punctuation, capitals, spaces). The officer agrees it.',
  adjustment:
    'An adjustment: neither the map nor what people have to be able to do changes. The route panel agrees it.',
  revision:
    'A revision: it changes the map, or what people have to be able to do. The panel recommends, then it is decided.',
};

/** What is different about a change that moves its occupation to another route. Where the panels differ is our own rule. */
export const bothPanelsWords =
  'It moves the occupation to another route, so the panels of both routes recommend. Where both ask for a revision, or both reject it, that is what happens; in all other cases it is decided with both recommendations on the table.';

/** The fields of an occupation that a change can touch, as proposals name them. */
export const changeableFields = Object.keys(partsOfOccupations) as ChangeableField[];

/** The route of a request, and of a change that moves its occupation the one that it would leave. */
export type Routed = { route: string | null; leavesRoute: string | null };

/** The routes whose panels a request goes to. Each map is owned by its route panel, so a move between routes needs both. */
export function panelRoutesOf({ route, leavesRoute }: Routed): string[] {
  return [leavesRoute, route].filter((slug) => slug !== null);
}

/** The fields in which two contents differ, in the order of the table. */
export function changedFields(before: ProposalContent, after: ProposalContent): ChangeableField[] {
  return changeableFields.filter(
    (field) => canonicalJson(partOf(before, field)) !== canonicalJson(partOf(after, field)),
  );
}

/** Which change leads from one content to the other: that of the field that changes most. Null where nothing changes. */
export function changeKindOf(before: ProposalContent, after: ProposalContent): ChangeKind | null {
  return changedFields(before, after)
    .map((field) => kindOfField(field, before, after))
    .reduce<ChangeKind | null>((highest, kind) => larger(highest, kind), null);
}

/** The larger of two kinds of change; null is none. */
export function larger<T extends ChangeKind | null>(one: ChangeKind | null, other: T): ChangeKind | T {
  if (one === null) return other;
  return other === null || changeKinds.indexOf(one) > changeKinds.indexOf(other) ? one : other;
}

/** The fields that both changed: the proposer in their copy, the map since the copy was taken. */
export function clashes(before: ProposalContent, mine: ProposalContent, now: ProposalContent): ChangeableField[] {
  const moved = changedFields(before, now);
  const same = (field: ChangeableField) => canonicalJson(partOf(mine, field)) === canonicalJson(partOf(now, field));
  return changedFields(before, mine).filter((field) => moved.includes(field) && !same(field));
}

/** What the proposer changed, on what stands now: everything else is taken from there. */
export function carriedOver(before: ProposalContent, mine: ProposalContent, now: ProposalContent): ProposalContent {
  return changedFields(before, mine).reduce((content, field) => withPart(content, field, mine), {
    ...mine,
    ...Object.fromEntries(changeableFields.filter((field) => field !== 'mapping').map(pick(now))),
  });
}

const pick =
  (content: ProposalContent) =>
  (field: string): [string, unknown] => [field, (content as Readonly<Record<string, unknown>>)[field]];

/** One part of a content put in the place of another's; a duty keeps its mapping unless the mapping is the part. */
export function withPart(content: ProposalContent, field: string, from: ProposalContent): ProposalContent {
  const mapped = (list: ProposalContent['duties'], mapping: ProposalContent['duties']) =>
    list.map((duty) => ({ ...duty, ksbs: mapping.find(({ code }) => code === duty.code)?.ksbs ?? [] }));
  if (field === 'duties') return { ...content, duties: mapped(from.duties, content.duties) };
  if (field === 'mapping') return { ...content, duties: mapped(content.duties, from.duties) };
  if (field.startsWith('requirement-')) {
    const key = field.slice('requirement-'.length);
    return {
      ...content,
      requirements: { ...content.requirements, ...Object.fromEntries([pickFrom(from.requirements, key)]) },
    };
  }
  return { ...content, ...Object.fromEntries([pick(from)(field)]) };
}

const pickFrom = (of: object, key: string): [string, unknown] => [key, (of as Readonly<Record<string, unknown>>)[key]];

/** The smallest kind that a field has where more than its wording changes; what places, names or grades is never wording. */
function kindOfField(field: ChangeableField, before: ProposalContent, after: ProposalContent): ChangeKind {
  const { wording, inSubstance } = partsOfOccupations[field];
  return wording && sameWording(textsOf(before, field), textsOf(after, field)) ? 'correction' : inSubstance;
}

/** The texts of a field whose wording alone may change: a code or a kind beside a text is never wording. */
function textsOf(content: ProposalContent, field: ChangeableField): readonly string[] {
  const said = partsOfOccupations[field].says({ ...content, employers: [], files: [] });
  if (said.shape === 'list') return said.items;
  if (said.shape === 'texts') return said.texts.map(([, text]) => text);
  return said.shape === 'statements' ? said.statements.flatMap(({ code, text }) => [code, text]) : [];
}
