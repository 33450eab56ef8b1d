import fc from 'fast-check';
import { emailAddress, isEmailAddress, normalEmail, wrongEmail } from './email';

describe('the normal form of an e-mail address', () => {
  it.each([
    ['capitals', 'Ada.Amin@Example.TEST'],
    ['spaces around it', '  ada.amin@example.test\t\r\n'],
    ['a no-break space at its end', 'ada.amin@example.test\u00A0'],
    ['a no-break space in it', 'ada.amin\u00A0@example.test'],
    ['thin, narrow and ideographic spaces', '\u2009ada.amin\u202F@example\u3000.test'],
    ['a zero width space, a joiner and a byte order mark', '\uFEFFada\u200B.amin\u200D@example.test'],
    ['a soft hyphen and a mark of direction', 'ada.\u00ADamin@\u200Eexample.test\u202C'],
    ['a hangul filler and a variation selector', 'ada.amin\u3164@example\uFE0F.test'],
    ['full width letters and at sign', 'ａｄａ.amin＠example．test'],
    ['a dot at the end of the host', 'ada.amin@example.test.'],
    ['an ideographic full stop in the host', 'ada.amin@example。test'],
  ])('is the same with %s', (_, typed) => {
    expect(normalEmail(typed)).toBe('ada.amin@example.test');
  });

  it.each([
    ['STRASSE@BÜCHER.example', 'strasse@xn--bcher-kva.example'],
    ['a@xn--BCHER-kva.example', 'a@xn--bcher-kva.example'],
    ['\u212Aim@example.test', 'kim@example.test'],
    ['ﬁn@example.test', 'fin@example.test'],
    ['İda@example.test', 'i\u0307da@example.test'],
    ['ΟΔΟΣ@example.test', 'οδοσ@example.test'],
    ['ada.amin+maps@gmail.com', 'ada.amin+maps@gmail.com'],
    ['adaamin@gmail.com', 'adaamin@gmail.com'],
    ['Ada', 'ada'],
    ['ada@', 'ada@'],
    ['a@b@Example.test', 'a@b@example.test'],
  ])('of %s is %s', (typed, normal) => {
    expect(normalEmail(typed)).toBe(normal);
  });

  it('does not depend on the locale: an I is an i', () => {
    expect(normalEmail('INFO@KIDI.EXAMPLE')).toBe('info@kidi.example');
  });

  it('of a normal form is itself, holds no white space and no capital of ASCII, whatever was typed', () => {
    const hostile = fc.stringMatching(
      /^[a-zA-Z@. \u00A0\u00AD\u0130\u0301\u03A3\u03C2\u200B\u1E9E\u212A\uFF20ﬁßıſ]{0,30}$/,
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress(), hostile), (text) => {
        const normal = normalEmail(text);
        expect(normalEmail(normal)).toBe(normal);
        expect(normal).not.toMatch(/[\sA-Z]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the field that takes an address', () => {
  const read = (given: unknown) => emailAddress.safeParse(given);

  it.each([
    ['ada@example.test\u00A0', 'ada@example.test'],
    ['\u00A0 Ada\u200B@Example.test ', 'Ada@Example.test'],
    ['o’brien@example.test', "o'brien@example.test"],
    ['ada@bücher.example', 'ada@bücher.example'],
    [`${'a'.repeat(64)}@example.test`, `${'a'.repeat(64)}@example.test`],
  ])('takes %j and keeps %j', (typed, kept) => {
    expect(read(typed)).toMatchObject({ success: true, data: kept });
  });

  it.each([
    ['nothing', ''],
    ['a field that is missing', undefined],
    ['two values', ['a@example.test', 'b@example.test']],
    ['no at sign', 'ada'],
    ['no host', 'ada@'],
    ['a host of one label', 'ada@localhost'],
    ['a number as a host', 'ada@127.0.0.1'],
    ['two at signs', 'ada@b@example.test'],
    ['two addresses', 'ada@example.test,bo@example.test'],
    ['a plain space in it', 'ada amin@example.test'],
    ['a name and an address', 'Ada <ada@example.test>'],
    ['dots that no mailbox has', 'ada..amin@example.test'],
    ['a dot before the at sign', 'ada.@example.test'],
    ['letters that no mail server takes for a mailbox', 'аda@example.test'],
    ['a label that begins with a hyphen', 'ada@-example.test'],
    [
      'more than 254 characters',
      `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.${'f'.repeat(20)}`,
    ],
  ])('refuses %s, always in the same words', (_, typed) => {
    expect(read(typed).error?.issues.map(({ message }) => message)).toEqual([wrongEmail]);
  });

  it('takes what is taken as an address in its normal form, too', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        fc.pre(isEmailAddress(text));
        expect(isEmailAddress(normalEmail(text))).toBe(true);
      }),
    );
  });
});
