import { paths } from '@app/kernel';
import type { ApiDocument, DocumentedParameter, JsonSchema, Operation } from '../../api/v2';

/** A type in words, and the part of the page that tells it where it is a schema of its own. */
type TypeShown = { text: string; href: string | null };

const tags = ['Editions', 'Routes', 'Occupations', 'Search', 'T Levels'];

/** What the page about the API prints: all of it is read from the document. */
export function apiDocsView({ info, servers, paths: addresses, components }: ApiDocument) {
  const operations = Object.entries(addresses).map(([path, { get }]) => operationShown(path, get));
  return {
    title: 'Open data and API',
    section: 'api',
    description: info.description,
    licence: info.license,
    server: servers[0]?.url ?? '',
    document: paths.apiDocument(),
    groups: tags.map((name) => ({
      name,
      id: anchor(name),
      operations: operations.filter((one) => one.tag === name && !one.numbered),
    })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => ({
      name,
      id: schemaId(name),
      description: schema.description ?? '',
      fields: fieldsOf(schema),
    })),
    problems: Object.entries(components.responses).map(([name, { description }]) => ({
      status: name.replace('Problem', ''),
      description,
    })),
  };
}

function operationShown(path: string, operation: Operation) {
  const numbered = path.startsWith('/api/v2/editions/{edition}');
  const answer = operation.responses['200']?.content?.['application/json']?.schema;
  const ofEdition = operation.parameters.some(({ name }) => name === 'as-of');
  return {
    path,
    numbered,
    lasting: ofEdition ? path.replace('/api/v2', '/api/v2/editions/{edition}') : null,
    id: operation.operationId,
    tag: operation.tags[0],
    summary: operation.summary,
    description: operation.description,
    parameters: operation.parameters.map(parameterShown),
    answer: answer ? typeOf(answer) : null,
  };
}

function parameterShown({ name, in: where, required, description, schema }: DocumentedParameter) {
  const usual = schema.default === undefined ? '' : `, ${JSON.stringify(schema.default)} without it`;
  return { name, where, required, description, type: `${typeOf(schema).text}${usual}` };
}

/** The fields of an object; those of an object or list within it are told with their path: `links.self`, `items[].kind`. */
function fieldsOf(schema: JsonSchema, before = ''): { name: string; type: TypeShown; description: string }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => {
    const optional = !(schema.required ?? []).includes(key);
    const name = `${before}${key}`;
    const type = typeOf(field);
    const inner = field.items ?? (field.anyOf ?? []).find(({ type: kind }) => kind !== 'null') ?? field;
    const path = field.items ? `${name}[].` : `${name}.`;
    const text = [field.description ?? inner.description ?? '', optional ? 'Left out where there is none.' : ''];
    return [{ name, type, description: text.filter((one) => one !== '').join(' ') }, ...fieldsOf(inner, path)];
  });
}

function typeOf(schema: JsonSchema): TypeShown {
  const { $ref, anyOf, enum: values, const: value, items, type = 'object', format } = schema;
  const name = $ref?.split('/').at(-1);
  if (name !== undefined) return { text: name, href: `#${schemaId(name)}` };
  if (anyOf !== undefined) {
    const shown = anyOf.map(typeOf);
    return {
      text: shown.map(({ text }) => text).join(' or '),
      href: shown.find(({ href }) => href !== null)?.href ?? null,
    };
  }
  if (items !== undefined) {
    const { text, href } = typeOf(items);
    return { text: `list of ${text}`, href };
  }
  if (values !== undefined) return { text: values.join(', '), href: null };
  if (value !== undefined) return { text: JSON.stringify(value), href: null };
  const formats: Readonly<Record<string, string>> = { 'date-time': 'date and time', uri: 'address' };
  return { text: formats[format ?? ''] ?? [type].flat().join(' or '), href: null };
}

const anchor = (text: string): string => text.toLowerCase().replaceAll(' ', '-');
const schemaId = (name: string): string => `schema-${name}`;
