import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Element, Root } from 'hast';
import type { Position } from 'unist';
import { VFile } from 'vfile';
import { type JailedFiles, type Refusal, RefusedFile } from '../book/files.ts';
import type { Drawing } from '../data/index.ts';
import { decodeAddress } from '../markdown/decode-address.ts';
import { Failure } from '../report/failure.ts';
import { say } from '../report/message.ts';
import { visitParents } from '../tree/visit.ts';
import { inspectPicture, type PictureFacts, type PictureProblem } from './picture-bytes.ts';
import { type PictureTraits, traitsOf } from './picture-traits.ts';
import { checkResolution, type PictureRoom } from './resolution.ts';

/** A picture of the manuscript. What must be known of it is read once; its bytes are not kept, as a book may have more than fit into memory. */
export interface Picture extends PictureFacts, PictureTraits {
  /** Path in the manuscript folder, normalised. */
  path: string;
  /** Length of the file in bytes. */
  size: number;
  /** sha256, hex. */
  hash: string;
  /** The source of an SVG, which shows text. */
  svg?: Buffer;
  /** The bytes that `hash` is of; in `room` if they fit. @throws Failure (1) if the file has changed since. */
  read(room?: Buffer): Promise<Buffer>;
  /** Made by us: no file of the manuscript. */
  drawn?: true;
}

/** A picture as the text names it, and what it was; without a hash if it could not be used. */
export interface KnownPicture {
  source: string;
  hash: string | undefined;
}

/** What an SVG picture must not hold: it is drawn, not run, and nothing outside it is loaded. */
const active =
  /<script\b|<foreignObject\b|\son[a-z]+\s*=|javascript:|<!ENTITY|[\s:](?:href|src)\s*=\s*["']\s*(?!#|data:image\/|["'])|url\(\s*["']?\s*(?:[a-z]+:)?\/\/|@import/i;

/** Memory that is kept for the next picture, in bytes. */
const mostMemory = 32 * 1024 * 1024;

/** Reads the pictures that the chapters name; afterwards every `img` has its size, and `src` is a key of the result. */
export class PictureReader {
  readonly pictures = new Map<string, Picture>();
  readonly #files: JailedFiles;
  readonly room: PictureRoom | undefined;
  /** Pictures are read one after another into the same memory: else those of a book leave more to collect than it has room for. */
  #memory: Buffer = Buffer.alloc(0);
  #turn: Promise<unknown> = Promise.resolve();

  /** `room` is what the template has for pictures; without it their resolution in print is not known. */
  constructor(files: JailedFiles, drawings: readonly Drawing[] = [], room?: PictureRoom) {
    this.#files = files;
    this.room = room;
    for (const { path: name, bytes, width, height } of drawings) {
      const facts = { mediaType: 'image/svg+xml', width, height } as const;
      this.pictures.set(name, { ...factsOf(name, bytes, facts), read: async () => bytes, drawn: true });
    }
  }

  /** The pictures of a tree, read, and what they were. */
  async readAll(tree: Root, file: VFile): Promise<KnownPicture[]> {
    const images: { image: Element; ancestors: Element[] }[] = [];
    visitParents(tree, 'element', (image, ancestors) => {
      if (image.tagName !== 'img') return;
      images.push({ image, ancestors: ancestors.filter((each): each is Element => each.type === 'element') });
    });
    const known: KnownPicture[] = [];
    for (const { image, ancestors } of images) {
      const source = decodeAddress(String(image.properties.src ?? ''));
      const picture = await this.#take(image, file);
      known.push({ source, hash: picture?.hash });
      if (picture && this.room) checkResolution(image, ancestors, picture, this.room, file);
    }
    return known;
  }

  /** Whether pictures are what they were when they were read for a file; then they are in `pictures`. */
  async still(known: readonly KnownPicture[], file: VFile): Promise<boolean> {
    const quiet = new VFile({ path: file.path });
    const now = await Promise.all(
      known.map(({ source }) => this.#read(source, path.posix.dirname(file.path), undefined, quiet)),
    );
    if (!known.every(({ hash }, i) => now[i]?.hash === hash)) return false;
    for (const picture of now) if (picture) this.pictures.set(picture.path, picture);
    return true;
  }

  /** Reads a picture named outside the text (the cover). */
  async readOne(source: string, file: VFile, place: Position | undefined): Promise<Picture | undefined> {
    return this.#read(source, '.', place, file);
  }

  async #take(image: Element, file: VFile): Promise<Picture | undefined> {
    const source = decodeAddress(String(image.properties.src ?? ''));
    if (!image.properties.alt && source !== '') {
      const zh = `图片“${source}”没有替代文字。请写成 ![说明](${source})，让看不见图的读者也能读。`;
      const en = `The image "${source}" has no alternative text. Write ![what it shows](${source}).`;
      say(file, 'html:image-alt', { zh, en }, { place: image });
    }
    const picture = await this.#read(source, path.posix.dirname(file.path), image.position, file);
    if (!picture) return undefined;
    this.pictures.set(picture.path, picture);
    image.properties.src = picture.path;
    const share = String(image.properties.width ?? '');
    if (/^\d+(\.\d+)?%$/.test(share)) {
      image.properties.style = `width: ${share}`;
      delete image.properties.width;
    }
    image.properties.width ??= Math.round(picture.width);
    const height = Math.round(Number(image.properties.width) * (picture.height / picture.width));
    if (Number.isFinite(height)) image.properties.height ??= height;
    return picture;
  }

