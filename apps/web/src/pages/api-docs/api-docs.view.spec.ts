import { apiDocument, endpoints } from '../../api/v2';
import { apiDocsView } from './api-docs.view';

const document = apiDocument(endpoints, 'http://waymark.test');
const view = apiDocsView(document);

describe('the page about the API', () => {
  it('tells every address of the document, the lasting ones beside the others', () => {
    const told = view.groups.flatMap(({ operations }) =>
      operations.flatMap(({ path, lasting }) => [path, lasting ?? []]),
    );
    expect(told.flat().sort()).toEqual(Object.keys(document.paths).sort());
  });

  it('leads from every type to where the page tells it', () => {
    const types = [
      ...view.schemas.flatMap(({ fields }) => fields.map(({ type }) => type.href)),
      ...view.groups.flatMap(({ operations }) => operations.map(({ answer }) => answer?.href ?? null)),
    ].filter((href) => href !== null);
    const ids = view.schemas.map(({ id }) => `#${id}`);
    expect(types.length).toBeGreaterThan(20);
    expect(types.filter((href) => !ids.includes(href))).toEqual([]);
  });

  it('says what a parameter is without being given, and what may be missing', () => {
    const list = view.groups.flatMap(({ operations }) => operations).find(({ id }) => id === 'listOccupations');
    expect(list?.parameters.find(({ name }) => name === 'limit')).toMatchObject({ type: 'integer, 50 without it' });
    const next = view.schemas
      .find(({ name }) => name === 'RouteList')
      ?.fields.find(({ name }) => name === 'links.next');
    expect(next).toMatchObject({ type: { text: 'address' }, description: expect.stringContaining('Left out') });
  });
});
