import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { refuse } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import type { Incoming } from './file-store';

const patience = 30_000;
const away = 'Files cannot be checked for viruses at the moment, so none was stored. Try again later';

/** Has files that arrive looked at by clamd (`CLAMD_URL`, its INSTREAM command); without the setting there is no scan. */
@Injectable()
export class VirusScanner {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Whether files are scanned: the status page says so. */
  get scans(): boolean {
    return this.config.clamdUrl !== null;
  }

  /** @throws Refused when clamd finds something, does not answer, or answers what it never should */
  async scan({ path }: Incoming): Promise<void> {
    if (this.config.clamdUrl === null) return;
    const answer = await ask(new URL(this.config.clamdUrl), path).catch(() => '');
    if (/ FOUND$/.test(answer)) refuse('The selected file contains a virus', 'file');
    if (answer !== 'stream: OK') refuse(away, 'file');
  }
}

/** clamd(8), INSTREAM: chunks, each after its length in four bytes, ended by a length of nought; one line back. */
async function ask(server: URL, path: string): Promise<string> {
  const socket = connect(Number(server.port === '' ? 3310 : server.port), server.hostname);
  socket.setTimeout(patience, () => socket.destroy(new Error('clamd did not answer in time')));
  const answer = read(socket);
  // The answer is awaited below; a socket that fails while we write must not be an unhandled rejection meanwhile.
  answer.catch(() => undefined);
  await write(socket, 'zINSTREAM\0');
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    await write(socket, Buffer.concat([lengthOf(chunk.length), chunk]));
  }
  await write(socket, lengthOf(0));
  return answer;
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

function write(socket: Socket, data: Buffer | string): Promise<void> {
  return new Promise((resolve, reject) => socket.write(data, (error) => (error ? reject(error) : resolve())));
}

async function read(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text.replace(/\0.*$/s, '').trim();
}
