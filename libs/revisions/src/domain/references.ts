/** Numbers from here on are illustrative: the official ones come from below. */
const illustrativeFrom = 9000;

/** The next free reference of an occupation: one above the highest number ever used, so that none is used twice. */
export function nextReference(used: Iterable<string>): string {
  let highest = 0;
  for (const reference of used) {
    const number = Number(/^OCC(\d+)/.exec(reference)?.[1] ?? 0);
    if (number > highest && number < illustrativeFrom) highest = number;
  }
  return `OCC${String(highest + 1).padStart(4, '0')}`;
}
