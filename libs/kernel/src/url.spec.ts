import { urlIn } from './url';

it('reads an address with letters beyond ASCII however often it is asked', () => {
  const wrong = Array.from({ length: 30_000 }, () => urlIn('https://bücher.example/ü')?.href).filter(
    (href) => href !== 'https://xn--bcher-kva.example/%C3%BC',
  );
  expect(wrong).toEqual([]);
  expect([urlIn('/ü', 'https://a.example')?.href, urlIn('//[')]).toEqual(['https://a.example/%C3%BC', null]);
});
