import { loadSeed } from '../seed';
import { shortTitles } from './short-title';

const all = Object.values(loadSeed().state.occupations).map(({ title }) => title);

it.each([
  // A long beginning that five occupations share, abbreviated as the field does.
  ['Digital and technology solutions professional - cyber security professional', 'DTS: cyber security professional'],
  ['Information communications technician - Network Technician', 'ICT: Network Technician'],
  // The beginning and the option end alike: once is enough.
  [
    'Digital support technician - Digital Service Technician (DST)',
    'Digital support: Digital Service Technician (DST)',
  ],
  ['Photographic assistant - Assistant Photographer', 'Photographic: Assistant Photographer'],
  [
    'Passenger transport driver - bus and coach or tram - Bus and coach driver',
    'Passenger transport: Bus and coach driver',
  ],
  // The option says it all.
  ['Baker - Craft baker', 'Craft baker'],
  ['Stonemason - Banker Stonemason', 'Banker Stonemason'],
  ['Plasterer - solid Plasterer', 'Solid Plasterer'],
  [
    'Advertising and media executive - Advertising & media executive creative specialist',
    'Advertising & media executive creative specialist',
  ],
  // It is one of those that the beginning names.
  ['Assistant buyer and assistant merchandiser - Assistant buyer', 'Assistant buyer'],
  ['Bespoke cutter and tailor - Tailor', 'Tailor'],
  // A part of the work alone would say too little.
  [
    'Professional accounting or taxation technician - Accounting',
    'Professional accounting or taxation technician: Accounting',
  ],
  ['Equine groom - Breeding', 'Equine groom: Breeding'],
  // Qualifications, years and issues say nothing about the work; what is done it with does.
  ['Architect (integrated degree)', 'Architect'],
  ['Registered nurse - degree (NMC 2010) - Adult', 'Registered nurse: Adult'],
  ['Building services engineering technician 2022', 'Building services engineering technician'],
  ['Vet technician (livestock)', 'Vet technician (livestock)'],
  ['Software developer', 'Software developer'],
])('%s', (title, short) => {
  expect(all).toContain(title);
  expect(shortTitles(all)(title)).toBe(short);
});

it('makes no two titles of the maps the same: they stay whole instead', () => {
  const short = all.map(shortTitles(all));
  expect(new Set(short).size).toBe(new Set(all).size);
  expect(shortTitles(all)('Nursing associate (NMC 2018)')).toBe('Nursing associate (NMC 2018)');
});

it('makes no title longer, nor one of nothing', () => {
  for (const title of all) {
    const short = shortTitles(all)(title);
    expect(short.length).toBeGreaterThan(3);
    expect(short.length).toBeLessThanOrEqual(title.length);
  }
});
