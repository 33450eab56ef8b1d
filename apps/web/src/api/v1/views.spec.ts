import { PublishedMap } from '@app/occupational-map';
import { aMap, smallMap } from '@app/occupational-map/testing';
import { asked, expandOf, pageOf } from './asked';
import { occupationsBySoc, oneOccupation, progressionOf, searchPage } from './lists.view';
import { guidOf, numberOf } from './numbers';
import type { Writing } from './occupation.view';
import { problemOf } from './problem';
import { routeList, routeTree } from './routes.view';
import { wireAddress } from './wire';

const edition = {
  no: 3,
  rootHash: 'x',
  publishedAt: new Date(0),
  kind: 'day-to-day' as const,
  note: '',
  revisionId: null,
};
const state = aMap(smallMap())
  .route('legal-finance-account', { officialId: 11, name: 'Legal, finance and accounting' })
  .build();
const map = new PublishedMap(edition, state);
const writing = (expand = ''): Writing => ({
  map,
  expand: expandOf({ expand }),
  hosts: { apiUrl: 'https://api.test', mapsUrl: 'https://maps.test' },
});
/** As it goes over the wire: what is undefined is left out. */
const wired = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('an occupation over the wire', () => {
  it('has its base members in order, and only those', () => {
    const awaiting = wired(oneOccupation('occ0900', writing())) as object;
    expect(Object.entries(awaiting)).toEqual([
      ['object', 'Occupation'],
      ['stdCode', 'OCC0900'],
      ['name', 'Prompt librarian'],
      ['status', 3],
      ['statusName', 'Potential occupational standard'],
      ['level', 4],
      ['versionNo', '0.0'],
      ['statusLastUpdated', '0001-01-01'],
    ]);
  });

  it('has SOC codes as integers, and no soc where it was matched with none', () => {
    expect(wired(oneOccupation('OCC0116', writing('occupation.soc')))).toMatchObject({
      soc: { soc2020Code: 2134, soc2020Description: 'Programmers and software development professionals' },
    });
    expect(wired(oneOccupation('OCC0128', writing('occupation.soc')))).not.toHaveProperty('soc');
  });

  it('maps duties by codes and by GUIDs, under the names that the API spells', () => {
    const { duties } = wired(oneOccupation('OCC0116', writing('occupation.dutiesKSB'))) as { duties: object[] };
    expect(duties[0]).toEqual({
      id: guidOf('OCC0116', 'D1'),
      dutyId: 'D1',
      dutyDetail: 'Write code that others can read',
      isThisACoreDuty: false,
      criteriaForMeasuringPerformance: '',
      mappedBehaviour: [],
      mappedBehaviourIds: [],
      mappedKnowledge: ['K1'],
      mappedKnowledgeIds: [guidOf('OCC0116', 'K1')],
      mappedSkills: ['S1'],
      mappedSkillsIds: [guidOf('OCC0116', 'S1')],
    });
    expect(oneOccupation('OCC0005', writing('occupation.dutiesKSB')).duties).toBeUndefined();
  });

  it('says where it stands, with the misspelt name, and only the route while it awaits a pathway', () => {
    const { mapHierarchy } = oneOccupation('OCC0128', writing('occupation.maphierarchy'));
    expect(mapHierarchy).toEqual({
      routeId: 7,
      routeName: 'Digital',
      routeSequence: 1,
      pathwayId: numberOf('pathway', 'digital-production'),
      pathwayName: 'Digital production, design and development',
      clusterGroupId: numberOf('cluster-group', 'digital-production technical'),
      clusterId: numberOf('cluster', 'technicians'),
      clusterName: 'Software technicians',
      technicalLevel: 1,
      technicalLevelName: 'Technical',
      pathwaySequence: 0,
      clusterGroupSequence: 0,
      clusterSeqeunce: 0,
    });
    const awaiting = wired(oneOccupation('OCC0900', writing('occupation.maphierarchy')));
    expect(awaiting).toHaveProperty('mapHierarchy', {
      routeId: 7,
      routeName: 'Digital',
      routeSequence: 1,
      technicalLevel: 2,
      technicalLevelName: 'Higher Technical',
    });
  });

  it('lists its standard with a status and T Levels without one', () => {
    const { products } = wired(oneOccupation('OCC0128', writing('occupation.products'))) as { products: object[] };
    expect(products).toEqual([
      {
        object: 'Product',
        name: 'T Level in Digital Production, Design and Development - Digital production',
        level: 3,
        type: 3,
        typeName: 'TLevel',
        careerStarter: false,
        productCode: '60358324',
        royal: false,
      },
    ]);
    expect(oneOccupation('OCC0116', writing('occupation.products')).products).toEqual([
      expect.objectContaining({ productCode: 'ST0116', status: 1, statusName: 'Approved for delivery', type: 1 }),
    ]);
  });

  it('links to a progression map only where there is one', () => {
    const rels = (code: string) => oneOccupation(code, writing('occupation.links')).links?.map(({ rel }) => rel);
    const always = ['occupationStandardAPI', 'routeAPI', 'occupationalStandardURL', 'occupationalMapURL'];
    expect(rels('OCC0116')).toEqual(always);
    expect(rels('OCC0128')).toEqual([...always, 'occupationalProgressionAPI', 'occupationalProgressionURL']);
  });

  it('is not there when it is retired', () => {
    expect(() => oneOccupation('OCC0510', writing())).toThrow('not found');
  });
});

