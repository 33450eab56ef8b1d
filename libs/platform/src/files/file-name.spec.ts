import fc from 'fast-check';
import { attachment, cleanFileName } from './file-name';

describe('the name of a file', () => {
  it.each([
    ['C:\\Users\\Jo\\letter.pdf', 'letter.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['invoice.pdf.exe', 'invoice.pdf'],
    ['setup.exe.pdf', 'setup.pdf'],
    ['minutes.docx.pdf', 'minutes.docx.pdf'],
    ['Evidence v1.2 final.pdf', 'Evidence v1.2 final.pdf'],
    ['Evidence v1.2', 'Evidence v1.2.pdf'],
    ['Letter to St.James', 'Letter to St.James.pdf'],
    ['report 2026.11.24.PDF', 'report 2026.11.24.pdf'],
    ['NUL.pdf', 'NUL_.pdf'],
    ['...pdf', 'pdf.pdf'],
    ['\u3164\u2800\ufeff.pdf', 'pdf.pdf'],
    ['gepj\u202efdp.exe', 'gepjfdp.pdf'],
    ['a\u0000b\r\nc\u200b.pdf', 'abc.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['Smith & Co. Ltd.pdf', 'Smith & Co. Ltd.pdf'],
    ['a"b<c>|d?.pdf', 'a b c d.pdf'],
    ['', 'file.pdf'],
  ])('%j becomes %s', (given, clean) => expect(cleanFileName(given, 'pdf')).toBe(clean));

  it('keeps letters of all languages, as one form of each', () => {
    expect(cleanFileName('Cafe\u0301 調査.pdf', 'pdf')).toBe('Café 調査.pdf');
  });

  it('has the ending that fits its content', () => {
    expect(cleanFileName('photo.JPEG', 'jpeg')).toBe('photo.jpeg');
    expect(cleanFileName('photo.png', 'jpeg')).toBe('photo.jpg');
  });

  it('is at most 100 letters and 200 bytes long, and none of them is cut in half', () => {
    expect(cleanFileName(`${'a. '.repeat(200)}.pdf`, 'pdf')).toMatch(/^.{97,100}a\.pdf$/);
    expect(cleanFileName(`${'😀'.repeat(300)}.pdf`, 'pdf')).toBe(`${'😀'.repeat(50)}.pdf`);
    expect(cleanFileName(`${'🇬🇧'.repeat(300)}.pdf`, 'pdf')).toBe(`${'🇬🇧'.repeat(25)}.pdf`);
  });

  it('is the same when it is cleaned again', () => {
    const names = fc.array(
      fc.oneof(fc.constantFrom('.', ' ', '.pdf', '.exe', 'v1.2', '\u202e', 'CON', '/', ':'), fc.string()),
    );
    fc.assert(
      fc.property(names, (parts) => {
        const once = cleanFileName(parts.join(''), 'pdf');
        expect(once).toMatch(/^[^/\\<>:"|?*\p{C}]+\.pdf$/u);
        expect(cleanFileName(once, 'pdf')).toBe(once);
      }),
    );
  });

  it('is served in full and in ASCII, and cannot leave its header', () => {
    expect(attachment(`Café "1" O'Neil.pdf`)).toBe(
      `attachment; filename="Caf_ _1_ O'Neil.pdf"; filename*=UTF-8''Caf%C3%A9%20%221%22%20O%27Neil.pdf`,
    );
  });
});
