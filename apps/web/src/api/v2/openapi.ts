import { z } from 'zod';
import { apiSchemas, type Endpoint } from './endpoint';
import { editionChoice } from './parameters';
import { licence, problem } from './envelope.schema';

/** A JSON Schema, as far as our own schemas need one. */
export type JsonSchema = {
  description?: string;
  $ref?: string;
  type?: string | string[];
  format?: string;
  const?: unknown;
  enum?: string[];
  default?: unknown;
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  [keyword: string]: unknown;
};
type Content = Record<string, { schema: JsonSchema }>;
type Response = { description: string; content?: Content; headers?: object };
/** A parameter of an address as the document has it. */
export type DocumentedParameter = {
  name: string;
  in: 'path' | 'query';
  required: boolean;
  description: string;
  schema: JsonSchema;
};
/** What an address does, as the document has it. */
export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: DocumentedParameter[];
  responses: Record<string, Response | { $ref: string; content?: undefined }>;
};
/** The OpenAPI document, as far as we read it ourselves. */
export type ApiDocument = {
  openapi: string;
  info: { title: string; version: string; description: string; license: { name: string; url: string } };
  jsonSchemaDialect: string;
  servers: { url: string }[];
  paths: Record<string, { get: Operation }>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses: Record<string, { description: string; content: Content }>;
    headers: Record<string, object>;
  };
};

const here = '/api/v2';
const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });
const editionParameter: DocumentedParameter = {
  name: 'edition',
  in: 'path',
  required: true,
  description: 'The number of an edition.',
  schema: { type: 'integer', minimum: 1 },
};

/** The OpenAPI 3.1 document of these addresses, made from the schemas that they are read and answered by. */
export function apiDocument(endpoints: readonly Endpoint[], apiUrl: string): ApiDocument {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Waymark: the occupational maps',
      version: '2',
      description:
        'The maps in their own terms. Public, without a key, for any page. Every answer names its licence and edition. ' +
        'What stands below /api/v2/editions/{edition} never changes; the other addresses answer from the live edition.',
      license: { name: 'Open Government Licence v3.0', url: licence },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: apiUrl }],
    paths: Object.fromEntries(endpoints.flatMap(pathsOf)),
    components: { schemas: schemasOf(), responses: problemResponses(), headers: headers() },
  };
}

function pathsOf(endpoint: Endpoint): [string, { get: Operation }][] {
  const choice = endpoint.ofEdition ? parametersOf(editionChoice, 'query') : [];
  const unnumbered: [string, { get: Operation }] = [here + endpoint.path, { get: operationOf(endpoint, choice) }];
  if (!endpoint.ofEdition) return [unnumbered];
  const numbered = operationOf(endpoint, [editionParameter]);
  const get = {
    ...numbered,
    operationId: `${endpoint.name}OfEdition`,
    summary: `${endpoint.summary}, in an edition for good`,
  };
  return [unnumbered, [`${here}/editions/{edition}${endpoint.path}`, { get }]];
}

function operationOf(endpoint: Endpoint, edition: DocumentedParameter[]): Operation {
  const { name, tag, summary, description, params, query, answer } = endpoint;
  const id = apiSchemas.get(answer)?.id ?? '';
  return {
    operationId: name,
    tags: [tag],
    summary,
    description,
    parameters: [...edition, ...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    responses: {
      200: {
        description: summary,
        headers: { ETag: ref('headers', 'ETag'), 'Cache-Control': ref('headers', 'Cache-Control') },
        content: { 'application/json': { schema: ref('schemas', id) } },
      },
      304: { description: 'What you have is current (If-None-Match).', headers: { ETag: ref('headers', 'ETag') } },
      ...Object.fromEntries(Object.keys(problems).map((status) => [status, ref('responses', `Problem${status}`)])),
    },
  };
}

/** Parameters as they are sent: texts are read by the input side of their schemas. */
function parametersOf(shape: z.ZodRawShape, where: 'path' | 'query'): DocumentedParameter[] {
  const { properties = {}, required = [] } = z.toJSONSchema(z.object(shape), { io: 'input' });
  return Object.entries(properties).map(([name, given]) => {
    const { description = '', ...schema } = given as JsonSchema;
    return { name, in: where, required: where === 'path' || required.includes(name), description, schema };
  });
}

function schemasOf(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(apiSchemas, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _id, $schema: _dialect, ...schema }]) => [id, schema as JsonSchema]),
  );
}

const problems: Readonly<Record<string, string>> = {
  400: 'A parameter is wrong, given twice or not known.',
  404: 'There is no such thing, or no such edition.',
  500: 'Something went wrong here.',
  503: 'What is not in memory cannot be read just now.',
};

function problemResponses(): ApiDocument['components']['responses'] {
  const schema = ref('schemas', apiSchemas.get(problem)?.id ?? '');
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [
      `Problem${status}`,
      { description, content: { 'application/problem+json': { schema } } },
    ]),
  );
}

function headers(): Record<string, object> {
  const schema = { type: 'string' };
  return {
    ETag: { description: 'Strong: the same bytes.', required: true, schema },
    'Cache-Control': { description: 'For good below the number of an edition, else to be revalidated.', schema },
  };
}
