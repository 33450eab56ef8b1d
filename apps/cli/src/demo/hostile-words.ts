/** A text as somebody types it, and as it has to be kept: cleaned of what no reader sees. */
export type Words = { typed: string; kept: string };

/** A text that is kept as it was typed. */
export const plainWords = (text: string): Words => ({ typed: text, kept: text });

/** So many characters a text may have: one of 100 kB is refused, and then cut to them. */
export const longest = 10_000;
const tooLong = 'The work of these four has grown together. '.repeat(2_400);

/** Ten texts of people and programs that mean harm, or whose keyboard does; and what is kept of each. */
export const hostileWords: readonly Words[] = [
  plainWords(`<script>alert("x")</script><img src=x onerror=alert(1)> "><svg/onload=alert(1)>`),
  { typed: 'Before\u0000\u0007\u001B[31mred\u007F after', kept: 'Before[31mred after' },
  { typed: 'Level \u202Efour\u202C is \u200Fright', kept: 'Level four is right' },
  { typed: tooLong, kept: tooLong.slice(0, longest).trim() },
  plainWords('=HYPERLINK("https://evil.example";"Click")\n+1+1\n@SUM(A1:A9)\n-2'),
  { typed: 'Good work \u{1F469}\u200D done \uD83D ok\uFE0F', kept: 'Good work \u{1F469} done \uFFFD ok' },
  plainWords(`'); drop table consultation_response; select pg_sleep(10); --`),
  { typed: 'z\u200Bero w\u200Bidth\uFEFF', kept: 'zero width' },
  plainWords('{{ 7 * 7 }} {% include "layout.njk" %} ${process.env} %s %00 \\u0000'),
  { typed: 'A\u00A0line\r\nand \u0093another\u0094', kept: 'A line\nand “another”' },
];
