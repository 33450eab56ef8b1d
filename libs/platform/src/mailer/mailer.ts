import { newId } from '@app/kernel';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config';
import { Db } from '../database/db';
import { Together } from '../database/together';

/** One plain-text mail. `key` is its cause: the same key is kept once in the dev inbox and makes the Message-ID. */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
  key: string;
};

/** So many connections to the mail server are kept open, while there is something to send. */
const connections = 8;
/** Milliseconds after which a mail is given up: it is tried again, and meanwhile others go over the connection. */
const patience = 30_000;

/** Sends mail by SMTP_URL, or keeps it in the database, to be read at /dev/inbox. Throws when it can't. */
@Injectable()
export class Mailer implements OnModuleDestroy {
  private readonly transport: Transporter | null;
  private readonly inbox = new Together<Mail>((mails) => this.keep(mails));

  constructor(
    private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.transport = config.smtpUrl === null ? null : transportTo(config.smtpUrl);
  }

  onModuleDestroy(): void {
    this.transport?.close();
  }

  async send(mail: Mail): Promise<void> {
    if (this.transport === null) return this.inbox.add(mail);
    await this.transport.sendMail({
      from: this.config.mailFrom,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      headers: mail.headers ?? {},
      messageId: `<${mail.key.replaceAll(/[^\w.-]/g, '-')}@${new URL(this.config.baseUrl).hostname}>`,
      signal: AbortSignal.timeout(patience),
    });
  }

  private async keep(mails: readonly Mail[]): Promise<void> {
    await this.db.write((tx) =>
      tx.rows(
        `insert into dev_inbox (id, key, recipient, subject, body, headers)
         select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::jsonb[])
         on conflict (key) do nothing`,
        [
          mails.map(() => newId()),
          mails.map(({ key }) => key),
          mails.map(({ to }) => to),
          mails.map(({ subject }) => subject),
          mails.map(({ text }) => text),
          mails.map(({ headers }) => JSON.stringify(headers ?? {})),
        ],
      ),
    );
  }
}

/**
 * Kept connections. A message whose connection broke before the answer may have arrived: it is not sent again here at
 * once, but later, under the same Message-ID, by who keeps count of the attempts.
 */
function transportTo(url: string): Transporter {
  return createTransport({
    url,
    pool: true,
    maxConnections: connections,
    maxRequeues: 0,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
}
