import { newOccupation, PublishedMap } from '@app/occupational-map';
import { aMap, anEdition, smallMap } from '@app/occupational-map/testing';
import { occupationView } from './occupations.view';

const state = aMap(smallMap())
  .route('care-services', { officialId: 14, name: 'Care services' })
  .pathway('care')
  .cluster('carers')
  .occupation('OCC0801', { title: 'Care technologist', level: 5 })
  .leads('OCC0116', 'OCC0801')
  .build();
const map = new PublishedMap(anEdition, state);
const viewOf = (reference: string, on = map) => {
  const placed = on.occupation(reference);
  if (!placed) throw new Error(`${reference} is not on the map`);
  return occupationView(on, placed);
};

describe('the ladder of an occupation', () => {
  it('names the route of a step that leads elsewhere, and of no other', () => {
    const { ladder } = viewOf('OCC0116');
    expect(ladder.from.map(({ title, elsewhere }) => [title, elsewhere])).toEqual([
      ['Software development technician', null],
    ]);
    expect(ladder.to).toMatchObject([{ title: 'Care technologist', elsewhere: 'Care services', routeId: 14 }]);
  });

  it('counts what is further away, without the direct steps', () => {
    expect(viewOf('OCC0128').ladder.further).toEqual({ from: 0, to: 1 });
    expect(viewOf('OCC0801').ladder.further).toEqual({ from: 1, to: 0 });
  });
});

describe('the standard of an occupation', () => {
  const occupation = {
    ...newOccupation({ reference: 'OCC0801', title: 'One', level: 3 }),
    duties: [
      { code: 'D1', text: 'Saw', ksbs: ['S1', 'K1'] },
      { code: 'D2', text: 'Plane', ksbs: ['S1'] },
    ],
    ksbs: [
      { code: 'S1', kind: 'skill' as const, text: 'Use tools' },
      { code: 'K1', kind: 'knowledge' as const, text: 'Kinds of wood' },
      { code: 'K2', kind: 'knowledge' as const, text: 'Kinds of glue' },
    ],
  };
  const { panels, matrix } = occupationView(map, { occupation, placement: null });

  it('is a panel for each kind that it has, each statement with what it is mapped to', () => {
    expect(panels.map(({ id, list }) => [id, list.map(({ code, mapped }) => `${code}: ${mapped.join(' ')}`)])).toEqual([
      ['duties', ['D1: S1 K1', 'D2: S1']],
      ['knowledge', ['K1: D1', 'K2: ']],
      ['skills', ['S1: D1 D2']],
    ]);
  });

  it('is a table of what needs what, by kind; what nothing needs is a row, too', () => {
    expect(matrix?.groups.map(({ name, rows }) => [name, rows.map(({ code, needed }) => [code, needed])])).toEqual([
      [
        'Knowledge',
        [
          ['K1', [true, false]],
          ['K2', [false, false]],
        ],
      ],
      ['Skills', [['S1', [true, true]]]],
    ]);
    const bare = { ...occupation, duties: occupation.duties.map((duty) => ({ ...duty, ksbs: [] })) };
    expect(occupationView(map, { occupation: bare, placement: null }).matrix).toBeNull();
  });
});

describe('the facts of an occupation', () => {
  it('name each way in a few words, and count several alike', () => {
    const { facts, ways } = viewOf('OCC0128');
    expect(ways.some(({ text }) => text.includes('by the occupational specialism Digital production'))).toBe(true);
    expect(facts.ways.map(({ short }) => short)).toContain('T Level');
    const both = aMap(structuredClone(state)).build();
    const [product] = [{ kind: 'higher-technical-qualification' as const, reference: null, title: 'HTQ' }];
    both.occupations.OCC0128.products = [product, { ...product, title: 'Another' }];
    expect(viewOf('OCC0128', new PublishedMap(anEdition, both)).facts.ways[0]).toEqual({
      short: 'Higher Technical Qualification (2)',
      href: null,
    });
  });

  it('have a short overview as their lead; a long one is a section of its own', () => {
    const long = structuredClone(state);
    long.occupations.OCC0116.overview = 'Writes code. '.repeat(40).trim();
    expect(viewOf('OCC0116').texts.map(({ id }) => id)).not.toContain('text-overview');
    const { lead, texts } = viewOf('OCC0116', new PublishedMap(anEdition, long));
    expect([lead, texts[0].heading]).toEqual([null, 'Occupation profile']);
  });
});
