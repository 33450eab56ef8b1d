import { type Db, Mailer } from '@app/platform';
import { testConfig } from '@test/support';
import { type MailSink, startMailSink } from '../production/mail-sink';

/** A mailer with this server; it keeps nothing in a database. */
const mailerFor = (sink: MailSink): Mailer => {
  const config = { ...testConfig('postgres://nobody@127.0.0.1:1/none'), smtpUrl: sink.url };
  return new Mailer(undefined as unknown as Db, config);
};
const mail = (key: string) => ({ to: `${key}@example.test`, subject: `Mail ${key}`, text: 'Hello', key });
const idsIn = (sink: MailSink) => sink.mails.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim());

describe('a mail server', () => {
  let sink: MailSink;
  let mailer: Mailer;
  afterEach(async () => {
    mailer?.onModuleDestroy();
    await sink?.close();
  });

  it('gets many mails over few connections, which are closed in the end', async () => {
    sink = await startMailSink();
    mailer = mailerFor(sink);
    const keys = Array.from({ length: 60 }, (_, at) => `k${at}`);
    await Promise.all(keys.map((key) => mailer.send(mail(key))));
    expect(sink.mails.map(({ to }) => to[0]).sort()).toEqual(keys.map((key) => `${key}@example.test`).sort());
    expect(sink.connections()).toBeLessThanOrEqual(8);
  });

  it('that hangs up before it answers is not sent the same again at once, and later under the same Message-ID', async () => {
    sink = await startMailSink({ unsure: 1 });
    mailer = mailerFor(sink);
    await expect(mailer.send(mail('first'))).rejects.toThrow();
    await mailer.send(mail('second'));
    expect(idsIn(sink)).toEqual(['<first@waymark.test>', '<second@waymark.test>']);
    await mailer.send(mail('first'));
    expect(idsIn(sink)).toEqual(['<first@waymark.test>', '<second@waymark.test>', '<first@waymark.test>']);
  });
});
