import fc from 'fast-check';
import { grounds, groundsOf, type Ground } from './grounds';
import { markGaps, marked, type Passage, passagesIn, withoutPassages } from './redaction';
import { signsOf, suspectsIn } from './signs';

const text = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '[', ']', 'é', '\n', '🙂'),
  minLength: 1,
  maxLength: 40,
});
/** A text, and passages of it that do not overlap. */
const withPassages = text.chain((given) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: given.length }), { maxLength: 8 })
    .chain((cuts) => {
      const at = cuts.sort((a, b) => a - b);
      const spans = at.flatMap((from, no) =>
        no % 2 === 0 && at[no + 1] !== undefined ? [{ from, to: at[no + 1] }] : [],
      );
      return fc
        .array(fc.constantFrom(...groundsOf('passage')), { minLength: spans.length, maxLength: spans.length })
        .map((chosen) => spans.map((span, no): Passage => ({ ...span, ground: chosen[no] })));
    })
    .map((passages) => ({ given, passages })),
);

describe('passages that are left out', () => {
  it('are found again where they were marked, in a text without marks of its own', () => {
    fc.assert(
      fc.property(withPassages, ({ given, passages }) => {
        fc.pre(!/[[\]]/.test(given));
        const spans = passages.map(({ from, to }) => ({ from, to }));
        expect(passagesIn(given, marked(given, passages))).toEqual(spans);
      }),
    );
  });

  it('are never of another text: whatever is typed, what was found is a part of the text that was sent', () => {
    fc.assert(
      fc.property(text, text, (given, typed) => {
        for (const { from, to } of passagesIn(given, typed) ?? []) {
          expect(from).toBeLessThan(to);
          expect(to).toBeLessThanOrEqual(given.length);
        }
        const kept = typed.replaceAll('[[', '').replaceAll(']]', '');
        if (kept !== given.replaceAll('[[', '').replaceAll(']]', '')) expect(passagesIn(given, typed)).toBeNull();
      }),
    );
  });

  it('are not in what is published; what stands around them is, and each gap says why', () => {
    fc.assert(
      fc.property(withPassages, ({ given, passages }) => {
        const said = withoutPassages(given, passages);
        let rest = said;
        let at = 0;
        for (const { from, to, ground } of passages) {
          const before = `${given.slice(at, from)}[removed: ${grounds[ground].removed}]`;
          expect(rest.startsWith(before)).toBe(true);
          rest = rest.slice(before.length);
          at = to;
        }
        expect(rest).toBe(given.slice(at));
      }),
    );
  });

  it('are refused where the text was changed, none is marked, or too many are', () => {
    const gap = (typed: string) => markGaps(passagesIn('Ask Jane.', typed))[0]?.text;
    expect(gap('Ask [[Jane]].')).toBeUndefined();
    expect(gap('Ask [[Joan]].')).toMatch('Change nothing but the marks');
    expect(gap('Ask [[Jane.')).toMatch('Change nothing but the marks');
    expect(gap('Ask [[]]Jane.')).toMatch('Change nothing but the marks');
    expect(gap('Ask Jane.')).toMatch('round what to leave out');
    const many = Array.from({ length: 21 }, (_, no) => ({ from: no * 2, to: no * 2 + 1 }));
    expect(markGaps(many)[0]?.text).toMatch('20 passages or fewer');
  });

  it('keep marks that the sender typed as part of the text', () => {
    expect(passagesIn('See [[1]] for Jane', 'See [[1]] for [[Jane]]')).toEqual([{ from: 14, to: 18 }]);
  });

  it('have a ground that may be one of passages, and a text one of texts', () => {
    expect(groundsOf('passage')).not.toContain('spam' satisfies Ground);
    expect(groundsOf('text')).not.toContain('personal-data' satisfies Ground);
  });
});

describe('signs of a reason to look twice', () => {
  it.each([
    ['Write to sam.whitlock@example.org or 01632 960 118', [{ sign: 'personal-data', count: 2 }]],
    ['Ring +44 20 7946 0958', [{ sign: 'personal-data', count: 1 }]],
    ['I live at SW1A 1AA', [{ sign: 'personal-data', count: 1 }]],
    ['QQ 12 34 56 C is no number; AB 12 34 56 C looks like one', [{ sign: 'personal-data', count: 1 }]],
    ['See audits.example.com/offer and https://example.test/x', [{ sign: 'link', count: 2 }]],
    ['They are a pack of crooks', [{ sign: 'profanity', count: 1 }]],
    ['The class in Scunthorpe assesses Dickens; 2024 to 2026; level 3.', []],
    ['', []],
  ])('%s', (given, found) => {
    expect(signsOf(given)).toEqual(found);
  });

  it('offer passages that lie apart, within the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a@b.example', ' ', 'www.x.com', 'shit', '07700 900123', 'x'), { maxLength: 8 }),
        (parts) => {
          const given = parts.join('');
          let end = 0;
          for (const { from, to } of suspectsIn(given)) {
            expect(from).toBeGreaterThanOrEqual(end);
            expect(to).toBeLessThanOrEqual(given.length);
            end = to;
          }
        },
      ),
    );
  });
});
