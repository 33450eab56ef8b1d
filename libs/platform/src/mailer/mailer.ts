import { newId } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { CONFIG, type Config } from '../config';
import { Db } from '../database/db';

/** One plain-text mail. `key` is its cause: the same key is kept once in the dev inbox and makes the Message-ID. */
export type Mail = {
  to: string;
  subject: string;
  text: string;
  headers?: Record<string, string>;
  key: string;
};

/** Sends mail by SMTP_URL, or keeps it in the database, to be read at /dev/inbox. Throws when it can't. */
@Injectable()
export class Mailer {
  private readonly transport: Transporter | null;

  constructor(
    private readonly db: Db,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.transport = config.smtpUrl === null ? null : createTransport(config.smtpUrl, { from: config.mailFrom });
  }

  async send(mail: Mail): Promise<void> {
    const headers = mail.headers ?? {};
    if (this.transport === null) {
      await this.db.write((tx) =>
        tx.rows(
          `insert into dev_inbox (id, key, recipient, subject, body, headers) values ($1,$2,$3,$4,$5,$6)
           on conflict (key) do nothing`,
          [newId(), mail.key, mail.to, mail.subject, mail.text, JSON.stringify(headers)],
        ),
      );
      return;
    }
    await this.transport.sendMail({
      from: this.config.mailFrom,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      headers,
      messageId: `<${mail.key.replaceAll(/[^\w.-]/g, '-')}@${new URL(this.config.baseUrl).hostname}>`,
    });
  }
}
