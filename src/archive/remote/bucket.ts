import { createHash } from 'node:crypto';
import type { Service, Sink } from './service.ts';
import { elementsOf, textOf } from './xml.ts';

export interface Listed {
  /** Relative to the store's root. */
  path: string;
  bytes: number;
  etag: string;
}

export interface Got {
  bytes: Buffer;
  etag: string;
  /** By the service's own clock, in milliseconds: the time since it was written. */
  age: number;
}

/** A part of a bucket as a store: paths relative to its root. */
export class Bucket {
  readonly service: Service;
  readonly #prefix: string;

  constructor(service: Service, prefix: string) {
    this.service = service;
    this.#prefix = prefix === '' ? '' : `${prefix}/`;
  }

  get shown(): string {
    return this.service.shown;
  }

  key(path: string): string {
    return this.#prefix + path;
  }

  /** Undefined for what is not there. */
  async get(path: string): Promise<Got | undefined> {
    const { status, headers, body } = await this.service.send({ method: 'GET', key: this.key(path) });
    if (status !== 200) return undefined;
    const age = Date.parse(headers.get('date') ?? '') - Date.parse(headers.get('last-modified') ?? '');
    return { bytes: body, etag: headers.get('etag') ?? '', age };
  }

  /** False for what is not there. */
  async stream(path: string, sink: Sink): Promise<boolean> {
    return (await this.service.send({ method: 'GET', key: this.key(path) }, sink)).status === 200;
  }

  async head(path: string): Promise<{ bytes: number; etag: string } | undefined> {
    const { status, headers } = await this.service.send({ method: 'HEAD', key: this.key(path) });
    if (status !== 200) return undefined;
    return { bytes: Number(headers.get('content-length')), etag: headers.get('etag') ?? '' };
  }

  async put(path: string, bytes: Uint8Array): Promise<void> {
    await this.service.send({ method: 'PUT', key: this.key(path), body: bytes });
  }

  /** Writes where nothing is. Undefined if something else is there; else its etag. */
  async putNew(path: string, bytes: Uint8Array): Promise<string | undefined> {
    return this.#putIf(path, bytes, { 'if-none-match': '*' });
  }

  /** Writes over what has that etag. Undefined if it is not what is there; else the new etag. */
  async putOver(path: string, bytes: Uint8Array, etag: string): Promise<string | undefined> {
    return this.#putIf(path, bytes, { 'if-match': etag });
  }

  async #putIf(path: string, bytes: Uint8Array, condition: Record<string, string>): Promise<string | undefined> {
    const { status, headers } = await this.service.send({
      method: 'PUT',
      key: this.key(path),
      body: bytes,
      headers: condition,
    });
    if (status === 200) return headers.get('etag') ?? '';
    // An earlier try of ours may have been carried out, its answer lost.
    const there = await this.get(path);
    return there?.bytes.equals(bytes) ? there.etag : undefined;
  }

  async remove(path: string): Promise<void> {
    await this.service.send({ method: 'DELETE', key: this.key(path) });
  }

  /** What is directly in a folder, or with `deep` every file below it. */
  async list(folder: string, deep = false): Promise<{ files: Listed[]; folders: string[] }> {
    const prefix = folder === '' ? this.#prefix : this.key(`${folder}/`);
    const files: Listed[] = [];
    const folders: string[] = [];
    let next: string | undefined = '';
    while (next !== undefined) {
      const { body } = await this.service.send({
        method: 'GET',
        key: '',
        query: {
          'list-type': '2',
          prefix,
          'encoding-type': 'url',
          ...(!deep && { delimiter: '/' }),
          ...(next && { 'continuation-token': next }),
        },
      });
      const xml = body.toString('utf8');
      const decode = textOf(xml, 'EncodingType') === 'url' ? decodeKey : (text: string) => text;
      const relative = (key: string) => decode(key).slice(this.#prefix.length);
      for (const each of elementsOf(xml, 'Contents')) {
        const path = relative(textOf(each, 'Key') ?? '');
        // Some tools mark a folder with an empty object.
        if (path === '' || path.endsWith('/')) continue;
        files.push({ path, bytes: Number(textOf(each, 'Size')), etag: textOf(each, 'ETag') ?? '' });
      }
      for (const each of elementsOf(xml, 'CommonPrefixes')) {
        folders.push(relative(textOf(each, 'Prefix') ?? '').replace(/\/$/, ''));
      }
      next = textOf(xml, 'IsTruncated') === 'true' ? textOf(xml, 'NextContinuationToken') : undefined;
    }
    return { files, folders };
  }
}

function decodeKey(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

/** What a service calls bytes that came in one request; those that came in parts, or are encrypted, have another name. */
export function etagOf(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}

export function sameEtag(one: string, other: string): boolean {
  return one.replaceAll('"', '').toLowerCase() === other.replaceAll('"', '').toLowerCase();
}
