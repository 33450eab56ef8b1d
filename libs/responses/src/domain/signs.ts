/** What hints at a reason not to publish a text as it is: from patterns and a list of words. It decides nothing. */
export const signs = {
  'personal-data': 'personal data',
  link: 'link',
  profanity: 'profanity',
} as const;
export type Sign = keyof typeof signs;

const patterns: Readonly<Record<Sign, readonly RegExp[]>> = {
  'personal-data': [
    /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+\.[\p{L}\p{N}.-]+/gu,
    // A British telephone number, as people write it.
    /(?<![\p{L}\p{N}])(?:\+44[\s-]?|0)(?:\d[\s-]?){9,10}(?!\d)/gu,
    /(?<![\p{L}\p{N}])[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}(?![\p{L}\p{N}])/gu,
    // A National Insurance number.
    /(?<![\p{L}\p{N}])[A-CEGHJ-PR-TW-Z]{2}\s?(?:\d{2}\s?){3}[A-D](?![\p{L}\p{N}])/giu,
  ],
  link: [
    /(?:https?:\/\/|www\.)\S+|(?<![@\p{L}\p{N}.-])[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.(?:com|org|net|uk|io|eu|info|biz)(?![\p{L}\p{N}])/giu,
  ],
  profanity: [
    /(?<![\p{L}\p{N}])(?:arse(?:hole)?s?|bastards?|bitch(?:es)?|bloody|bollocks|bullshit|crap|crooks?|cunts?|damn|dick(?:head)?s?|fuck\p{L}*|idiots?|morons?|piss\p{L}*|prick|shit\p{L}*|sluts?|tosser|twats?|wank\p{L}*|whores?)(?![\p{L}\p{N}])/giu,
  ],
};

/** How often each sign stands in a text; those that do not are left out. */
export function signsOf(text: string): { sign: Sign; count: number }[] {
  const counts = Object.keys(signs) as Sign[];
  return counts.flatMap((sign) => {
    const count = patterns[sign].reduce((sum, pattern) => sum + (text.match(pattern)?.length ?? 0), 0);
    return count === 0 ? [] : [{ sign, count }];
  });
}

/** The passages that a moderator is offered to leave out: what looks like personal data or a link, and words of the list. */
export function suspectsIn(text: string): { from: number; to: number; sign: Sign }[] {
  const all = (Object.keys(signs) as Sign[]).flatMap((sign) =>
    patterns[sign].flatMap((pattern) =>
      [...text.matchAll(pattern)].map((found) => ({ from: found.index, to: found.index + found[0].length, sign })),
    ),
  );
  const apart: typeof all = [];
  for (const one of all.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = apart.at(-1);
    if (last === undefined || last.to <= one.from) apart.push(one);
  }
  return apart;
}
