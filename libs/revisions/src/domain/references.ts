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

/** The next free reference of an option of this core: OCC0397C after OCC0397A and OCC0397B. Letters are not used twice. */
export function nextOptionReference(core: string, used: Iterable<string>): string {
  const taken = new Set(used);
  const letter = (number: number): string => String.fromCharCode(65 + number);
  for (let number = 0; ; number += 1) {
    const letters = number < 26 ? letter(number) : letter(Math.floor(number / 26) - 1) + letter(number % 26);
    if (!taken.has(core + letters)) return core + letters;
  }
}
