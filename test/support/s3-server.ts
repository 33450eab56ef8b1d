import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the server misbehaves: in the middle of a body that it takes or gives, before it answers, or by its answer. */
export type Failing = 'cuts' | 'hangs' | 'hangs half way' | 'is busy';

/** A bucket on a server of this process that speaks as much of the S3 protocol as a store of files needs. */
export type S3Server = {
  place: { url: string; region: string; keyId: string; secret: string };
  objects: Map<string, { bytes: Buffer; writtenAt: Date }>;
  /** What it was asked, as `METHOD key`, those that it failed included. */
  asked: string[];
  /** How the next so many requests fail, all from now on when no number is given; `null`: none. */
  fail: (how: Failing | null, times?: number) => void;
  /** How many keys a page of a list has at most. */
  pageSize: number;
  /** How many answers nobody waits for any more. */
  left: number;
  /** Cuts every connection; new ones are taken. */
  drop: () => void;
  close: () => Promise<void>;
};

type Refusal = { status: number; code: string };
type Asked = { request: IncomingMessage; url: URL; body: Buffer };

const bucket = 'evidence';

/**
 * Starts the server on 127.0.0.1, with path-style addresses. It takes no request that is not signed as Amazon's
 * Signature Version 4 says ("Create a signed AWS API request"), computed here from its definition.
 */
export async function startS3(port = 0): Promise<S3Server> {
  const objects: S3Server['objects'] = new Map();
  const failing: { how: Failing | null; left: number } = { how: null, left: 0 };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: listening } = server.address() as AddressInfo;
  const s3: S3Server = {
    place: {
      url: `http://127.0.0.1:${listening}/${bucket}`,
      region: 'eu-west-2',
      keyId: 'WAYMARKTESTKEY',
      secret: 'a/secret+with=all that needs care',
    },
    objects,
    asked: [],
    fail: (how, times = Number.POSITIVE_INFINITY) => void Object.assign(failing, { how, left: times }),
    pageSize: 1000,
    left: 0,
    drop: () => server.closeAllConnections(),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', s3.place.url);
    s3.asked.push(`${request.method} ${url.pathname.slice(bucket.length + 2)}`);
    const how = failing.left > 0 ? failing.how : null;
    failing.left -= 1;
    if (how === 'hangs') return;
    if (how === 'cuts' && request.method === 'PUT') return void request.once('data', () => request.destroy());
    const body = await bytesOf(request).catch(() => null);
    if (body === null) return;
    if (how === 'is busy') return refuse(response, { status: 503, code: 'SlowDown' });
    const asked = { request, url, body };
    const refusal = refusalOf(s3.place, asked);
    if (refusal !== null) return refuse(response, refusal);
    if (url.pathname === `/${bucket}` && request.method === 'GET') return listing(s3, url, response);
    answer(s3, asked, response, how);
  }
  return s3;
}

function answer(s3: S3Server, { request, url, body }: Asked, response: ServerResponse, how: Failing | null): void {
  const key = decodeURIComponent(url.pathname.slice(bucket.length + 2));
  if (request.method === 'PUT') s3.objects.set(key, { bytes: body, writtenAt: new Date() });
  if (request.method === 'PUT') return void response.writeHead(200).end();
  if (request.method === 'DELETE') {
    s3.objects.delete(key);
    return void response.writeHead(204).end();
  }
  const found = s3.objects.get(key);
  if (found === undefined) return refuse(response, { status: 404, code: 'NoSuchKey' });
  const headers = { 'content-length': found.bytes.length, 'last-modified': found.writtenAt.toUTCString() };
  response.writeHead(200, headers);
  if (request.method === 'HEAD') return void response.end();
  if (how === null) return void response.end(found.bytes);
  response.once('close', () => (s3.left += 1));
  response.write(found.bytes.subarray(0, found.bytes.length / 2), () => {
    if (how === 'cuts') response.destroy();
  });
}

function listing({ objects, pageSize }: S3Server, url: URL, response: ServerResponse): void {
  const asked = (name: string): string => url.searchParams.get(name) ?? '';
  const keys = [...objects.keys()].filter(
    (key) => key.startsWith(asked('prefix')) && key > asked('continuation-token'),
  );
  const page = keys.sort().slice(0, Math.min(pageSize, Number(url.searchParams.get('max-keys') ?? pageSize)));
  const more = page.length < keys.length;
  const entries = page.map((key) => {
    const { bytes, writtenAt } = objects.get(key) ?? { bytes: Buffer.alloc(0), writtenAt: new Date() };
    const facts = `<LastModified>${writtenAt.toISOString()}</LastModified><Size>${bytes.length}</Size>`;
    return `<Contents><Key>${key}</Key>${facts}</Contents>`;
  });
  const next = more ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const body = `<IsTruncated>${more}</IsTruncated>${next}${entries.join('')}`;
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><ListBucketResult>${body}</ListBucketResult>`);
}

/** As Amazon does, a refusal repeats what was signed and by which key: none of it may show anywhere. */
function refuse(response: ServerResponse, { status, code }: Refusal): void {
  const repeated = '<AWSAccessKeyId>WAYMARKTESTKEY</AWSAccessKeyId><StringToSign>AWS4-HMAC-SHA256</StringToSign>';
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>No</Message>${repeated}</Error>`);
}

/** Why a request is not taken, in the words of S3; null when it is. */
function refusalOf({ region, keyId, secret }: S3Server['place'], { request, url, body }: Asked): Refusal | null {
  const form = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
  const [, credential = '', signed = '', signature] = form.exec(request.headers.authorization ?? '') ?? [];
  const time = String(request.headers['x-amz-date']);
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`;
  if (!credential.startsWith(`${keyId}/`)) return { status: 403, code: 'InvalidAccessKeyId' };
  if (credential !== `${keyId}/${scope}`) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(Date.now() - at) < 900_000)) return { status: 403, code: 'RequestTimeTooSkewed' };
  const names = signed.split(';');
  for (const name of ['host', ...Object.keys(request.headers).filter((one) => one.startsWith('x-amz-'))]) {
    if (!names.includes(name)) return { status: 403, code: 'AccessDenied' };
  }
  const pairs = [...url.searchParams].map((pair) => pair.map(encodeURIComponent).join('=')).sort();
  const headers = names.map((name) => `${name}:${String(request.headers[name]).trim().replaceAll(/ +/g, ' ')}\n`);
  const declared = String(request.headers['x-amz-content-sha256']);
  const canonical = [request.method, url.pathname, pairs.join('&'), headers.join(''), signed, declared].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<Buffer>((above, part) => hmac(above, part), Buffer.from(`AWS4${secret}`));
  if (signature !== hmac(key, toSign).toString('hex')) return { status: 403, code: 'SignatureDoesNotMatch' };
  if (request.method === 'PUT' && request.headers['content-length'] === undefined) {
    return { status: 411, code: 'MissingContentLength' };
  }
  return declared === sha256(body) ? null : { status: 400, code: 'XAmzContentSHA256Mismatch' };
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const sha256 = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex');
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
