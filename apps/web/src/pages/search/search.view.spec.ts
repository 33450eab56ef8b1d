import { seedMap } from '../../../../../test/search/asked';
import { everything } from '../maps/filter';
import { type Question, searchView } from './search.view';
import { thingsOf } from './site.things';

/** E8 of the cases found in November 2026: everything that is found can be reached, and how much it is, is said. */
const ground = { map: seedMap(), site: thingsOf({ consultations: [] }, [], []) };
const view = (given: Partial<Question>) =>
  searchView(ground, { query: '', kind: null, page: 1, route: null, filter: everything, ...given });

describe('the results of a search', () => {
  it('say how many there are in all and of each kind; of each kind some are shown, and all can be', () => {
    const { title, groups, others, pagination } = view({ query: 'technician' });
    const total = others.reduce((sum, { count }) => sum + count, 0);
    expect(title).toBe(`${total} results for “technician”`);
    expect(pagination).toBeNull();
    for (const { kind, results, total: all, more } of groups) {
      expect([kind, results.length <= all, more === null]).toEqual([kind, true, results.length === all]);
    }
  });

  it('of one kind stand in pages, each result on one of them', () => {
    const seen: string[] = [];
    for (let page = 1; ; page += 1) {
      const { groups, pagination } = view({ query: 'technician', kind: 'occupation', page });
      seen.push(...groups.flatMap(({ results }) => results.map(({ href }) => href)));
      if (!pagination?.next) break;
      expect(pagination.next).toContain(`page=${page + 1}`);
    }
    const all = view({ query: 'technician' }).groups.find(({ kind }) => kind === 'occupation')?.total;
    expect([new Set(seen).size, seen.length]).toEqual([all, all]);
  });

  it('end with the last page, whatever page is asked for', () => {
    const { groups, pagination } = view({ query: 'technician', kind: 'occupation', page: 900 });
    expect(groups[0]?.results.length).toBeGreaterThan(0);
    expect(pagination?.next).toBeNull();
  });

  it('are occupations alone where a filter of theirs is chosen', () => {
    const { groups, filtered } = view({ query: 'technician', filter: { ...everything, level: 3 } });
    expect([filtered, groups.map(({ kind }) => kind)]).toEqual([true, ['occupation']]);
  });

  it('say why each was found, what was left aside and how a misspelt word was read', () => {
    const found = view({ query: 'how to become a web developer' });
    expect(found.aside).toEqual(['how', 'to', 'become', 'a']);
    expect(found.groups[0]?.results[0]).toMatchObject({
      title: 'Software developer',
      matched: 'Job title: Web developer',
    });
    expect(view({ query: 'sofware developr' }).corrected).toBe('software developer');
  });

  it('are none where nothing fits, in a sentence', () => {
    expect(view({ query: 'astronaut' })).toMatchObject({ title: 'Nothing found for “astronaut”', groups: [] });
  });
});
