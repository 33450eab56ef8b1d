import {
  type ContentAndBeside,
  type ComparedPart,
  comparisonOf,
  fieldsOf,
  type ProposalContent,
  type RequestKind,
} from '@app/proposals';

type Route = { slug: string; name: string };

const tags = {
  changed: { text: 'Changed', classes: 'govuk-tag--yellow' },
  added: { text: 'Added', classes: 'govuk-tag--green' },
  removed: { text: 'Taken out', classes: 'govuk-tag--red' },
  're-coded': { text: 'Another code', classes: 'govuk-tag--blue' },
} as const;

/** What a version is called in a sentence. */
export function versionName(side: string): string {
  return side === 'draft' ? 'the draft' : `version ${side}`;
}

/** The parts in which two versions differ, with everything that differs in them; and the names of those that do not. */
export function comparisonView(
  kind: RequestKind,
  before: ContentAndBeside,
  after: ContentAndBeside,
  routes: readonly Route[],
) {
  const fields = [...fieldsOf(kind, before), ...fieldsOf(kind, after)];
  const named = (content: ContentAndBeside): ContentAndBeside => ({ ...content, route: routeName(content, routes) });
  const parts = comparisonOf(named(before), named(after), fields);
  return {
    parts: parts.filter(({ changed }) => changed).map(changesIn),
    unchanged: parts.filter(({ changed }) => !changed).map(({ text }) => text),
  };
}

function routeName({ route }: ProposalContent, routes: readonly Route[]): string | null {
  return routes.find(({ slug }) => slug === route)?.name ?? route;
}

/** What of a part is printed: of lists of statements and mappings only the rows that differ. */
function changesIn(part: ComparedPart) {
  switch (part.shape) {
    case 'statements': {
      const rows = part.statements.flatMap(({ is, before, after, pieces }) => {
        if (is === 'unchanged') return [];
        return [{ code: after ?? before, was: is === 're-coded' ? before : null, tag: tags[is], pieces }];
      });
      return { ...part, rows, same: part.statements.length - rows.length };
    }
    case 'mapping': {
      const rows = part.duties
        .filter((duty) => duty.in.length + duty.out.length > 0)
        .map((duty) => ({ ...duty, code: duty.after ?? `${duty.before} (taken out)` }));
      return { ...part, rows, same: part.duties.length - rows.length };
    }
    default:
      return part;
  }
}
