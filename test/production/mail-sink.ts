import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail as it came over the wire: its envelope, and its source with headers. */
export type SunkMail = { to: string[]; source: string };

/** A mail server that takes everything and delivers nothing; how many connections were made to it. */
export type MailSink = { url: string; mails: SunkMail[]; connections: () => number; close: () => Promise<void> };

/** Starts one on 127.0.0.1, on a free port. It hangs up on the first `unsure` mails when it has taken them, without a word. */
export async function startMailSink({ unsure = 0 } = {}): Promise<MailSink> {
  const mails: SunkMail[] = [];
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    converse(socket, mails, unsure);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** As much of SMTP as a client needs that has nothing to hide. */
function converse(socket: Socket, mails: SunkMail[], unsure: number): void {
  let [text, to, inData] = ['', [] as string[], false];
  const say = (line: string): void => void socket.write(`${line}\r\n`);
  const command = (line: string): void => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'RCPT') to.push(/<([^>]*)>/.exec(line)?.[1] ?? '');
    if (verb === 'DATA') inData = true;
    if (verb === 'QUIT') socket.end('221 bye\r\n');
    else say(verb === 'DATA' ? '354 go on' : '250 fine');
  };
  say('220 sink');
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    for (;;) {
      const end = inData ? '\r\n.\r\n' : '\r\n';
      const at = text.indexOf(end);
      if (at === -1) return;
      const part = text.slice(0, at);
      text = text.slice(at + end.length);
      if (!inData) {
        command(part);
        continue;
      }
      mails.push({ to, source: part });
      [inData, to] = [false, []];
      if (mails.length <= unsure) socket.destroy();
      else say('250 taken');
    }
  });
}