describe('routes over the wire', () => {
  it('are listed by name with their links', () => {
    expect(wired(routeList(writing('route.links')))).toContainEqual({
      object: 'Route',
      routeId: 7,
      name: 'Digital',
      sequence: 1,
      links: [
        { rel: 'routeAPI', href: 'https://api.test/api/v1/routes/7' },
        { rel: 'mapURL', href: 'https://maps.test/maps/route/digital' },
      ],
    });
  });

  it('are found by number and by name, down to their occupations', () => {
    expect(routeTree('legal-finance-and-accounting', writing()).routeId).toBe(11);
    const [pathway] = routeTree('7', writing()).pathways;
    expect(pathway.clusterGroups.map((group) => [group.technicalLevelName, group.clusters[0].name])).toEqual([
      ['Technical', 'Software technicians'],
      ['Higher Technical', 'Software developers'],
    ]);
    expect(pathway.clusterGroups[1].clusters[0].occupations[0].stdCode).toBe('OCC0116');
    expect(() => routeTree('99', writing())).toThrow('not found');
  });
});

describe('lists over the wire', () => {
  it('have progression from the occupation on, itself first', () => {
    const graph = progressionOf('OCC0128', writing());
    expect(graph.occupations.map(({ stdCode }) => stdCode)).toEqual(['OCC0128', 'OCC0116']);
    expect(graph.progressions).toEqual([{ stdCodeFrom: 'OCC0128', stdCodeTo: 'OCC0116' }]);
    expect(() => progressionOf('OCC0116', writing())).toThrow('not found');
  });

  it('are found by product code first, and paged', () => {
    const found = searchPage('ST0116', { pageNumber: 1, pageSize: 10 }, writing());
    expect(found.results[0].stdCode).toBe('OCC0116');
    expect(searchPage('zzzzzz', { pageNumber: 1, pageSize: 10 }, writing())).toEqual({
      results: [],
      pageNumber: 1,
      pageSize: 10,
      totalPages: 0,
      totalResults: 0,
    });
    expect(searchPage('', { pageNumber: 2, pageSize: 2 }, writing())).toMatchObject({ totalPages: 3, totalResults: 5 });
  });

  it('are found by SOC code', () => {
    expect(occupationsBySoc('2134', writing()).map(({ stdCode }) => stdCode)).toEqual(['OCC0116']);
    expect(() => occupationsBySoc('many', writing())).toThrow('SOCCode');
  });
});

describe('what is asked', () => {
  it('is read in any case, with blanks, and without what nobody knows', () => {
    expect([...expandOf({ Expand: 'occupation.DUTIESKSB, occupation.mapHierarchy,occupation.unheard' })]).toEqual([
      'dutiesksb',
      'maphierarchy',
    ]);
    expect(asked({ SearchTerm: [' kiln ', 'other'] }, 'searchTerm')).toBe('kiln');
    expect(pageOf({ pagesize: '500' })).toEqual({ pageNumber: 1, pageSize: 100 });
    expect(() => pageOf({ pageNumber: '0' })).toThrow('pageNumber');
  });

  it('has one address, however it is written', () => {
    expect(wireAddress('/API/v1//SearchOccupations/?searchTerm=A//B')).toBe(
      '/api/v1/searchoccupations?searchTerm=A//B',
    );
    expect(wireAddress('/Maps//Digital')).toBe('/Maps//Digital');
  });

  it('is a problem in the words of ASP.NET when it is wrong', () => {
    expect(problemOf(422, 'id')).toEqual({
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'Bad Request',
      status: 400,
      traceId: 'id',
    });
    expect(problemOf(502, 'id').status).toBe(500);
  });
});

describe('numbers and GUIDs', () => {
  it('are the same every time, and of the right form', () => {
    expect(numberOf('cluster', 'carers')).toBe(numberOf('cluster', 'carers'));
    expect(numberOf('cluster', 'carers')).not.toBe(numberOf('pathway', 'carers'));
    expect(guidOf('OCC0116', 'K1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(guidOf('OCC0116', 'K1')).not.toBe(guidOf('OCC0128', 'K1'));
  });
});
