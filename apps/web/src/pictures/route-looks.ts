/** How a route looks in every picture: its colours, light to dark, and its sign on 24 by 24, drawn in lines of 2. */
export type RouteLook = { tint: string; middle: string; deep: string; sign: string };

/**
 * The fifteen routes by their official number. The signs stand here alone and templates read them, too; the colours are
 * those of `_routes.scss`, for files that have no style sheet (a spec holds both together). Signs were drawn for Waymark:
 * round ends, nothing filled. They say nothing by themselves: the name of the route always stands beside.
 */
export const routeLooks: Readonly<Record<number, RouteLook>> = {
  1: {
    tint: '#e8f5e1',
    middle: '#426a29',
    deep: '#203b0c',
    sign: 'M12 21v-8M12 13C12 8 9 5 3 5c0 5 3 8 9 8zM12 16c0-4 3-7 9-7 0 4-3 7-9 7z',
  },
  2: {
    tint: '#e9f1fe',
    middle: '#4e5e7a',
    deep: '#283347',
    sign: 'M3 8h18v12H3zM8.5 8V4.5h7V8M3 13.5h7M14 13.5h7M10 12h4v3.5h-4z',
  },
  3: {
    tint: '#ffeae0',
    middle: '#8d4826',
    deep: '#53230a',
    sign: 'M4 10h12v5a5 5 0 0 1-5 5H9a5 5 0 0 1-5-5zM16 11h2.5a2.5 2.5 0 0 1 0 5H16M7.5 3c-1.5 1.5 1.5 2.5 0 4M12 3c-1.5 1.5 1.5 2.5 0 4',
  },
  4: {
    tint: '#faeafd',
    middle: '#774882',
    deep: '#44234c',
    sign: 'M1.5 9.5L12 4.5l10.5 5-10.5 5zM6 12v5c2 2.5 10 2.5 12 0v-5M21.5 10v7',
  },
  5: { tint: '#fceedb', middle: '#805300', deep: '#4a2b00', sign: 'M2.5 12L12 4l9.5 8M5 10v10.5h14V10M10 20v-6h4v6' },
  6: {
    tint: '#ffe8f3',
    middle: '#884266',
    deep: '#501f38',
    sign: 'M4 20l1.2-5L16.3 4 20 7.7 9 18.8zM13.5 6.7l3.8 3.8',
  },
  7: {
    tint: '#e0f3ff',
    middle: '#1d6294',
    deep: '#013658',
    sign: 'M3 4h18v12H3zM8 20.5h8M12 16v4.5M10 7.5L7.5 10l2.5 2.5M14 7.5l2.5 2.5-2.5 2.5',
  },
  8: {
    tint: '#e6f3f8',
    middle: '#48626d',
    deep: '#22363e',
    sign: 'M12 9.5a2.5 2.5 0 1 0 .01 0M12 5.5a6.5 6.5 0 1 0 .01 0M12 2v3M12 19v3M2 12h3M19 12h3M4.9 4.9L7 7M17 17l2.1 2.1M19.1 4.9L17 7M7 17l-2.1 2.1',
  },
  9: {
    tint: '#ffe8ed',
    middle: '#8d4156',
    deep: '#531e2d',
    sign: 'M6 4a2.7 2.7 0 1 0 .01 0M6 14.6a2.7 2.7 0 1 0 .01 0M8.4 8L21 16.5M8.4 16L21 7.5',
  },
  10: { tint: '#daf7f6', middle: '#006f70', deep: '#003e3f', sign: 'M9 3h6v6h6v6h-6v6H9v-6H3V9h6z' },
  11: {
    tint: '#edeeff',
    middle: '#585396',
    deep: '#2f2b59',
    sign: 'M12 3v17.5M8 20.5h8M5 6.5h14M5 6.5L2 14a3 3 0 0 0 6 0zM19 6.5L16 14a3 3 0 0 0 6 0z',
  },
  12: {
    tint: '#e8f0ff',
    middle: '#445c90',
    deep: '#213156',
    sign: 'M12 2.5l8 2.8V11c0 5-3.5 8.5-8 10.5C7.5 19.5 4 16 4 11V5.3zM8.5 11.5l2.5 2.5 4.5-5',
  },
  13: { tint: '#ffe9e6', middle: '#90433f', deep: '#551f1d', sign: 'M3 3.5h9l9 9-8.5 8.5L3 11.5zM7.5 8h.01' },
  14: {
    tint: '#fee9f8',
    middle: '#814575',
    deep: '#4b2143',
    sign: 'M12 20.5C4.5 15 3 12 3 8.8A4.6 4.6 0 0 1 12 7a4.6 4.6 0 0 1 9 1.8c0 3.2-1.5 6.2-9 11.7z',
  },
  15: {
    tint: '#f1f2dc',
    middle: '#626200',
    deep: '#363600',
    sign: 'M1.5 5.5H14V16H1.5zM14 9.5h4.5l4 3.5v3H14M6 16a2 2 0 1 0 .01 0M18 16a2 2 0 1 0 .01 0',
  },
};

/** Of a route that came later, and of what stands on none: the colours of the brand. */
const another: RouteLook = {
  tint: '#e6f0ee',
  middle: '#1f4e4a',
  deep: '#143633',
  sign: 'M12 21V4M12 5h7l2.5 3-2.5 3h-7M12 12H5.5L3 14.5 5.5 17H12',
};

/** The look of the route with this official number. */
export const lookOf = (officialId: number | null): RouteLook =>
  (officialId === null ? undefined : routeLooks[officialId]) ?? another;

/** The sign of that route, for templates. */
export const signOf = (officialId: number | string): string => lookOf(Number(officialId)).sign;
