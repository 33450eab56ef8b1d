import { loadSeed, PublishedMap } from '@app/occupational-map';
import { anEdition } from '@app/occupational-map/testing';
import type { OnTheWay } from './around';
import { consultedOnOccupation, consultedOnRoute } from './consulted';

const map = new PublishedMap(anEdition, loadSeed().state);
const developer = map.occupation('OCC0116')?.occupation;
const placed = map.state.placements['OCC0116'];
type Subject = OnTheWay['subjects'][number];

const about = (subject: Partial<Subject>): OnTheWay => ({
  reference: 'C0001',
  title: 'What now?',
  opensAt: anEdition.publishedAt,
  closesAt: anEdition.publishedAt,
  standing: 'open',
  subjects: [{ kind: 'occupation', ref: 'OCC9999', title: 'Another', occupation: null, route: null, ...subject }],
  daysLeft: 3,
});
const onDeveloper = (subject: Partial<Subject>) =>
  consultedOnOccupation(map, [about(subject)], developer ?? { reference: '', title: '' }).length;
const onRoute = (route: string, subject: Partial<Subject>) => consultedOnRoute(map, [about(subject)], route).length;

describe('the consultations that the page of an occupation links', () => {
  it('cover it, its cluster, its pathway or its route, or propose it', () => {
    expect(onDeveloper({ ref: 'OCC0116', occupation: 'OCC0116' })).toBe(1);
    expect(onDeveloper({ kind: 'route', ref: placed?.route })).toBe(1);
    expect(onDeveloper({ kind: 'pathway', ref: placed?.pathway ?? '' })).toBe(1);
    expect(onDeveloper({ kind: 'cluster', ref: placed?.cluster ?? '' })).toBe(1);
    expect(onDeveloper({ kind: 'proposal', ref: 'an id', title: developer?.title })).toBe(1);
    expect(onDeveloper({ kind: 'route', ref: 'catering-and-hospitality' })).toBe(0);
    expect(onDeveloper({ ref: 'OCC0128', occupation: 'OCC0128' })).toBe(0);
    expect(onDeveloper({ kind: 'revision', ref: 'an id', title: developer?.title })).toBe(0);
  });
});

describe('the consultations that the map of a route links', () => {
  it('cover it, or what stands on it or is proposed for it', () => {
    const route = placed?.route ?? '';
    expect(onRoute(route, { kind: 'route', ref: route })).toBe(1);
    expect(onRoute(route, { kind: 'pathway', ref: placed?.pathway ?? '' })).toBe(1);
    expect(onRoute(route, { kind: 'cluster', ref: placed?.cluster ?? '' })).toBe(1);
    expect(onRoute(route, { ref: 'OCC0116', occupation: 'OCC0116' })).toBe(1);
    expect(onRoute(route, { kind: 'proposal', ref: 'an id', route })).toBe(1);
    expect(onRoute('catering-and-hospitality', { kind: 'pathway', ref: placed?.pathway ?? '' })).toBe(0);
    expect(onRoute('catering-and-hospitality', { ref: 'OCC0116', occupation: 'OCC0116' })).toBe(0);
  });

  it('are named with the time until which they are open, and their page', () => {
    const [line] = consultedOnRoute(map, [about({ kind: 'route', ref: 'digital' })], 'digital');
    expect(line).toEqual({
      text: expect.stringMatching(/^Consultation open until .*: What now\?$/),
      href: '/consultations/C0001',
    });
  });
});
