import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import type { RemoteAddress } from './address.ts';
import { noAnswer, refused } from './failures.ts';
import { textOf } from './xml.ts';

/** What tests change. */
export interface ServiceOptions {
  /** How often a request is sent at most. */
  tries?: number;
  /** Milliseconds before the second try, doubled for each further one. */
  pause?: number;
  /** Milliseconds without a byte until a try is given up. */
  silence?: number;
}

export interface Call {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Within the bucket. */
  key: string;
  query?: Readonly<Record<string, string>>;
  headers?: Readonly<Record<string, string>>;
  body?: Uint8Array;
}

export interface Answer {
  /** 2xx; 404 not there; 412 the condition does not hold. */
  status: number;
  headers: Headers;
  body: Buffer;
}

/** Bytes as they come; called again from `begin` when a try fails in the middle. */
export interface Sink {
  begin(): void | Promise<void>;
  take(part: Uint8Array): void | Promise<void>;
}

/** Slower than this, in bytes a second, an upload counts as stuck. */
const slowest = 20_000;

/**
 * One bucket of an S3-compatible service: signed requests (SigV4), sent again while there is hope. A request may have been carried
 * out although its answer was lost, so whoever sets a condition must look when it fails.
 */
export class Service {
  readonly shown: string;
  readonly #address: RemoteAddress;
  readonly #client: AwsClient;
  readonly #tries: number;
  readonly #pause: number;
  readonly #silence: number;

  constructor(address: RemoteAddress, { tries = 6, pause = 300, silence = 30_000 }: ServiceOptions = {}) {
    const { credentials, region, shown } = address;
    this.shown = shown;
    this.#address = address;
    this.#client = new AwsClient({ ...credentials, region, service: 's3' });
    this.#tries = tries;
    this.#pause = pause;
    this.#silence = silence;
  }

  /** @throws RemoteFailure (3) no answer, or one that says no for good */
  async send(call: Call, sink?: Sink): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      let failed: unknown;
      try {
        const answer = await this.#try(call, sink);
        const { status } = answer;
        if ((status >= 200 && status < 300) || status === 412) return answer;
        const text = answer.body.toString('utf8');
        if (status === 404 && textOf(text, 'Code') !== 'NoSuchBucket') return answer;
        failed = refused(this.shown, status, text);
        if (!mayPass(status, text)) throw failed;
      } catch (error) {
        if (error === failed || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
        failed = noAnswer(this.#address.endpoint, error);
      }
      if (attempt >= this.#tries) throw failed;
      await wait(this.#pause * 2 ** (attempt - 1) * (0.5 + Math.random() / 2));
    }
  }

  async #try({ method, key, query, headers, body }: Call, sink: Sink | undefined): Promise<Answer> {
    const { endpoint, bucket } = this.#address;
    const url = `${endpoint}/${[bucket, ...key.split('/')].map(encode).join('/')}${queryText(query)}`;
    const quiet = new AbortController();
    const patience = this.#silence + ((body?.length ?? 0) / slowest) * 1000;
    const timer = setTimeout(() => quiet.abort(new DOMException('no answer', 'TimeoutError')), patience);
    try {
      const request = await this.#client.sign(url, {
        method,
        headers: {
          ...headers,
          'x-amz-content-sha256': createHash('sha256')
            .update(body ?? '')
            .digest('hex'),
          ...(body && { 'content-md5': createHash('md5').update(body).digest('base64') }),
        },
        ...(body && { body: body as Uint8Array<ArrayBuffer> }),
        redirect: 'manual',
        signal: quiet.signal,
      });
      const response = await fetch(request);
      const good = response.ok && sink ? sink : undefined;
      const parts: Uint8Array[] = [];
      await good?.begin();
      for await (const part of response.body ?? []) {
        timer.refresh();
        if (good) await good.take(part);
        else parts.push(part);
      }
      return { status: response.status, headers: response.headers, body: Buffer.concat(parts) };
    } finally {
      clearTimeout(timer);
    }
  }
}

/** RFC 3986: what encodeURIComponent leaves but a signature does not. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function queryText(query: Call['query']): string {
  const words = Object.entries(query ?? {}).map(([name, value]) => `${encode(name)}=${encode(value)}`);
  return words.length > 0 ? `?${words.join('&')}` : '';
}

/** What a request meets by bad luck: overload, a conflict of two, bytes spoilt on the way. */
function mayPass(status: number, body: string): boolean {
  if (status === 429 || status === 409 || status === 408 || (status >= 500 && status !== 501 && status !== 507))
    return true;
  return status === 400 && /<Code>(RequestTimeout|BadDigest|XAmzContentSHA256Mismatch|IncompleteBody)</.test(body);
}
