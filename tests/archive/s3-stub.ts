import { createHash, createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What befalls a request: `lost` is carried out but not answered, `cut` is not carried out, `mute` is never answered. */
export type Fate = 'pass' | 'lost' | 'cut' | 'mute' | { status: number; code: string };

export interface Asked {
  method: string;
  /** With the query, decoded. */
  path: string;
  bytes: number;
}

interface Kept {
  bytes: Buffer;
  etag: string;
  modified: number;
}

export interface Stub {
  endpoint: string;
  env: Record<string, string>;
  /** By key. */
  objects: Map<string, Kept>;
  asked: Asked[];
  /** Calls that an S3 service need not know; there must be none. */
  unknown: string[];
  /** Keys that were written over without a condition, but for those of locks and logs. */
  overwritten: string[];
  fate: (asked: Asked, count: number) => Fate;
  /** A service without conditional writes. */
  careless: boolean;
  /** How many entries a page of a list has. */
  page: number;
  /** Milliseconds that its clock is ahead. */
  ahead: number;
  close(): Promise<void>;
}

const bucket = 'archive';
export const accessKey = 'AKIDSTUB';
const secret = 'secret/stub+key';
const region = 'cn-test-1';

/** Strict as S3 is: signatures, digests and conditions are checked, and what it does not know it refuses. */
export async function startStub(): Promise<Stub> {
  const uploads = new Map<string, { key: string; parts: Map<number, Kept> }>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => handle(request, Buffer.concat(parts), response));
  });
  const stub: Stub = {
    endpoint: '',
    env: { AWS_ACCESS_KEY_ID: accessKey, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region },
    objects: new Map(),
    asked: [],
    unknown: [],
    overwritten: [],
    fate: () => 'pass',
    careless: false,
    page: 1000,
    ahead: 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function handle(request: IncomingMessage, body: Buffer, response: ServerResponse): void {
    const url = new URL(request.url ?? '', stub.endpoint);
    const key = decodeURIComponent(url.pathname).slice(bucket.length + 2);
    const asked = { method: request.method ?? '', path: `${key}${decodeURIComponent(url.search)}`, bytes: body.length };
    const count = stub.asked.push(asked);
    const fate = stub.fate(asked, count);
    if (fate === 'mute') return;
    if (fate === 'cut') {
      request.socket.destroy();
      return;
    }
    const answer = new Answer(request.method === 'HEAD', Date.now() + stub.ahead);
    if (typeof fate === 'object') answer.error(fate.status, fate.code);
    else {
      const wrong = checkSignature(request, url, body) ?? checkDigests(request, body);
      if (wrong) answer.error(wrong.status, wrong.code);
      else if (!url.pathname.startsWith(`/${bucket}/`)) answer.error(404, 'NoSuchBucket');
      else carryOut(request, url, key, body, answer);
    }
    if (fate === 'lost') request.socket.destroy();
    else answer.send(response);
  }

  function carryOut(request: IncomingMessage, url: URL, key: string, body: Buffer, answer: Answer): void {
    const words = [...url.searchParams.keys()].sort().join(' ');
    const call = `${request.method} ${key === '' ? 'bucket' : 'object'}${words && ` ${words}`}`;
    const word = (name: string) => url.searchParams.get(name) ?? '';
    const there = stub.objects.get(key);
    const upload = uploads.get(word('uploadId'));
    switch (call) {
      case 'GET object':
      case 'HEAD object':
        if (!there) answer.error(404, 'NoSuchKey');
        else answer.object(there);
        return;
      case 'PUT object':
        if (!conditionHolds(request, there, answer)) return;
        if (there && !request.headers['if-match'] && !/\.lock$|\/logs\//.test(key)) stub.overwritten.push(key);
        answer.etag(keep(key, body));
        return;
      case 'DELETE object':
        stub.objects.delete(key);
        answer.status = 204;
        return;
      case 'GET bucket delimiter encoding-type list-type prefix':
      case 'GET bucket encoding-type list-type prefix':
      case 'GET bucket continuation-token delimiter encoding-type list-type prefix':
      case 'GET bucket continuation-token encoding-type list-type prefix':
        answer.xml(listing(stub.objects, word('prefix'), word('delimiter'), word('continuation-token'), stub.page));
        return;
      case 'POST object uploads': {
        const id = randomUUID();
        uploads.set(id, { key, parts: new Map() });
        answer.xml(`<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
        return;
      }
      case 'GET bucket prefix uploads': {
        const found = [...uploads].filter(([, each]) => each.key.startsWith(word('prefix')));
        const items = found.map(
          ([id, each]) => `<Upload><Key>${escapeXml(each.key)}</Key><UploadId>${id}</UploadId></Upload>`,
        );
        answer.xml(
          `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListMultipartUploadsResult>`,
        );
        return;
      }
      case 'PUT object partNumber uploadId':
        if (upload?.key !== key) answer.error(404, 'NoSuchUpload');
        else {
          const part = kept(body);
          upload.parts.set(Number(word('partNumber')), part);
          answer.etag(part);
        }
        return;
      case 'GET object uploadId':
        if (upload?.key !== key) answer.error(404, 'NoSuchUpload');
        else {
          const items = [...upload.parts].map(
            ([number, { etag, bytes }]) =>
              `<Part><PartNumber>${number}</PartNumber><ETag>${escapeXml(etag)}</ETag><Size>${bytes.length}</Size></Part>`,
          );
          answer.xml(`<ListPartsResult><IsTruncated>false</IsTruncated>${items.join('')}</ListPartsResult>`);
        }
        return;
      case 'POST object uploadId':
        if (upload?.key !== key) answer.error(404, 'NoSuchUpload');
        else if (conditionHolds(request, there, answer)) {
          const wanted = [...body.toString().matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>(.*?)<\/ETag>/g)];
          const parts = wanted.map(([, number, etag]) => ({ part: upload.parts.get(Number(number)), etag }));
          const right = parts.every(({ part, etag }) => part && part.etag === etag?.replaceAll('&quot;', '"'));
          const small = parts.slice(0, -1).some(({ part }) => (part?.bytes.length ?? 0) < 5 * 1024 * 1024);
          if (!right) answer.error(400, 'InvalidPart');
          else if (small) answer.error(400, 'EntityTooSmall');
          else {
            const bytes = parts.map(({ part }) => part?.bytes ?? Buffer.alloc(0));
            const md5 = createHash('md5');
            for (const each of bytes) md5.update(createHash('md5').update(each).digest());
            keep(key, Buffer.concat(bytes), `"${md5.digest('hex')}-${bytes.length}"`);
            uploads.delete(word('uploadId'));
            answer.xml('<CompleteMultipartUploadResult/>');
          }
        }
        return;
      case 'DELETE object uploadId':
        uploads.delete(word('uploadId'));
        answer.status = 204;
        return;
      default:
        stub.unknown.push(call);
        answer.error(501, 'NotImplemented');
    }
  }

  function keep(key: string, bytes: Buffer, etag?: string): Kept {
    const object = kept(bytes, etag);
    stub.objects.set(key, object);
    return object;
  }

  function kept(bytes: Buffer, etag = `"${createHash('md5').update(bytes).digest('hex')}"`): Kept {
    return { bytes, etag, modified: Date.now() + stub.ahead };
  }

  function conditionHolds(request: IncomingMessage, there: Kept | undefined, answer: Answer): boolean {
    const { 'if-none-match': none, 'if-match': match } = request.headers;
    if (stub.careless) return true;
    if (none !== undefined && none !== '*') answer.error(501, 'NotImplemented');
    else if (none === '*' && there) answer.error(412, 'PreconditionFailed');
    else if (match !== undefined && !there) answer.error(404, 'NoSuchKey');
    else if (match !== undefined && there?.etag !== match) answer.error(412, 'PreconditionFailed');
    else return true;
    return false;
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stub.endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stub.env.AWS_ENDPOINT_URL_S3 = stub.endpoint;
  return stub;
}

class Answer {
  status = 200;
  readonly headers: Record<string, string> = {};
  body: Buffer = Buffer.alloc(0);
  readonly #bare: boolean;

  constructor(bare: boolean, now: number) {
    this.#bare = bare;
    this.headers.date = new Date(now).toUTCString();
  }

  error(status: number, code: string): void {
    this.status = status;
    this.#text(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
  }

  xml(text: string): void {
    this.#text(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
  }

  etag({ etag }: Kept): void {
    this.headers.etag = etag;
  }

  object({ bytes, etag, modified }: Kept): void {
    this.headers.etag = etag;
    this.headers['last-modified'] = new Date(modified).toUTCString();
    this.body = bytes;
  }

  send(response: ServerResponse): void {
    response.sendDate = false;
    response.writeHead(this.status, { ...this.headers, 'content-length': this.body.length });
    response.end(this.#bare ? undefined : this.body);
  }

  #text(text: string): void {
    this.headers['content-type'] = 'application/xml';
    this.body = Buffer.from(text);
  }
}

function listing(
  objects: ReadonlyMap<string, Kept>,
  prefix: string,
  delimiter: string,
  token: string,
  size: number,
): string {
  const entries = new Map<string, string>();
  for (const [key, { bytes, etag }] of objects) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    const common = key.slice(0, end + 1);
    if (end >= 0) entries.set(common, `<CommonPrefixes><Prefix>${encodeKey(common)}</Prefix></CommonPrefixes>`);
    else
      entries.set(
        key,
        `<Contents><Key>${encodeKey(key)}</Key><ETag>${escapeXml(etag)}</ETag><Size>${bytes.length}</Size></Contents>`,
      );
  }
  const rest = [...entries]
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .filter(([key]) => key > token);
  const page = rest.slice(0, size);
  const more = rest.length > page.length;
  const next = more ? `<NextContinuationToken>${escapeXml(page.at(-1)?.[0] ?? '')}</NextContinuationToken>` : '';
  return `<ListBucketResult><EncodingType>url</EncodingType><IsTruncated>${more}</IsTruncated>${next}${page.map(([, xml]) => xml).join('')}</ListBucketResult>`;
}

function encodeKey(key: string): string {
  return encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

type Wrong = { status: number; code: string } | undefined;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
function checkSignature({ method, headers }: IncomingMessage, url: URL, _body: Buffer): Wrong {
  const match =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    );
  if (!match) return { status: 403, code: 'AccessDenied' };
  const [, id, day, where, signed = '', signature] = match;
  if (id !== accessKey) return { status: 403, code: 'InvalidAccessKeyId' };
  if (where !== region) return { status: 400, code: 'AuthorizationHeaderMalformed' };
  const names = signed.split(';');
  const mustSign = Object.keys(headers).filter((name) => /^(host|content-md5|if-(none-)?match|x-amz-.*)$/.test(name));
  if (mustSign.some((name) => !names.includes(name))) return { status: 403, code: 'AccessDenied' };
  const time = String(headers['x-amz-date']);
  const at = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(at - Date.now()) < 15 * 60_000)) return { status: 403, code: 'RequestTimeTooSkewed' };
  const encode = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort();
  const canonical = [
    method,
    decodeURIComponent(url.pathname).split('/').map(encode).join('/'),
    query.join('&'),
    ...names.map((name) => `${name}:${String(headers[name]).trim().replace(/\s+/g, ' ')}`),
    '',
    signed,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const sum = createHash('sha256').update(canonical).digest('hex');
  const scope = `${day}/${region}/s3/aws4_request`;
  const key = [day ?? '', region, 's3', 'aws4_request'].reduce<Buffer | string>(
    (from, word) => createHmac('sha256', from).update(word).digest(),
    `AWS4${secret}`,
  );
  const right = createHmac('sha256', key).update(['AWS4-HMAC-SHA256', time, scope, sum].join('\n')).digest('hex');
  return right === signature ? undefined : { status: 403, code: 'SignatureDoesNotMatch' };
}

function checkDigests({ method, headers }: IncomingMessage, body: Buffer): Wrong {
  const sha256 = createHash('sha256').update(body).digest('hex');
  if (headers['x-amz-content-sha256'] !== sha256) return { status: 400, code: 'XAmzContentSHA256Mismatch' };
  const md5 = headers['content-md5'];
  if (method === 'PUT' && md5 === undefined) return { status: 400, code: 'InvalidRequest' };
  if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64'))
    return { status: 400, code: 'BadDigest' };
  return undefined;
}
