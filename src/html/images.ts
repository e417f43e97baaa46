import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Element, Root } from 'hast';
import { imageSize } from 'image-size';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { type JailedFiles, RefusedFile } from '../book/files.ts';
import { say } from '../report/message.ts';

/** A picture of the manuscript, read once. */
export interface Picture {
  /** Path in the manuscript folder, normalised. */
  path: string;
  bytes: Buffer;
  mediaType: 'image/svg+xml' | 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif';
  /** CSS px. */
  width: number;
  height: number;
  /** sha256, hex. */
  hash: string;
}

const mediaTypes: Record<string, Picture['mediaType']> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
};

/** What an SVG picture must not hold: it is drawn, not run, and nothing outside it is loaded. */
const active =
  /<script\b|<foreignObject\b|\son[a-z]+\s*=|javascript:|<!ENTITY|(?:href|src)\s*=\s*["']\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\/|@import/i;

/** Reads the pictures that the chapters name; afterwards every `img` has its size, and `src` is a key of the result. */
export class PictureReader {
  readonly pictures = new Map<string, Picture>();
  readonly #files: JailedFiles;

  constructor(files: JailedFiles) {
    this.#files = files;
  }

  async readAll(tree: Root, file: VFile): Promise<void> {
    const images: Element[] = [];
    visit(tree, 'element', (node) => {
      if (node.tagName === 'img') images.push(node);
    });
    for (const image of images) await this.#take(image, file);
  }

  /** Reads a picture named outside the text (the cover). */
  async readOne(source: string, file: VFile): Promise<Picture | undefined> {
    return this.#read(source, path.posix.normalize(source), undefined, file);
  }

  async #take(image: Element, file: VFile): Promise<void> {
    const source = decode(String(image.properties.src ?? ''));
    if (!image.properties.alt) {
      const zh = `图片“${source}”没有替代文字。请写成 ![说明](${source})，让看不见图的读者也能读。`;
      const en = `The image "${source}" has no alternative text. Write ![what it shows](${source}).`;
      say(file, 'html:image-alt', { zh, en }, { place: image });
    }
    const name = path.posix.join(path.posix.dirname(file.path), source);
    const picture = this.pictures.get(name) ?? (await this.#read(source, name, image, file));
    if (!picture) return;
    this.pictures.set(name, picture);
    image.properties.src = name;
    image.properties.width ??= Math.round(picture.width);
    image.properties.height ??= Math.round(Number(image.properties.width) * (picture.height / picture.width));
  }

  async #read(source: string, name: string, image: Element | undefined, file: VFile): Promise<Picture | undefined> {
    const refuse = (rule: `html:${string}`, zh: string, en: string) => {
      say(file, rule, { zh, en }, { place: image, severity: 'error' });
      return undefined;
    };
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(source)) {
      return refuse(
        'html:image-remote',
        `图片“${source.slice(0, 80)}”不在书稿文件夹里。请下载下来，放进书稿，再写它的路径。`,
        `The image "${source.slice(0, 80)}" is not in the manuscript. Save it there and name its path.`,
      );
    }
    let bytes: Buffer;
    try {
      bytes = await this.#files.read(name);
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      const [zh, en] = refusals[error.reason] ?? refusals.unreadable;
      return refuse(`html:image-${error.reason}`, `图片“${source}”${zh}`, `The image "${source}" ${en}`);
    }
    if (bytes.length === 0) {
      return refuse(
        'html:image-empty',
        `图片“${source}”是空文件（0 字节）。请换上完好的文件。`,
        `The image "${source}" is an empty file (0 bytes). Replace it.`,
      );
    }
    const found = measure(bytes);
    if (!found) {
      return refuse(
        'html:image-format',
        `图片“${source}”读不懂。可用 SVG、PNG、JPEG、WebP、GIF；请检查文件是否完好。`,
        `The image "${source}" cannot be read. Use a sound SVG, PNG, JPEG, WebP or GIF.`,
      );
    }
    if (found.mediaType === 'image/svg+xml' && active.test(bytes.toString('utf8'))) {
      return refuse(
        'html:svg-active',
        `图片“${source}”里有脚本、外部链接或内嵌网页，不能用。请在绘图软件里另存为纯 SVG。`,
        `The image "${source}" holds a script, an outside link or embedded HTML. Save it as plain SVG.`,
      );
    }
    return { path: name, bytes, ...found, hash: createHash('sha256').update(bytes).digest('hex') };
  }
}

const refusals: Record<string, [zh: string, en: string]> & { unreadable: [string, string] } = {
  missing: ['找不到。请检查路径与文件名（区分大小写）。', 'is missing. Check its path and the case of its name.'],
  outside: ['在书稿文件夹之外，不读。请把它复制进来。', 'is outside the manuscript folder. Copy it inside.'],
  unreadable: ['读不了。请检查读权限。', 'cannot be read. Check its permissions.'],
  'not-a-file': ['不是文件。', 'is not a file.'],
  'too-large': ['太大（超过 512 MB）。', 'is too large (over 512 MB).'],
};

function measure(bytes: Buffer): Pick<Picture, 'mediaType' | 'width' | 'height'> | undefined {
  try {
    const { type = '', width, height, orientation = 1 } = imageSize(bytes);
    const mediaType = mediaTypes[type];
    if (!mediaType || !(width > 0) || !(height > 0)) return undefined;
    // EXIF orientations 5 to 8 lie on their side.
    return orientation >= 5 ? { mediaType, width: height, height: width } : { mediaType, width, height };
  } catch {
    return undefined;
  }
}

function decode(source: string): string {
  try {
    return decodeURIComponent(source);
  } catch {
    return source;
  }
}
