import { attachment, cleanFileName } from './file-name';

describe('the name of a file', () => {
  it.each([
    ['C:\\Users\\Jo\\letter.pdf', 'letter.pdf'],
    ['../../etc/passwd', 'passwd.pdf'],
    ['invoice.pdf.exe', 'invoice pdf.pdf'],
    ['gepj\u202efdp.exe', 'gepjfdp.pdf'],
    ['a\u0000b\r\nc\u200b.pdf', 'abc.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['Smith & Co. Ltd.pdf', 'Smith & Co Ltd.pdf'],
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

  it('is at most 100 characters long, and none of them is cut in half', () => {
    expect([...cleanFileName(`${'😀'.repeat(300)}.pdf`, 'pdf')]).toHaveLength(104);
  });

  it('is served in full and in ASCII, and cannot leave its header', () => {
    expect(attachment(`Café "1" O'Neil.pdf`)).toBe(
      `attachment; filename="Caf_ _1_ O'Neil.pdf"; filename*=UTF-8''Caf%C3%A9%20%221%22%20O%27Neil.pdf`,
    );
  });
});
