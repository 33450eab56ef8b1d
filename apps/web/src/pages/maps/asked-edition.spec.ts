import { askedEdition, withinEdition } from './asked-edition';

describe('the edition that an address asks for', () => {
  it('is one by its number, the end of a day in London, or an instant', () => {
    expect(askedEdition({ edition: '3' })).toEqual({ no: 3 });
    expect(askedEdition({ 'as-of': '2026-07-01' })).toMatchObject({ at: new Date('2026-07-01T22:59:59.999Z') });
    expect(askedEdition({ 'as-of': '2026-07-01T09:30:00+01:00' })).toMatchObject({
      at: new Date('2026-07-01T08:30:00Z'),
    });
    expect(askedEdition({ level: '3' })).toBeNull();
  });

  it('has to be a number or a date', () => {
    for (const wrong of ['0', '-1', '1.5', 'three']) {
      expect(() => askedEdition({ edition: wrong })).toThrow('Enter the number of an edition');
    }
    for (const wrong of ['yesterday', '2026-02-30', '2026-13-01T00:00:00Z']) {
      expect(() => askedEdition({ 'as-of': wrong })).toThrow('Enter a');
    }
  });
});

describe('a page of an earlier edition', () => {
  it('leads on within that edition, and out of it only where it says so', () => {
    const html =
      '<a class="x" href="/maps/digital#a">A</a><a href="/occupations/OCC0116">B</a><a href="/maps?level=3">C</a>' +
      '<a href="/about">D</a><a data-current href="/maps/digital">E</a>';
    expect(withinEdition(html, 2)).toBe(
      '<a class="x" href="/maps/digital?edition=2#a">A</a><a href="/occupations/OCC0116?edition=2">B</a>' +
        '<a href="/maps?level=3&amp;edition=2">C</a><a href="/about">D</a><a data-current href="/maps/digital">E</a>',
    );
  });
});
