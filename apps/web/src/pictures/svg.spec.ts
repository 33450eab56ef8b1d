import { widthOf } from './letters';
import { wrap } from './svg';

it('breaks a title by the width of its letters, and begins no line with a dash', () => {
  expect(widthOf('mmm', 15)).toBeGreaterThan(3 * widthOf('i', 15));
  const title = 'Ordnance munitions and explosives professional (integrated degree) - Safety Professional';
  for (let width = 80; width < 400; width += 7) {
    const lines = wrap(title, width, 15);
    expect(lines.join(' ').replaceAll(/\s+/g, '')).toBe(title.replaceAll(' ', ''));
    expect(lines.filter((line) => line.startsWith('-') || widthOf(line, 15) > width)).toEqual([]);
  }
});