  async #read(source: string, folder: string, place: Position | undefined, file: VFile): Promise<Picture | undefined> {
    const refuse = (rule: keyof typeof refusals) => {
      const name = source.length > 80 ? `${source.slice(0, 80)}…` : source;
      const [zh, en] = refusals[rule].map((text) => text.replace('{}', name)) as [string, string];
      say(file, `html:${rule}`, { zh, en }, { place, severity: 'error' });
      return undefined;
    };
    if (source === '') return refuse('image-address');
    const drawing = this.pictures.get(source);
    if (drawing?.drawn) return drawing;
    if (/^[a-z][a-z\d+.-]+:|^\/\//i.test(source)) return refuse('image-remote');
    // An absolute path must not become a path inside the folder.
    const name = path.posix.isAbsolute(source) ? source : path.posix.join(folder, source);
    const known = this.pictures.get(name);
    if (known) return known;
    const turn = this.#turn.then(() => this.#inspect(name));
    this.#turn = turn;
    const picture = await turn;
    if (typeof picture === 'string') return refuse(picture);
    return { ...picture, read: (room) => readAgain(this.#files, picture, room) };
  }

  async #inspect(name: string): Promise<KnownFacts | PictureRule> {
    let bytes: Buffer;
    try {
      bytes = await this.#files.read(name, this.#memory);
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      return `image-${error.reason}`;
    }
    if (bytes.length > this.#memory.length && bytes.length <= mostMemory) this.#memory = bytes;
    if (bytes.length === 0) return 'image-empty';
    const facts = inspectPicture(bytes);
    if (typeof facts === 'string') return `image-${facts}`;
    if (facts.mediaType === 'image/svg+xml' && active.test(bytes.toString('utf8'))) return 'svg-active';
    return factsOf(name, bytes, facts);
  }
}

type KnownFacts = Omit<Picture, 'read'>;

function factsOf(name: string, bytes: Buffer, facts: PictureFacts): KnownFacts {
  return {
    ...facts,
    ...traitsOf(facts.mediaType, bytes),
    path: name,
    size: bytes.length,
    hash: createHash('sha256').update(bytes).digest('hex'),
    ...(facts.mediaType === 'image/svg+xml' && { svg: Buffer.from(bytes) }),
  };
}

/** What is packed and printed must be what was inspected, and what the record says. */
async function readAgain(files: JailedFiles, { path: name, hash, svg }: KnownFacts, room?: Buffer): Promise<Buffer> {
  if (svg) return svg;
  const bytes = await files.read(name, room).catch((error: unknown) => {
    if (error instanceof RefusedFile) return undefined;
    throw error;
  });
  if (bytes && createHash('sha256').update(bytes).digest('hex') === hash) return bytes;
  throw new Failure(1, {
    zh: `图片“${name}”在生成途中被改动、移走或换掉了。请等它存好，再生成一次；没有输出任何文件。`,
    en: `The image "${name}" was changed, moved or replaced during the build. Build again once it is saved; nothing was written.`,
  });
}

type PictureRule = `image-${Refusal | PictureProblem | 'address' | 'remote'}` | 'svg-active';

/** Why a picture is not used, and what to do; `{}` is its address. */
const refusals: Record<PictureRule, [zh: string, en: string]> = {
  'image-address': [
    '图片没有写路径。请在括号里写上，如 ![说明](figures/a.svg)。',
    'The image has no address. Write its path, as in ![what it shows](figures/a.svg).',
  ],
  'image-remote': [
    '图片“{}”不在书稿文件夹里。请下载下来，放进书稿，再写它的路径。',
    'The image "{}" is not in the manuscript. Save it there and name its path.',
  ],
  'image-missing': [
    '图片“{}”找不到。请检查路径与文件名（区分大小写）。',
    'The image "{}" is missing. Check its path and the case of its name.',
  ],
  'image-outside': [
    '图片“{}”在书稿文件夹之外，不读。请把它复制进来，写相对路径。',
    'The image "{}" is outside the manuscript folder. Copy it inside and write a relative path.',
  ],
  'image-unreadable': ['图片“{}”读不了。请检查读权限。', 'The image "{}" cannot be read. Check its permissions.'],
  'image-not-a-file': ['图片“{}”不是文件。请写图片文件的路径。', 'The image "{}" is not a file. Name a picture file.'],
  'image-too-large': [
    '图片“{}”太大（超过 512 MB）。请换小一些的文件。',
    'The image "{}" is too large (over 512 MB). Use a smaller file.',
  ],
  'image-empty': [
    '图片“{}”是空文件（0 字节）。请换上完好的文件。',
    'The image "{}" is an empty file (0 bytes). Replace it.',
  ],
  'image-unknown': [
    '图片“{}”不是能用的格式。可用 SVG、PNG、JPEG、WebP、GIF。',
    'The image "{}" is in no format that can be used. Use SVG, PNG, JPEG, WebP or GIF.',
  ],
  'image-broken': [
    '图片“{}”不完整或已损坏。请换上完好的文件。',
    'The image "{}" is cut off or damaged. Replace it with a sound file.',
  ],
  'image-sizeless': [
    '图片“{}”没有尺寸。请给 <svg> 写上 viewBox。',
    'The image "{}" has no size. Give its <svg> a viewBox.',
  ],
  'image-huge': [
    '图片“{}”的像素超过 2 亿，浏览器画不出来。请缩小后再用。',
    'The image "{}" has more than 200 million pixels, too many to draw. Make it smaller.',
  ],
  'svg-active': [
    '图片“{}”里有脚本、外部链接或内嵌网页，不能用。请在绘图软件里另存为纯 SVG。',
    'The image "{}" holds a script, an outside link or embedded HTML. Save it as plain SVG.',
  ],
};
